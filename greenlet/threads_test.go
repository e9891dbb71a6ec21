// This file tests greenlets of several threads: each thread has its own, and switches to no others.

package greenlet_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// everywhere runs a test of programs with several threads on both machines, with the lock and without it.
func everywhere(t *testing.T, test func(t *testing.T, run func(main func(t *sched.Thread)) error)) {
	t.Helper()
	for _, lock := range []gil.Config{{Discipline: gil.On}, {}} {
		name := "lock " + lock.Discipline.String()
		t.Run("simulated, "+name, func(t *testing.T) {
			test(t, func(main func(t *sched.Thread)) error {
				_, err := sim.Run(sim.Config{Cores: 2, GIL: lock}, main)
				return err
			})
		})
		t.Run("real, "+name, func(t *testing.T) {
			test(t, func(main func(t *sched.Thread)) error {
				_, err := native.Run(context.Background(), native.Config{GIL: lock, Timeout: time.Minute, Loop: quick}, main)
				return err
			})
		})
	}
}

// visits runs a program in which another thread has made greenlets of all kinds, and lives on while the main thread looks at
// them, or has ended before it does.
func visits(over bool, look func(t *sched.Thread, other map[string]*greenlet.Greenlet)) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		ready, done := threading.NewEvent(t, "ready"), threading.NewEvent(t, "done")
		other := map[string]*greenlet.Greenlet{}
		th := t.Spawn("other", func(t *sched.Thread) {
			other["main"] = greenlet.Current(t)
			for _, name := range []string{"suspended", "pending", "dead"} {
				other[name] = greenlet.New(t, name, twice)
			}
			other["suspended"].Switch(t)
			other["dead"].Switch(t)
			other["dead"].Switch(t)
			other["child"] = greenlet.NewChild("child", nothing, other["suspended"])
			other["grandchild"] = greenlet.NewChild("grandchild", nothing, other["child"])
			ready.Set(t)
			if !over {
				done.Wait(t)
			}
		})
		ready.Wait(t)
		if over {
			t.Join(th)
		}
		look(t, other)
		done.Set(t)
	}
}

func TestASwitchToAnotherThreadIsRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		over bool
		want error
	}{
		{"alive", false, greenlet.ErrThread},
		{"ended", true, greenlet.ErrThreadExited},
	} {
		t.Run(c.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
				err := run(visits(c.over, func(th *sched.Thread, other map[string]*greenlet.Greenlet) {
					for name, g := range other {
						_, switched := g.Switch(th)
						_, thrown := g.Throw(th, errors.New("thrown"))
						_, child := greenlet.NewChild("own", nothing, g).Switch(th)
						if !errors.Is(switched, c.want) || !errors.Is(thrown, c.want) || !errors.Is(child, c.want) {
							t.Errorf("%s: switch: %v, throw: %v, a pending child's switch: %v; want %v", name, switched, thrown, child, c.want)
						}
						if killed := g.Kill(th); name != "dead" && !c.over && !errors.Is(killed, c.want) {
							t.Errorf("%s: kill: %v; want %v", name, killed, c.want)
						}
					}
					if me := greenlet.Current(th); me.Parent() != nil {
						t.Errorf("after that %v is current", me)
					}
				}))
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestTheGreenletsOfAThreadThatHasEndedAreDead holds what they are from outside: those that are suspended, and its main
// greenlet. One that is pending stays so.
func TestTheGreenletsOfAThreadThatHasEndedAreDead(t *testing.T) {
	for _, over := range []bool{false, true} {
		everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
			err := run(visits(over, func(_ *sched.Thread, other map[string]*greenlet.Greenlet) {
				for name, g := range other {
					want := name == "dead" || over && (name == "main" || name == "suspended")
					if g.Dead() != want || g.Active() != (!want && (name == "main" || name == "suspended")) {
						t.Errorf("over %v: %s: dead %v, active %v", over, name, g.Dead(), g.Active())
					}
				}
			}))
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestParentsOfAnotherThread(t *testing.T) {
	everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
		err := run(visits(false, func(th *sched.Thread, other map[string]*greenlet.Greenlet) {
			g := greenlet.New(th, "started", twice)
			g.Switch(th)
			for name, parent := range other {
				if err := g.SetParent(parent); !errors.Is(err, greenlet.ErrParentThread) || g.Parent() != greenlet.Current(th) {
					t.Errorf("one that has started gets %s as parent: %v, and has %v", name, err, g.Parent())
				}
				p := greenlet.New(th, "pending", twice)
				if err := p.SetParent(parent); err != nil || p.Parent() != parent {
					t.Errorf("one that is pending gets %s as parent: %v, and has %v", name, err, p.Parent())
				}
			}
		}))
		if err != nil {
			t.Error(err)
		}
	})
}

// TestAPendingParentMayLeaveTheThread holds what happens when a greenlet's parent is given a parent of another thread, which
// Python allows as long as it is pending: it cannot start here, and the greenlet's end has nowhere to go. There the interpreter
// aborts ("ran out of parent greenlets while propagating exception"), here the run fails.
func TestAPendingParentMayLeaveTheThread(t *testing.T) {
	everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
		err := run(visits(false, func(th *sched.Thread, other map[string]*greenlet.Greenlet) {
			p := greenlet.New(th, "p", nothing)
			g := greenlet.NewChild("g", nothing, p)
			ends := greenlet.NewChild("ends", func(t *sched.Thread, _ greenlet.Args) (any, error) {
				if err := p.SetParent(other["main"]); err != nil {
					return nil, err
				}
				return greenlet.New(t, "", nothing).Switch(t)
			}, g)
			if err := p.SetParent(other["main"]); err != nil {
				t.Error(err)
			}
			if _, err := g.Switch(th); !errors.Is(err, greenlet.ErrThread) {
				t.Errorf("a switch to one whose parents are in another thread: %v", err)
			}
			if err := p.SetParent(greenlet.Current(th)); err != nil {
				t.Error(err)
			}
			ends.Switch(th)
			t.Error("a greenlet without an heir has ended")
		}))
		var failed *sched.ThreadError
		if !errors.As(err, &failed) || failed.Thread != "MainThread" || !errors.Is(err, greenlet.ErrThread) {
			t.Errorf("the run ends with %v", err)
		}
	})
}

// TestThreadsOnlyRefuseEachOther lets threads switch to whatever greenlet they get hold of, their own and those of others, as
// test_switching_many_threads of greenlet 3 does: nothing but the refusal may come of it.
func TestThreadsOnlyRefuseEachOther(t *testing.T) {
	everywhere(t, func(t *testing.T, run func(main func(t *sched.Thread)) error) {
		var shared [8]atomic.Pointer[greenlet.Greenlet]
		var switched, refused [4]int
		err := run(func(t *sched.Thread) {
			for i := range switched {
				t.Spawn("", func(t *sched.Thread) {
					random := rand.New(rand.NewPCG(1, uint64(i)))
					for range 300 {
						shared[random.IntN(len(shared))].Store(greenlet.New(t, "g", twice))
						g := shared[random.IntN(len(shared))].Load()
						if g == nil {
							continue
						}
						switch _, err := g.Switch(t); {
						case err == nil:
							switched[i]++
						case errors.Is(err, greenlet.ErrThread) || errors.Is(err, greenlet.ErrThreadExited):
							refused[i]++
						default:
							t.Fail("another error: %v", err)
						}
					}
				})
			}
		})
		if err != nil || slices.Contains(switched[:], 0) || slices.Max(refused[:]) == 0 {
			t.Errorf("switched %v, refused %v, %v", switched, refused, err)
		}
	})
}

// nothing is a function that returns at once.
func nothing(*sched.Thread, greenlet.Args) (any, error) { return nil, nil }

// twice is a function that is suspended once.
func twice(t *sched.Thread, _ greenlet.Args) (any, error) {
	return greenlet.Current(t).Parent().Switch(t)
}
