// This file defines how the processes of a real run find the program that they are part of.

package experiment

import (
	"encoding/json"
	"fmt"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// catalogued is the program of the catalogue that a header describes: what each process of a real run executes.
var catalogued = native.NewProgram("catalogue", func(args string) (native.Config, func(t *sched.Thread), error) {
	var h trace.Header
	if err := json.Unmarshal([]byte(args), &h); err != nil {
		return native.Config{}, nil, err
	}
	p := workload.Find(h.Program)
	if p == nil {
		return native.Config{}, nil, fmt.Errorf("the catalogue has no program %q", h.Program)
	}
	s, err := FromHeader(p, h)
	if err != nil {
		return native.Config{}, nil, err
	}
	cfg := native.Config{GIL: s.Lock(), Library: s.Machine.Library}
	return cfg, func(t *sched.Thread) { s.Program.Run(t, s.Input) }, nil
})

// args returns the setup as catalogued reads it.
func (s *Setup) args() string {
	text, err := json.Marshal(s.Header())
	if err != nil {
		panic(err) // it holds texts and numbers alone
	}
	return string(text)
}
