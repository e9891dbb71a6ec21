// This file pins a run of greenlets and a generator. Package trace tests its pictures with it.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/tracetest"
)

// pingPong lets two greenlets switch to each other. In the midst of ping's generator pong has its turns; a switch back to ping
// goes on in the generator. Another thread wants the same interpreter lock.
func pingPong(t *sched.Thread) {
	score := sched.NewVar(t, "score", 0)
	other := t.Spawn("other", func(t *sched.Thread) { t.Run(200) })
	var ping, pong *greenlet.Greenlet
	ping = greenlet.New(t, "ping", func(t *sched.Thread, _ greenlet.Args) (any, error) {
		balls := generator.New("balls", func(t *sched.Thread, y *generator.Yielder[int]) (any, error) {
			for ball := range 2 {
				if _, err := pong.Switch(t, ball); err != nil {
					return nil, err
				}
				if _, err := y.Yield(ball); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		for ball := range balls.All(t) {
			score.Set(t, ball)
		}
		return "ping is done", nil
	})
	pong = greenlet.New(t, "pong", func(t *sched.Thread, _ greenlet.Args) (any, error) {
		for {
			t.Run(50)
			if _, err := ping.Switch(t); err != nil {
				return nil, err
			}
		}
	})
	result, _ := ping.Switch(t)
	t.Print(result)
	pong.Throw(t, nil)
	t.Join(other)
}

func TestRunOfGreenletsIsAsItWas(t *testing.T) {
	cfg := sim.Config{Cores: 1, GIL: gil.Config{Discipline: gil.On}}
	tr, err := tracetest.Golden(t, "testdata/pingpong.trace", cfg, pingPong)
	if err != nil {
		t.Fatal(err)
	}
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
}

func TestRunOfGreenletsIsReplayed(t *testing.T) {
	tracetest.Replay(t, "testdata/pingpong.trace", pingPong)
}
