// This file says in words what the ways in which processes talk to each other cost, and what is wrong with the tutorials' ranking.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
)

// rankingSentence says which ways are the fastest and the slowest, and what becomes of "shared memory, then pipes, then sockets"; "" if
// figures are lacking.
func rankingSentence(m *experiment.Matrix) string {
	r := m.Ranking()
	if r == nil || r.Pipe == 0 || r.Memory == 0 {
		return ""
	}
	text := "one way " + r.Fastest.Way + " is the fastest with " + shortTime(r.Fastest.X) + " for a message of " + grouped3(r.Small) + " bytes, and " + r.Slowest.Way +
		" the slowest with " + shortTime(r.Slowest.X)
	if r.Large != r.Small {
		text += "; messages of " + grouped3(r.Large) + " bytes come through at " + layout.ThreeDigits(r.Most.X) + " MB/s by " + r.Most.Way +
			" and at " + layout.ThreeDigits(r.Least.X) + " by " + r.Least.Way
	}
	text += "; the tutorials say shared memory, then pipes, then sockets: one way shared memory is "
	if r.Fastest.Way == experiment.ByMemory {
		text += "the fastest indeed for such messages, "
	} else {
		text += "not the fastest for such messages, "
	}
	trips := shortTime(r.Memory) + " by it and " + shortTime(r.Pipe) + " by a pipe"
	switch {
	case r.SameTrip:
		text += "but a round trip takes about the same, " + trips + ", as either wakes the other side"
	case r.Memory < r.Pipe:
		text += "and a round trip takes " + trips
	default:
		text += "and a round trip takes " + trips + ", as it wakes the other side, too"
	}
	switch {
	case r.Sockets == 0 || r.Large == r.Small:
	case experiment.HardlyDiffers(r.Sockets):
		text += "; for large messages sockets are about as fast as pipes"
	case r.Sockets > 1:
		text += "; for large messages sockets are " + factor(r.Sockets) + " times as fast as pipes, and not slower"
	default:
		text += "; for large messages pipes are " + factor(1/r.Sockets) + " times as fast as sockets"
	}
	return text
}
