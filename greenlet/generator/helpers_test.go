// This file defines what the tests of this package share: machines, and programs that say what happens.

package generator_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A program says lines, as one of Python prints them.
type program func(t *sched.Thread, say func(words ...any))

// A machine runs the main function of a program.
type machine func(t *testing.T, main func(t *sched.Thread)) error

// machines are the simulated one, on which the thread loses the processor in the midst of it, and the real one, with the
// lock and without it.
var machines = map[string]machine{
	"simulated": simulated,
	"real":      func(t *testing.T, main func(t *sched.Thread)) error { return real(t, gil.Config{}, main) },
	"real with the lock": func(t *testing.T, main func(t *sched.Thread)) error {
		return real(t, gil.Config{Discipline: gil.On, Interval: 50 * time.Microsecond}, main)
	},
}

// simulated runs a program whose trace must obey the rules of all traces.
func simulated(t *testing.T, main func(t *sched.Thread)) error {
	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: time.Microsecond}}
	tr, err := sim.Record(cfg, main)
	obeys(t, tr)
	return err
}

// loop is calibrated once: bytecodes of 2 ns, in rounds of 9.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) })

// real is simulated for the real machine, under a lock.
func real(t *testing.T, lock gil.Config, main func(t *sched.Thread)) error {
	var events trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg := native.Config{GIL: lock, Loop: loop(), Timeout: time.Minute, Recorder: &events, Names: tr.Names}
	_, err := native.Run(context.Background(), cfg, main)
	tr.Events = events.Events
	obeys(t, tr)
	return err
}

// obeys holds a trace against the rules of all traces.
func obeys(t *testing.T, tr *trace.Trace) {
	t.Helper()
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
}

// said runs a program in so many threads at once, and returns what each of them says.
func said(t *testing.T, on machine, threads int, p program) []string {
	t.Helper()
	all := make([]strings.Builder, threads)
	run := func(t *sched.Thread, i int) {
		p(t, func(words ...any) { fmt.Fprintln(&all[i], words...) })
	}
	if err := on(t, func(t *sched.Thread) {
		for i := range all[1:] {
			t.Spawn("", func(t *sched.Thread) { run(t, i+1) })
		}
		run(t, 0)
	}); err != nil {
		t.Error(err)
	}
	texts := make([]string, threads)
	for i := range all {
		texts[i] = all[i].String()
	}
	return texts
}

// shown is a result as Python's repr has it, or "raised", the class of the exception and its message.
func shown[T any](v T, err error) string {
	var raised *greenlet.Error
	switch stop, ok := errors.AsType[*generator.StopIteration](err); {
	case ok && stop.Value == nil:
		return "raised StopIteration: "
	case errors.As(err, &raised):
		return "raised " + raised.Class + ": " + raised.Text
	case err != nil:
		return "raised " + err.Error()
	case any(v) == nil:
		return "None"
	}
	return fmt.Sprint(v)
}

// An exception is one of a program's own.
type exception struct{ class, text string }

func (e *exception) Error() string { return e.class + ": " + e.text }

// The exceptions that the programs raise.
var (
	keyError   = &exception{"KeyError", "'k'"}
	valueError = &exception{"ValueError", "v"}
)

// count yields 1, 2 and so on, up to n, and returns a value.
func count(n int, result any) generator.Body[any] {
	return func(_ *sched.Thread, y *generator.Yielder[any]) (any, error) {
		for i := range n {
			if _, err := y.Yield(i + 1); err != nil {
				return nil, err
			}
		}
		return result, nil
	}
}

// The types of the programs' generators.
type (
	gen     = generator.Generator[any]
	yielder = generator.Yielder[any]
)

// define returns a generator that runs the body.
func define(body generator.Body[any]) *gen { return generator.New("g", body) }
