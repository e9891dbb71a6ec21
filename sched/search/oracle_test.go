package search

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
)

var oraclePrograms = flag.Int("oracle-programs", 2000, "how many random programs are searched by brute force, too; a tenth with -short")

func programsOfTheOracle() int { return *oraclePrograms / share() }

// An instruction is a line of a random program.
type instruction struct {
	op   string
	a, b int
}

// drawProgram draws what each of a few threads does to two variables, two locks, a queue and a condition. Each gives back in the end
// what it has acquired.
func drawProgram(r *rand.Rand) (threads [][]instruction) {
	return drawOf(r, 2+r.IntN(2), 6, "load", "store", "add", "if", "lock", "lock", "lock", "try", "timed", "put", "get", "wait", "notify", "len", "sleep", "print",
		"spin", "random", "both")
}

// drawLocking draws a program of three threads that do nothing but lock, load and store.
func drawLocking(r *rand.Rand) [][]instruction {
	return drawOf(r, 3, 6, "load", "store", "lock", "lock")
}

// drawLooping draws a program whose threads loop until a variable has another value or a lock is to be had, some of which take a lock
// for each look.
func drawLooping(r *rand.Rand) [][]instruction {
	return drawOf(r, 2, 7, "store", "load", "lock", "lock", "spin", "peek", "peek", "tryspin", "both")
}

// drawOf draws a program of n threads that have size-n instructions at most, of these kinds.
func drawOf(r *rand.Rand, n, size int, ops ...string) (threads [][]instruction) {
	for len(threads) < n {
		var code []instruction
		held := [2]bool{}
		for range 1 + r.IntN(size-n) {
			one := instruction{ops[r.IntN(len(ops))], r.IntN(2), r.IntN(2)}
			switch one.op {
			case "lock":
				if held[one.a] = !held[one.a]; !held[one.a] {
					one.op = "release"
				}
			case "try", "timed", "wait", "notify", "peek", "tryspin": // they would wait for the thread itself, or change what it holds
				if held[one.a] {
					one.op = "load"
				}
			}
			code = append(code, one)
		}
		for l, is := range held {
			if is {
				code = append(code, instruction{"release", l, 0})
			}
		}
		threads = append(threads, code)
	}
	return threads
}

// play is the program that the instructions are.
func play(threads [][]instruction) Program {
	return func() Run {
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				var m memory
				t.Sleep(1) // the timer's number does not depend on who sleeps first, then
				for i := range 2 {
					m.vars[i] = sched.NewVar(t, fmt.Sprint("v", i), 0)
					m.locks[i] = threading.NewLock(t, fmt.Sprint("l", i))
				}
				m.queue = threading.NewSimpleQueue[int](t, "q")
				m.cond = threading.NewCondition(t, "c")
				for _, code := range threads {
					t.Spawn("", func(t *sched.Thread) { m.execute(t, code) })
				}
			}},
			Judge: func() (string, bool) { return "ended", true },
		}
	}
}

// memory is what the threads share.
type memory struct {
	vars  [2]*sched.Var[int]
	locks [2]*threading.Lock
	queue *threading.SimpleQueue[int]
	cond  *threading.Condition
}

func (m *memory) execute(t *sched.Thread, code []instruction) {
	for pc := 0; pc < len(code); pc++ {
		c := code[pc]
		v, l := m.vars[c.a], m.locks[c.a]
		switch c.op {
		case "load":
			v.Get(t)
		case "store":
			v.Set(t, c.b+1)
		case "add":
			v.Set(t, v.Get(t)+1)
		case "if":
			if v.Get(t) == c.b && pc+1 < len(code) && code[pc+1].op != "lock" && code[pc+1].op != "release" {
				pc++
			}
		case "lock":
			l.Acquire(t)
		case "release":
			l.Release(t)
		case "try":
			if l.TryAcquire(t) {
				v.Get(t)
				l.Release(t)
			}
		case "timed":
			if l.AcquireTimeout(t, 5) {
				l.Release(t)
			}
		case "put":
			m.queue.Put(t, c.b)
		case "get":
			m.queue.Get(t)
		case "wait":
			m.cond.With(t, func() { m.cond.Wait(t) })
		case "notify":
			m.cond.With(t, func() { m.cond.Notify(t, 1) })
		case "sleep":
			t.Sleep(1)
		case "print":
			t.Print(c.b)
		case "len":
			t.Loop(3, 2)
		case "spin":
			t.Spin(func() bool { return v.Get(t) != c.b })
		case "random":
			if t.Random(2) == 0 {
				v.Set(t, 5)
			}
		case "peek":
			t.Spin(func() bool {
				l.Acquire(t)
				changed := v.Get(t) != c.b
				l.Release(t)
				return changed
			})
		case "tryspin":
			t.Spin(func() bool { return l.TryAcquire(t) })
			l.Release(t)
		case "both":
			t.Spin(func() bool { return m.vars[0].Get(t) != c.b || m.vars[1].Get(t) != 0 })
		}
	}
}

// An oracle searches random programs by brute force, too.
type oracle struct {
	draw  func(r *rand.Rand) [][]instruction
	locks []gil.Config // that programs are searched under, in turn
	most  int          // interleavings that a program may have to be compared
	cut   *sizes       // of rounds; nil: classes are exhausted in one tree
}

var (
	// everything has all instructions, and all locks.
	everything = oracle{drawProgram, []gil.Config{{}, {}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}, {Discipline: gil.Coop}}, 250, nil}

	// locking has programs that do nothing but lock, load and store.
	locking = oracle{drawLocking, []gil.Config{{}}, 2000, nil}

	// looping has programs that loop, and look for it in several ways.
	looping = oracle{drawLooping, []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}}, 400, nil}
)

// run compares so many programs, up to the first difference, which it returns; and how many were small enough for that.
func (o oracle) run(seed uint64, programs int, f faults) (difference string, compared int) {
	r := generator(seed)
	machines := make([]*serial.Machine, len(o.locks))
	for i, lock := range o.locks {
		machines[i] = serial.New(serial.Config{GIL: gil.Possible{Config: lock}, MaxSteps: 500})
		defer machines[i].Close()
	}
	for i := range programs {
		code := o.draw(r)
		lock, m := o.locks[i%len(o.locks)], machines[i%len(o.locks)]
		off := lock.Discipline == gil.Off
		var all strategy = &naive{}
		if off {
			all = accesses{all} // the start of a thread and its end, for which nobody waits, are of the same class anywhere
		}
		want, small := classes(m, play(code), all, o.most)
		if !small || lock.Discipline == gil.Coop && slices.ContainsFunc(sortedEnds(want), livelocked) {
			continue
		}
		compared++
		d := o.exhaust(m, code, lock, want, f)
		if d != "" {
			return fmt.Sprintf("%v under %v %v: %s", code, lock.Discipline, lock.Checks, d), compared
		}
	}
	return "", compared
}

// exhaust has the classes of a program exhausted, and says how those differ that are made.
func (o oracle) exhaust(m *serial.Machine, code [][]instruction, lock gil.Config, want map[[2]uint64]foundClass, f faults) string {
	off := lock.Discipline == gil.Off
	if o.cut != nil {
		return differ(want, classesInRounds(play(code), lock, *o.cut, f), off)
	}
	one := &dpor{sources: !off, faults: f}
	got, _ := classes(m, play(code), one, 100*o.most)
	d := differ(want, got, off)
	if d == "" && off && !asks(code) && one.Blocked() > 0 {
		d = fmt.Sprintf("%d runs are given up", one.Blocked())
	}
	return d
}

// asks reports whether a program draws numbers: a turn is woken up then for what it does with any of them.
func asks(threads [][]instruction) bool {
	return slices.ContainsFunc(threads, func(code []instruction) bool {
		return slices.ContainsFunc(code, func(c instruction) bool { return c.op == "random" })
	})
}

// livelocked reports whether a run ended with a thread that keeps the lock in a loop: then the program fails, and not all is made that
// others can have done by then.
func livelocked(end string) bool { return strings.HasPrefix(end, "livelock") }

// differ says how the classes that were made differ from those that there are.
func differ(want, got map[[2]uint64]foundClass, once bool) string {
	missing := 0
	for class := range want {
		if got[class].times == 0 {
			missing++
		}
	}
	if missing > 0 {
		return fmt.Sprintf("%d of %d classes are missing", missing, len(want))
	}
	for class, c := range got {
		if c.times > 1 && once || want[class].times == 0 {
			return fmt.Sprintf("a class is made %d times, and is one of brute force %d times", c.times, want[class].times)
		}
	}
	return ""
}

// The classes that brute force finds are those that the exhausting strategy makes. Without a lock it makes each once, and gives no
// run up; with one, some more often: where a turn is broken into does not matter, but is not known beforehand.
func TestExhaustingMakesEachClassOnce(t *testing.T) {
	difference, compared := everything.run(7, programsOfTheOracle(), faults{})
	t.Logf("%d programs compared of %d", compared, programsOfTheOracle())
	if difference != "" {
		t.Error(difference)
	}
	if compared < programsOfTheOracle()/2 {
		t.Errorf("only %d of %d programs were small enough to be compared", compared, programsOfTheOracle())
	}
}

// These programs the oracle found faults with. In the first two a lock that is tried for in vain is taken later, or never: no run is
// given up for an order in which it could not have been had. In the third a plan ends where a number is drawn, before the turn that
// would have woken who sleeps: what begins with turns that have nothing to do with him must be made all the same. In the fourth two
// stand in a line for a lock in one order or the other, and whoever stands first is woken first.
func TestProgramsOfFormerFaults(t *testing.T) {
	i := func(op string, a, b int) instruction { return instruction{op, a, b} }
	programs := [][][]instruction{
		{{i("try", 0, 0)}, {i("lock", 0, 0), i("load", 1, 0), i("release", 0, 0)}, {i("print", 0, 0), i("lock", 0, 0), i("release", 0, 0)}},
		{{i("try", 1, 0)}, {i("lock", 1, 0), i("both", 0, 0), i("release", 1, 0)}, {i("print", 0, 0), i("lock", 1, 0), i("release", 1, 0)}},
		{{i("load", 0, 0)}, {i("lock", 1, 0), i("random", 0, 0), i("spin", 0, 0), i("release", 1, 0)}, {i("spin", 0, 1), i("print", 0, 0)}},
		{{i("lock", 1, 0), i("sleep", 0, 0), i("release", 1, 0)}, {i("timed", 1, 0)}, {i("timed", 1, 0)}},
	}
	next := 0
	o := oracle{most: 10_000, locks: []gil.Config{{}, {}, {}, {Discipline: gil.Coop}}, draw: func(*rand.Rand) [][]instruction {
		next++
		return programs[next-1]
	}}
	if difference, compared := o.run(1, len(programs), faults{}); difference != "" || compared < len(programs) {
		t.Errorf("%d programs compared: %s", compared, difference)
	}
}

// A loop that takes a lock for each look, or that tries to take one, is one that only looks.
func TestLoopsThatLookUnderALockAreExhausted(t *testing.T) {
	difference, compared := looping.run(11, programsOfTheOracle()/10, faults{})
	t.Logf("%d programs compared of %d", compared, programsOfTheOracle()/10)
	if difference != "" {
		t.Error(difference)
	}
	if compared < programsOfTheOracle()/20 {
		t.Errorf("only %d of %d programs were small enough to be compared", compared, programsOfTheOracle()/10)
	}
}

// Faults that are easily made are found by the oracle.
func TestTheOracleFindsFaults(t *testing.T) {
	if difference, compared := everything.run(7, 1000, faults{stuck: true}); difference == "" {
		t.Errorf("steps that wait at a deadlock do not race: nothing is found in %d programs", compared)
	}
	difference, compared := locking.run(7, 150, faults{moved: true})
	if difference == "" {
		t.Errorf("a turn that is to come earlier happens after what came before it: nothing is found in %d programs", compared)
	}
	if difference, _ := locking.run(7, 2*compared, faults{}); difference != "" {
		t.Errorf("without a fault: %s", difference)
	}
	t.Logf("it is found in the %dth program", compared)
}
