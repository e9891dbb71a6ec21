package search

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
)

// counter is n threads that each increment a shared counter k times; the result is its value. The main thread, which starts
// them, does nothing meanwhile, so that interleavings are those of the others.
func counter(n, k int) Program {
	return func() Run {
		var v *sched.Var[int]
		var last int
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				v = sched.NewVar(t, "x", 0)
				for range n {
					t.Spawn("", func(t *sched.Thread) {
						for range k {
							x := v.Get(t) + 1
							v.Set(t, x)
							last = x
						}
					})
				}
			}},
			Judge: func() (string, bool) { return fmt.Sprint(last), true },
		}
	}
}

func exhaust(t testing.TB, p Program, o Options) *Found {
	t.Helper()
	if o.Strategy == "" {
		o.Strategy = "dpor"
	}
	if o.Runs == 0 {
		o.Runs = -1
	}
	f, err := Search(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The counts are those of an independent calculation of Mazurkiewicz classes.
func TestClassesOfOneCounter(t *testing.T) {
	for _, c := range []struct{ n, k, classes int }{{2, 1, 4}, {3, 1, 36}, {4, 1, 576}, {2, 2, 34}, {2, 3, 328}, {3, 2, 7134}} {
		f := exhaust(t, counter(c.n, c.k), Options{})
		if f.Verdict != Pass || f.Classes != c.classes || f.Blocked != 0 {
			t.Errorf("%d threads, %d increments: %v, %d classes, want %d", c.n, c.k, f.Verdict, f.Classes, c.classes)
		}
	}
}

func philosophers(n int) Program {
	return func() Run {
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				forks := make([]*threading.Lock, n)
				for i := range forks {
					forks[i] = threading.NewLock(t, fmt.Sprint("fork ", i))
				}
				for i := range n {
					t.Spawn("", func(t *sched.Thread) {
						a, b := forks[i], forks[(i+1)%n]
						a.Acquire(t)
						b.Acquire(t)
						b.Release(t)
						a.Release(t)
					})
				}
			}},
			Judge: func() (string, bool) { return "ate", true },
		}
	}
}

func TestClassesOfPhilosophers(t *testing.T) {
	for n := 2; n <= 6; n++ {
		f := exhaust(t, philosophers(n), Options{})
		if want := 1<<n - 1; f.Classes != want || f.Blocked != 0 || f.Verdict != Fail || !f.Complete || f.Outcomes[len(f.Outcomes)-1].Classes != 1 {
			t.Errorf("%d philosophers: %d classes, want %d, of which one is a deadlock: %v", n, f.Classes, want, f.Outcomes)
		}
	}
}

// accesses lets the main thread start all others before any of them makes a step, and each end at once: so that interleavings are
// those of the accesses alone.
type accesses struct{ strategy }

func (s accesses) Choose(t *serial.Turn) int32 {
	for _, id := range t.Enabled {
		if id == 1 || t.Next[id].Obj == serial.EndOf(id) {
			return id
		}
	}
	return s.strategy.Choose(t)
}

// The interleavings that end with each value are those of an independent calculation.
func TestInterleavingsOfOneCounter(t *testing.T) {
	for _, c := range []struct {
		n, k int
		want string
	}{
		{2, 1, "1:4 2:2"}, {3, 1, "1:48 2:36 3:6"}, {4, 1, "1:1152 2:1056 3:288 4:24"}, {2, 2, "2:32 3:32 4:6"},
		{2, 3, "2:8 3:300 4:416 5:180 6:20"},
	} {
		m := serial.New(serial.Config{})
		t.Cleanup(m.Close)
		counts := make([]int, c.n*c.k+1)
		p := counter(c.n, c.k)
		for s := (accesses{&naive{}}); s.Begin(); {
			r := p()
			if out := m.Run(r.Program, s, nil); out.Err != nil {
				t.Fatal(out)
			}
			value, _ := r.Judge()
			n, _ := strconv.Atoi(value)
			counts[n]++
		}
		var got []string
		for value, n := range counts {
			if n > 0 {
				got = append(got, fmt.Sprintf("%d:%d", value, n))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d threads, %d increments: %v, want %s", c.n, c.k, got, c.want)
		}
	}
}

// readers is a writer of one variable and n readers: each reads before or after it.
func readers(n int) Program {
	return bodies(func(t *sched.Thread) (list []func(t *sched.Thread)) {
		v := sched.NewVar(t, "x", 0)
		for range n {
			list = append(list, func(t *sched.Thread) { v.Get(t) })
		}
		return append(list, func(t *sched.Thread) { v.Set(t, 1) })
	})
}

// lastZero is n writers of an array, each of the element before its own plus one, and a thread that looks for the last zero.
func lastZero(n int) Program {
	return bodies(func(t *sched.Thread) (list []func(t *sched.Thread)) {
		a := make([]*sched.Var[int], n+1)
		for i := range a {
			a[i] = sched.NewVar(t, fmt.Sprint("a", i), 0)
		}
		list = append(list, func(t *sched.Thread) {
			for i := n; a[i].Get(t) != 0; i-- {
			}
		})
		for i := 1; i <= n; i++ {
			list = append(list, func(t *sched.Thread) { a[i].Set(t, a[i-1].Get(t)+1) })
		}
		return list
	})
}

// bodies is a program whose main thread starts one thread for each of the functions that setup returns.
func bodies(setup func(t *sched.Thread) []func(t *sched.Thread)) Program {
	return func() Run {
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				for _, f := range setup(t) {
					t.Spawn("", f)
				}
			}},
			Judge: func() (string, bool) { return "ended", true },
		}
	}
}

func TestClassesOfReaders(t *testing.T) {
	for n := 1; n <= 8; n++ {
		if f := exhaust(t, readers(n), Options{}); f.Verdict != Pass || f.Classes != 1<<n || f.Blocked != 0 {
			t.Errorf("%d readers: %v, %d classes, want %d", n, f.Verdict, f.Classes, 1<<n)
		}
	}
}

func TestClassesOfLastZero(t *testing.T) {
	for n := 2; n <= 9; n++ {
		if f, want := exhaust(t, lastZero(n), Options{}), (n+3)<<(n-2); f.Verdict != Pass || f.Classes != want || f.Blocked != 0 {
			t.Errorf("last zero of %d: %v, %d classes, want %d", n, f.Verdict, f.Classes, want)
		}
	}
}

// The result of a search under a lock: what a switch can fall between is computed, whatever the times.
func TestWhatTheLockPermits(t *testing.T) {
	for _, c := range []struct {
		lock    gil.Config
		classes int
		worst   string
	}{
		{gil.Config{Discipline: gil.Off}, 34, "2"},
		{gil.Config{Discipline: gil.Interval}, 34, "2"},
		{gil.Config{Discipline: gil.Interval, Checks: gil.Calls}, 2, "4"},
		{gil.Config{Discipline: gil.Coop}, 2, "4"},
	} {
		f := exhaust(t, counter(2, 2), Options{GIL: c.lock})
		if f.Verdict != Pass || f.Classes != c.classes || f.Outcomes[0].Result != c.worst {
			t.Errorf("%v %v: %v, %d classes, %v", c.lock.Discipline, c.lock.Checks, f.Verdict, f.Classes, f.Outcomes)
		}
	}
}
