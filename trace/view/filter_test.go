// This file tests which steps columns show, and that what they do not show counts all the same.

package view

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestStepsInsideTheLibraryAreTheLibrarysOwn(t *testing.T) {
	for name, inside := range map[string]bool{
		"lock Thread-1._started._cond":                    true,
		"event Thread-1._started":                         true,
		"var Thread-1._started._flag":                     true,
		"lock _active_limbo_lock":                         true,
		"lock booted._cond":                               true,
		"var booted._flag":                                false, // says what the program did to its event
		"event booted":                                    false,
		"lock room._cond":                                 true,
		"var room._value":                                 false,
		"lock q.mutex":                                    true,
		"condition q.not_empty":                           true,
		"queue q":                                         false,
		"queue ThreadPoolExecutor-0._work_queue":          true,
		"var ThreadPoolExecutor-0._idle_semaphore._value": true,
		"lock Future-1._condition":                        true,
		"condition Future-1":                              false,
		"lock threading-2":                                true, // made by the import
		"lock asyncio":                                    true,
		"lock gevent-11":                                  true,
		"lock gevent-own":                                 false,
		"lock helper":                                     false,
		"lock mutex":                                      false, // the program's own
		"condition not_empty":                             false,
		"var _started":                                    false,
		"lock account._lock":                              false,
		"var x.y":                                         false,
		"lock lock-82.lock":                               true, // a part of what has no name
		"lock lock-7.own.lock":                            true,
		"queue queue-1._inqueue":                          true,
		"pipe ._change_notifier":                          true,
		"lock mq._rlock":                                  true,
		"lock lock-7":                                     false,
		"lock lock-x.part":                                false, // the program's own name
		"var Account-10.n":                                false,
		"ref Account-10.q":                                false,
		"lock _rlock":                                     false,
		"lock ":                                           false,
	} {
		class, name, _ := strings.Cut(name, " ")
		if got := PartOfLibrary(trace.Info{Class: class, Name: name}); got != inside {
			t.Errorf("%s %q is inside the library: %t, want %t", class, name, got, inside)
		}
	}
}

// storesOf returns a run in which two threads read a variable and write it one after the other, at 0, 1 … ms.
func storesOf() (*scene.Scene, int32) {
	s := scene.New("Thread-1", "Thread-2")
	inner := s.Names.AddObject(trace.ClassLock, "q.mutex")
	s.Do(1, trace.Start, 0, 0).Do(1, trace.Acquire, inner, 0).Do(1, trace.Load, scene.TheBalance, 0)
	s.After(scene.Millisecond).Do(2, trace.Load, scene.TheBalance, 0).Do(2, trace.Store, scene.TheBalance, 8)
	s.After(scene.Millisecond).Do(1, trace.Store, scene.TheBalance, 5).Do(1, trace.Acquire, scene.TheMutex, 0)
	return s, inner
}

func TestAFilterHidesStepsAndNothingThatTheyMean(t *testing.T) {
	s, _ := storesOf()
	for _, c := range []struct {
		name   string
		filter Filter
		want   []string
		not    []string
	}{
		{"nothing", Filter{}, []string{"start", "balance → 0", "balance ← 8", "lost update", "acquire mutex", "inside the library"}, []string{"q.mutex"}},
		{"library", Filter{Library: true}, []string{"acquire q.mutex"}, []string{"inside the library"}},
		{"all", Filter{All: true}, []string{"acquire q.mutex"}, []string{"inside the library"}},
		{"a later time", Filter{From: 2 * scene.Millisecond}, []string{"balance ← 5 (0 + 5)", "lost update: Thread-1 had read 0 before Thread-2 wrote 8"}, []string{"balance ← 8", "start", "inside"}},
		{"an earlier time", Filter{To: scene.Millisecond}, []string{"start", "balance → 0"}, []string{"balance ← 8", "lost update"}},
		{"one thread", Filter{Threads: []string{"Thread-1"}}, []string{"balance ← 5 (0 + 5)", "lost update"}, []string{"balance ← 8"}},
		{"one object", Filter{Objects: []string{"balance"}}, []string{"balance ← 8", "lost update"}, []string{"start", "acquire", "inside"}},
		{"one inside the library", Filter{Objects: []string{"q"}}, []string{"acquire q.mutex"}, []string{"balance"}},
	} {
		text := pictureText(t, Columns(&s.Trace, ColumnsOptions{Width: 100, Filter: c.filter}))
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is lacking in\n%s", c.name, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q is in\n%s", c.name, not, text)
			}
		}
	}
}

func TestAFilterKnowsTheNamesOfTheRun(t *testing.T) {
	s, _ := storesOf()
	for _, c := range []struct {
		filter Filter
		want   string // "" if all is there
	}{
		{Filter{Threads: []string{"Thread-2", "task1"}, Objects: []string{"balance", "q", "Thread-1"}}, ""},
		{Filter{Threads: []string{"Thread-3"}}, `the run has no thread or greenlet "Thread-3": its threads are Thread-1, Thread-2`},
		{Filter{Objects: []string{"balanc"}}, `nothing in the run is called "balanc": its objects are Thread-1, balance, disk, `},
	} {
		err := c.filter.Check(s.Names)
		if (err == nil) != (c.want == "") || err != nil && !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v: got %v, want %s", c.filter, err, c.want)
		}
	}
}

// A narrower filter never shows a step that a wider one hides, and all is shown of what is defined.
func TestFiltersOnlyTakeAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, 60)
		all := NewSelector(tr.Names, Filter{All: true})
		library := NewSelector(tr.Names, Filter{Library: true})
		own := NewSelector(tr.Names, Filter{})
		part := NewSelector(tr.Names, Filter{Threads: []string{"MainThread"}, Objects: []string{"balance"}, From: 10})
		for i := range tr.Events {
			e := &tr.Events[i]
			isAll, isLibrary, isOwn, isPart := all.Shows(e), library.Shows(e), own.Shows(e), part.Shows(e)
			if isOwn && !isLibrary || isLibrary && !isAll || isPart && !isAll {
				t.Fatalf("%+v is shown by a filter, and not by a wider one", *e)
			}
			if defined := e.Thread >= 1 && int(e.Thread) <= tr.Names.Threads(); defined && e.Kind.Spec().Group != 0 && e.Kind != trace.At && !isAll {
				t.Fatalf("%+v is not shown at all", *e)
			}
		}
	})
}
