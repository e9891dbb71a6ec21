// This file tests coroutines inside threads: transfer, resumption, and that an abandoned one leaves nothing behind.

package sched_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// code is a CoroutineBody that is a function.
type code func() (next *sched.Coroutine)

func (c code) Run() (next *sched.Coroutine) { return c() }

// coroutine returns a coroutine of t that runs f.
func coroutine(t *sched.Thread, f func() (next *sched.Coroutine)) *sched.Coroutine {
	c := new(sched.Coroutine)
	c.Init(t, 0, code(f))
	return c
}

// pauses yields, and unwinds if that is asked for.
func pauses(c *sched.Coroutine) {
	if c.Yield() {
		c.Unwind()
	}
}

// transfer transfers to c, and returns when somebody has transferred back.
func transfer(c *sched.Coroutine) { pauses(c.Transfer()) }

// logs runs a program and returns what it logs.
func logs(t *testing.T, main func(t *sched.Thread, log func(string))) []string {
	t.Helper()
	var got []string
	if _, err := sim.Run(bare(1), func(t *sched.Thread) { main(t, func(s string) { got = append(got, s) }) }); err != nil {
		t.Fatal(err)
	}
	return got
}

// mustLog fails the test if something else was logged.
func mustLog(t *testing.T, got []string, want string) {
	t.Helper()
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestTransferMakesAnotherCoroutineCurrent(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		var a, b *sched.Coroutine
		a = coroutine(t, func() *sched.Coroutine { log("a1"); transfer(b); log("a2"); return t.Own() })
		b = coroutine(t, func() *sched.Coroutine { log("b1"); t.Sleep(time.Second); log("b2"); return a })
		log("main1")
		transfer(a)
		log("main2")
		if t.Current() != t.Own() || !a.Over() || !b.Over() {
			log("not over")
		}
	})
	mustLog(t, got, "main1 a1 b1 b2 a2 main2")
}

func TestACoroutineIsResumedOnTopOfTheCurrentOne(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		var g *sched.Coroutine
		g = coroutine(t, func() *sched.Coroutine {
			for i := range 3 {
				log(fmt.Sprint("yield", i))
				pauses(g)
				t.Sleep(time.Second)
			}
			return nil
		})
		for ended := false; !ended; {
			log("resume")
			ended, _ = g.Resume()
		}
	})
	mustLog(t, got, "resume yield0 resume yield1 resume yield2 resume")
}

// TestACoroutineActsWhileNothingStandsOnIt holds that the thread executes one coroutine only, the innermost of those that are
// resumed on top of the current one.
func TestACoroutineActsWhileNothingStandsOnIt(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		var a, outer, inner *sched.Coroutine
		say := func(where string) { log(fmt.Sprint(where, "=", outer.Acts(), inner.Acts())) }
		inner = coroutine(t, func() *sched.Coroutine { say("inner"); transfer(t.Own()); return nil })
		outer = coroutine(t, func() *sched.Coroutine {
			say("outer")
			inner.Resume()
			say("again")
			pauses(outer)
			return nil
		})
		a = coroutine(t, func() *sched.Coroutine { outer.Resume(); say("yielded"); return t.Own() })
		transfer(a)
		say("away")
		transfer(a)
	})
	mustLog(t, got, "outer=true false inner=false true away=false false again=true false yielded=false false")
}

func TestATransferInTheMidstOfAResumedCoroutineSuspendsBoth(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		var a, g *sched.Coroutine
		g = coroutine(t, func() *sched.Coroutine { log("g1"); transfer(t.Own()); log("g2"); return nil })
		a = coroutine(t, func() *sched.Coroutine { log("a1"); g.Resume(); log("a2"); return t.Own() })
		transfer(a)
		log(fmt.Sprint("executing=", g.Runs()))
		transfer(a)
		log(fmt.Sprint("executing=", g.Runs()))
	})
	mustLog(t, got, "a1 g1 executing=true g2 a2 executing=false")
}

func TestEveryThreadHasItsOwnCoroutines(t *testing.T) {
	got := logs(t, func(t *sched.Thread, log func(string)) {
		for _, name := range []string{"x", "y"} {
			t.Spawn(name, func(t *sched.Thread) {
				c := coroutine(t, func() *sched.Coroutine { t.Sleep(time.Second); log(name); return t.Own() })
				transfer(c)
				log(name)
			})
		}
	})
	slices.Sort(got)
	mustLog(t, got, "x x y y")
}

// TestWhatIsSuspendedIsAbandonedWithItsThread holds that deferred calls run, that their steps have no effect, and that no
// goroutine is left.
func TestWhatIsSuspendedIsAbandonedWithItsThread(t *testing.T) {
	for _, end := range []struct {
		name string
		end  func(t *sched.Thread)
		want string
	}{
		{"its function returns", func(*sched.Thread) {}, "g h b after"},
		{"it fails", func(*sched.Thread) { panic("no") }, "g h b after"},
		{"the run fails with it", func(t *sched.Thread) { panic(sched.Halting(errors.New("no"))) }, "g h b"},
		{"the run is deadlocked", func(t *sched.Thread) { t.IO("never", sched.Forever) }, "h g b"},
	} {
		t.Run(end.name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			var got []string
			cfg := bare(1)
			var events trace.Buffer
			cfg.Recorder, cfg.Names = &events, new(trace.Names)
			_, err := sim.Run(cfg, func(t *sched.Thread) {
				t.Join(t.Spawn("x", func(t *sched.Thread) {
					leave := func(name string) {
						got = append(got, name)
						t.Print("never printed")
						got = append(got, "never logged")
					}
					var g, h, b *sched.Coroutine
					g = coroutine(t, func() *sched.Coroutine { defer leave("g"); pauses(g); return nil })
					h = coroutine(t, func() *sched.Coroutine { defer leave("h"); transfer(b); return nil })
					b = coroutine(t, func() *sched.Coroutine { defer leave("b"); g.Resume(); h.Resume(); return nil })
					_ = h
					b2 := b
					b = t.Own()
					transfer(b2)
					b = b2
					end.end(t)
				}))
				got = append(got, "after")
			})
			if (err == nil) != (end.name == "its function returns") {
				t.Errorf("the run ends with %v", err)
			}
			slices.Sort(got)
			want := strings.Fields(end.want)
			slices.Sort(want)
			mustLog(t, got, strings.Join(want, " "))
			for _, e := range events.Events {
				if e.Kind == trace.Print {
					t.Error("a step of an abandoned coroutine had an effect")
				}
			}
			if after := runtime.NumGoroutine(); after > before {
				t.Errorf("%d goroutines are left", after-before)
			}
		})
	}
}

func TestACoroutineThatRecoversFromBeingAbandonedIsEndedAgain(t *testing.T) {
	recovered := 0
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		c := coroutine(t, func() *sched.Coroutine {
			for range 3 {
				func() {
					defer func() {
						if recover() != nil {
							recovered++
						}
					}()
					transfer(t.Own())
					t.Run(1)
				}()
			}
			return t.Own()
		})
		transfer(c)
	})
	if err != nil || recovered != 3 {
		t.Errorf("recovered %d times, the run ends with %v", recovered, err)
	}
}

func TestAPanicInAResumedCoroutineIsReturned(t *testing.T) {
	cause := errors.New("boom")
	if _, err := sim.Run(bare(1), func(t *sched.Thread) {
		c := coroutine(t, func() *sched.Coroutine { panic(cause) })
		if ended, err := c.Resume(); !ended || !errors.Is(err, cause) {
			t.Fail("ended %v with %v", ended, err)
		}
	}); err != nil {
		t.Error(err)
	}
}

func TestAPanicInACurrentCoroutineFailsTheThread(t *testing.T) {
	cause := errors.New("boom")
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		transfer(coroutine(t, func() *sched.Coroutine { panic(cause) }))
	})
	var failed *sched.ThreadError
	if !errors.As(err, &failed) || !errors.Is(err, cause) || !strings.Contains(failed.Where, "coroutine_test.go") {
		t.Errorf("the run ends with %v", err)
	}
}

// lonely is the body of a thread that is plain data, and makes a coroutine.
type lonely struct{}

func (lonely) Resume(t *sched.Thread, _ sched.Wake) sched.Request {
	coroutine(t, func() *sched.Coroutine { return t.Own() })
	return sched.Request{Kind: sched.End}
}

func TestAThreadThatIsPlainDataHasNoCoroutines(t *testing.T) {
	_, err := sim.Run(bare(1), func(t *sched.Thread) { t.Join(t.SpawnRunner("data", lonely{})) })
	var failed *sched.ThreadError
	if !errors.As(err, &failed) || failed.Thread != "data" || !strings.Contains(err.Error(), "plain data") {
		t.Errorf("the run ends with %v", err)
	}
}

func TestManyCoroutinesAreMadeAndLeaveNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	if _, err := sim.Run(bare(1), func(t *sched.Thread) {
		for range 10_000 {
			transfer(coroutine(t, func() *sched.Coroutine { return t.Own() }))
		}
		if begun := t.BegunCoroutines(); len(begun) != 1 || begun[0] != t.Own() {
			t.Fail("ended coroutines are remembered")
		}
	}); err != nil {
		t.Error(err)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines are left", after-before)
	}
}

// BenchmarkTransfer is one way from coroutine to coroutine of a thread.
func BenchmarkTransfer(b *testing.B) {
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		own := t.Own()
		c := coroutine(t, func() *sched.Coroutine {
			for {
				transfer(own)
			}
		})
		transfer(c)
		b.ResetTimer()
		for range b.N / 2 {
			transfer(c)
		}
		b.StopTimer()
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkResume is a round trip from a coroutine to one on top of it.
func BenchmarkResume(b *testing.B) {
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		var c *sched.Coroutine
		c = coroutine(t, func() *sched.Coroutine {
			for {
				if c.Yield() {
					c.Unwind()
				}
			}
		})
		c.Resume()
		b.ResetTimer()
		for range b.N {
			c.Resume()
		}
		b.StopTimer()
	})
	if err != nil {
		b.Fatal(err)
	}
}
