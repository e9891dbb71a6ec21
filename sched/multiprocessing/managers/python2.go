// This file defines how a client of Python 2 is told that it will not do.

package managers

import (
	"encoding/binary"
	"errors"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// refusal is what it is told.
const refusal = "TypeError: this client runs on Python 2, whose str can be bytes or text: this manager speaks with Python 3 alone. " +
	"Run the client with python3.\n"

// isPython2 reports whether a message could not be read because Python 2 has sent it.
func isPython2(err error) bool { return errors.Is(err, pickle.ErrPython2) }

// python2Answer is ('#TRACEBACK', refusal), in the pickle of Python 2: protocol 2, with a str where Python 3 has bytes or text,
// for nothing else it takes for a traceback.
func python2Answer() []byte {
	data := []byte("\x80\x02")
	for _, text := range []string{kindTraceback, refusal} {
		data = binary.LittleEndian.AppendUint32(append(data, 'T'), uint32(len(text)))
		data = append(data, text...)
	}
	return append(data, "\x86."...)
}
