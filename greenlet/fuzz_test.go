// This file tests random programs of greenlets against a model, and that their runs can be checked and replayed.

package greenlet_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// tight is a machine on which threads lose the lock in the midst of their greenlets.
func tight() sim.Config {
	return sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: time.Microsecond}}
}

// in returns a program that carries out a random one in each of so many threads at once, and keeps what they did.
func in(threads int, program []randomGreenlet) (main func(t *sched.Thread), runs []*randomRun) {
	runs = make([]*randomRun, threads)
	return func(t *sched.Thread) {
		for i := range runs[1:] {
			t.Spawn("", func(t *sched.Thread) { runs[i+1] = runRandom(t, program) })
		}
		runs[0] = runRandom(t, program)
	}, runs
}

// wellRun returns what is wrong with the runs of a program: it does something else than the model, or breaks a rule.
func wellRun(program []randomGreenlet, runs []*randomRun) error {
	want := predict(program)
	for _, r := range runs {
		if diff := cmp.Diff(want, r.log); diff != "" {
			return fmt.Errorf("the run departs from the model (-model +run):\n%s", diff)
		}
		if r.wrong != nil {
			return r.wrong
		}
	}
	return nil
}

// sound runs a program in two threads of the simulated machine. It returns what is wrong: with the run, with its trace, or with
// the replay of that, which must be the same byte by byte.
func sound(data []byte) error {
	program := newRandomProgram(data)
	main, runs := in(2, program)
	tr, err := sim.Record(tight(), main)
	if err == nil {
		err = wellRun(program, runs)
	}
	if err == nil {
		err = trace.Check(tr)
	}
	if err != nil {
		return err
	}
	cfg := tight()
	cfg.Strategy = choice.Exact(tr.Events)
	main, _ = in(2, program)
	again, err := sim.Record(cfg, main)
	if err != nil {
		return err
	}
	if !bytes.Equal(text(tr), text(again)) {
		return fmt.Errorf("exact replay gives another trace:\n%s", cmp.Diff(string(text(tr)), string(text(again))))
	}
	return nil
}

// text returns the text of a trace.
func text(tr *trace.Trace) []byte {
	var b bytes.Buffer
	if err := tr.Write(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func FuzzGreenlets(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, // three greenlets: the last one, a child of the one before, kills that
		0, 0, 1, switches, 1, 0, 0, 0,
		0, 0, 1, switches, 2, 0, 0, 0,
		1, 0, 1, kills, 1, 0, 0, 0})
	f.Add([]byte{1, // the last one makes its own parent its child, while it is killed
		0, 0, 2, switches, 2, 0, 0, 0, kills, 2, 0, 0, 0,
		0, 0, 0,
		1, 0, 2, ups, 0, 0, 0, 0, reparents, 1, 2, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := sound(data); err != nil {
			t.Error(err)
		}
	})
}

// randomData draws the bytes of a program whose greenlets do much.
func randomData(t *rapid.T) []byte { return rapid.SliceOfN(rapid.Byte(), 100, 400).Draw(t, "data") }

func TestRandomProgramsDoWhatTheModelSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := sound(randomData(t)); err != nil {
			t.Error(err)
		}
	})
}

// TestRandomProgramsOnTheRealMachine holds them against the model there, with the lock and without it.
func TestRandomProgramsOnTheRealMachine(t *testing.T) {
	everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
		rapid.Check(t, func(t *rapid.T) {
			program := newRandomProgram(randomData(t))
			main, runs := in(3, program)
			if err := run(main); err != nil {
				t.Fatal(err)
			}
			if err := wellRun(program, runs); err != nil {
				t.Error(err)
			}
		})
	})
}
