// This file defines processor use as the operating system accounts for it.

package native

// A Reading is a figure that the operating system may not have.
type Reading struct {
	N     int64
	Known bool
}

// known returns a figure that there is.
func known(n int64) Reading { return Reading{n, true} }

// plus adds two figures; the sum is known if both are.
func (r Reading) plus(s Reading) Reading { return Reading{r.N + s.N, r.Known && s.Known} }

// minus subtracts s.
func (r Reading) minus(s Reading) Reading { return Reading{r.N - s.N, r.Known && s.Known} }

// Usage is what a thread, or several, used of the computer. Times are in nanoseconds.
type Usage struct {
	CPU         Reading // time on a core
	System      Reading // the part of it in the operating system
	Queued      Reading // time that it waited for a core, ready to run
	Voluntary   Reading // how often it left its core to wait
	Involuntary Reading // how often its core was taken away
}

// plus adds the use of others. Added to nothing it is theirs.
func (u Usage) plus(v Usage) Usage {
	if u == (Usage{}) {
		return v
	}
	return Usage{
		CPU:         u.CPU.plus(v.CPU),
		System:      u.System.plus(v.System),
		Queued:      u.Queued.plus(v.Queued),
		Voluntary:   u.Voluntary.plus(v.Voluntary),
		Involuntary: u.Involuntary.plus(v.Involuntary),
	}
}

// since returns what was used since before.
func (u Usage) since(before Usage) Usage {
	return Usage{
		CPU:         u.CPU.minus(before.CPU),
		System:      u.System.minus(before.System),
		Queued:      u.Queued.minus(before.Queued),
		Voluntary:   u.Voluntary.minus(before.Voluntary),
		Involuntary: u.Involuntary.minus(before.Involuntary),
	}
}
