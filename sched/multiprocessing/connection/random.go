// This file defines where the random bytes of a challenge come from.

package connection

import (
	"crypto/rand"
	"encoding/binary"

	"github.com/gilsim/gilsim/sched"
)

// drawn is how many bytes of a challenge one random number of a simulated run makes.
const drawn = 7

// randomBytes returns n random bytes: the operating system's where the sockets are, too; on the simulated machine, from
// the seed, as a replay needs the same again.
func randomBytes(t *sched.Thread, n int) []byte {
	if _, virtual := t.Engine().(sched.Devices); !virtual {
		all := make([]byte, n)
		_, _ = rand.Read(all) // it never fails
		return all
	}
	var all []byte
	for len(all) < n {
		number := binary.LittleEndian.AppendUint64(nil, uint64(t.Random(1<<(8*drawn))))
		all = append(all, number[:drawn]...)
	}
	return all[:n]
}
