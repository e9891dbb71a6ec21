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

var oraclePrograms = flag.Int("oracle-programs", 40, "how many random programs are searched by brute force, too")

// An instruction is a line of a random program.
type instruction struct {
	op   string
	a, b int
}

// drawProgram draws what each of a few threads does to two variables, two locks, a queue and a condition.
func drawProgram(r *rand.Rand) (threads [][]instruction) {
	for range 2 + r.IntN(2) {
		var code []instruction
		for range 1 + r.IntN(4) {
			ops := []string{"load", "store", "add", "if", "lock", "try", "timed", "put", "get", "wait", "notify", "len", "sleep", "print", "spin", "random", "both"}
			code = append(code, instruction{ops[r.IntN(len(ops))], r.IntN(2), r.IntN(2)})
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
			if v.Get(t) == c.b {
				pc++
			}
		case "lock":
			l.With(t, func() { m.vars[c.b].Set(t, 3) })
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
				pc++
			}
		case "both":
			t.Spin(func() bool { return m.vars[0].Get(t) != c.b || m.vars[1].Get(t) != 0 })
		}
	}
}

// A witness is a strategy that notes what each turn of a run did.
type witness struct {
	strategy
	turns   []sleeper
	answers []sleeper // what threads were answered, as if it were an object
}

func (w *witness) Begin() bool {
	w.turns, w.answers = w.turns[:0], w.answers[:0]
	return w.strategy.Begin()
}

func (w *witness) Choose(t *serial.Turn) int32 {
	if n := len(w.turns); n > 0 {
		w.turns[n-1].did = slices.Clone(t.Did)
	}
	id := w.strategy.Choose(t)
	if id != 0 {
		w.turns = append(w.turns, sleeper{thread: id})
	}
	return id
}

func (w *witness) Answer(n int64) int64 {
	answer := w.strategy.Answer(n)
	w.answers = append(w.answers, sleeper{thread: w.turns[len(w.turns)-1].thread, did: []serial.Access{{Obj: int32(answer)}}})
	return answer
}

// class is the class that the run belongs to, as text: what each thread did, access by access, and after which others. How accesses
// are put together to turns does not matter, nor does who had the interlock.
func (w *witness) class() string {
	var lines []string
	var before []sleeper // one access each
	var clocks []map[int32]int
	seq := map[int32]int{}
	for _, turn := range w.turns {
		for _, a := range turn.did {
			if a.Obj == serial.Interlock {
				break // what comes after it is about the turn's extent
			}
			one := sleeper{turn.thread, []serial.Access{a}}
			clock := map[int32]int{}
			for j, o := range before {
				if o.thread == one.thread || serial.Conflict(o.did, one.did) {
					for id, n := range clocks[j] {
						clock[id] = max(clock[id], n)
					}
				}
			}
			seq[one.thread]++
			clock[one.thread] = seq[one.thread]
			before, clocks = append(before, one), append(clocks, clock)
			lines = append(lines, fmt.Sprintf("%03d/%03d %v %v", one.thread, seq[one.thread], a, clock))
		}
	}
	asked := map[int32]int{}
	for _, a := range w.answers {
		asked[a.thread]++
		lines = append(lines, fmt.Sprintf("%03d answer %03d is %d", a.thread, asked[a.thread], a.did[0].Obj))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// classes makes the runs of a strategy, and returns how often each class came, and whether they were all that there are.
func classes(t *testing.T, p Program, lock gil.Config, one strategy, most int) (found map[string]int, all bool) {
	t.Helper()
	w := &witness{strategy: one}
	m := serial.New(serial.Config{GIL: gil.Possible{Config: lock}, MaxSteps: 500})
	found = map[string]int{}
	for made := 0; w.Begin(); made++ {
		if made == most {
			return found, false
		}
		out := m.Run(p().Program, w, nil)
		if out.Refused || out.Cut {
			t.Fatal(out)
		}
		if !out.GivenUp {
			found[w.class()+"\n"+firstLine(fmt.Errorf("%v", out.Err))]++
		}
	}
	return found, true
}

// The classes that brute force finds are those that the exhausting strategy makes. Without a lock it makes each once; with one, some
// more often: where a turn is broken into does not matter, but is not known beforehand.
func TestExhaustingMakesEachClassOnce(t *testing.T) {
	programs := *oraclePrograms
	r := generator(7)
	locks := []gil.Config{{}, {}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}, {Discipline: gil.Coop}}
	compared := 0
	for i := range programs {
		code := drawProgram(r)
		lock := locks[i%len(locks)]
		want, all := classes(t, play(code), lock, &naive{}, 1000)
		if !all {
			continue
		}
		if lock.Discipline == gil.Coop && keptForEver(want) {
			continue // it fails whatever else is found; the classes of what others had done by then are not all made
		}
		compared++
		got, _ := classes(t, play(code), lock, &dpor{}, 100000)
		differ(t, code, lock, want, got)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d programs compared of %d", compared, programs)
	if compared < programs/2 {
		t.Errorf("only %d of %d programs were small enough to be compared", compared, programs)
	}
}

// keptForEver reports whether some runs end with a thread that keeps the lock in a loop.
func keptForEver(classes map[string]int) bool {
	for class := range classes {
		if strings.Contains(class, "livelock") {
			return true
		}
	}
	return false
}

func differ(t *testing.T, code [][]instruction, lock gil.Config, want, got map[string]int) {
	t.Helper()
	for class := range want {
		if got[class] == 0 {
			t.Errorf("%v under %v %v: %d classes, made %d; this one is missing:\n%s", code, lock.Discipline, lock.Checks, len(want), len(got), class)
			return
		}
	}
	for class, n := range got {
		if n > 1 && lock.Discipline == gil.Off || want[class] == 0 {
			t.Errorf("%v under %v %v: this class is made %d times, and is one of brute force %d times:\n%s", code, lock.Discipline, lock.Checks, n, want[class], class)
			return
		}
	}
}
