// This file holds the rules on processes of the operating system. What they print is CPython's, too.

package signal_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

var realProgram = native.NewProgram("signal", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, discipline, _ := strings.Cut(args, "|")
	var cfg native.Config
	if discipline == "on" {
		cfg.GIL = gil.Config{Discipline: gil.On}
	}
	for _, r := range append(rules, afterHandler) {
		if r.name == name {
			return cfg, r.program, nil
		}
	}
	return cfg, nil, fmt.Errorf("no rule is called %q", name)
})

// realLoop executes bytecodes as cheaply as it can: what they cost does not matter here.
var realLoop = sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 9) })

func TestRulesOfRealSignals(t *testing.T) {
	for _, r := range append(rules, afterHandler) {
		for _, lock := range []string{"on", "off"} {
			if lock == "off" && !strings.HasPrefix(r.name, "4") {
				continue // where the interpreter looks for signals, the others do not depend on
			}
			t.Run(r.name+", lock "+lock, func(t *testing.T) {
				t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
				var buffer trace.Buffer
				names := new(trace.Names)
				_, err := realProgram.Run(context.Background(), r.name+"|"+lock, func(c *native.Config) {
					c.Recorder, c.Names, c.Timeout, c.Loop = &buffer, names, time.Minute, realLoop()
				})
				if err != nil {
					t.Error(err)
				}
				tr := &trace.Trace{Names: names, Events: buffer.Events, Header: trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}}
				if broken := trace.Check(tr); broken != nil {
					t.Error(broken)
				}
				if got := printed(tr.Events, names); got != r.prints {
					t.Errorf("it prints %s, want %s", got, r.prints)
				}
			})
		}
	}
}
