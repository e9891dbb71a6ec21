// This file explores the rules exhaustively: every state into which three threads can bring a lock.

package gil

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
)

// An exploration is all states that can be reached, each with the move that first led there.
type exploration struct {
	states []state
	from   []int
	by     []string
	number map[state]int
	back   [][]origin // by state: from where moves that nothing can prevent lead to it
	steps  int
}

// An origin is where a move comes from.
type origin struct {
	state  int
	number numbering
}

// explore visits every state, the nearest ones first. It returns what is wrong, and how to get there.
func (v *variant) explore() (x *exploration, fault string) {
	x = &exploration{number: map[state]int{}}
	for _, r := range v.start {
		x.visit(state{rules: r}, -1, "start")
	}
	for i := 0; i < len(x.states); i++ {
		if fault := x.states[i].broken(); fault != "" {
			return x, x.path(fault, i)
		}
		for _, m := range v.moves(x.states[i]) {
			x.steps++
			if m.fault != "" {
				return x, x.path(m.fault+": "+m.name, i)
			}
			j := x.visit(m.to, i, m.name)
			if !m.outer {
				x.back[j] = append(x.back[j], origin{i, m.number})
			}
		}
	}
	return x, x.stuck()
}

// visit returns the number of a state, a new one if it has not been reached before.
func (x *exploration) visit(s state, from int, by string) int {
	if i, ok := x.number[s]; ok {
		return i
	}
	x.number[s] = len(x.states)
	x.states, x.from, x.by = append(x.states, s), append(x.from, from), append(x.by, by)
	x.back = append(x.back, nil)
	return len(x.states) - 1
}

// stuck looks for a state from which a thread that wants the lock, or waits in a forced switch, cannot come to its end
// even if everything goes well for it: nobody else begins to want the lock, and no holder lets go but at a check.
func (x *exploration) stuck() string {
	type where struct{ state, thread int }
	good := make([][3]bool, len(x.states))
	var list []where
	reach := func(w where) {
		if !good[w.state][w.thread] {
			good[w.state][w.thread] = true
			list = append(list, w)
		}
	}
	for i := range x.states {
		for t, w := range x.states[i].threads {
			if w.place == away || w.place == holding {
				reach(where{i, t})
			}
		}
	}
	for len(list) > 0 {
		w := list[len(list)-1]
		list = list[:len(list)-1]
		for _, from := range x.back[w.state] {
			t := slices.Index(from.number[1:], int32(w.thread+1))
			reach(where{from.state, t})
		}
	}
	for i := range good {
		if t := slices.Index(good[i][:], false); t >= 0 {
			return x.path(fmt.Sprintf("no way on for thread %d", t+1), i)
		}
	}
	return ""
}

// path describes how state i is reached.
func (x *exploration) path(fault string, i int) string {
	var lines []string
	for ; i >= 0; i = x.from[i] {
		lines = append(lines, fmt.Sprintf("  %s: %+v", x.by[i], x.states[i]))
	}
	slices.Reverse(lines)
	return fault + "\n" + strings.Join(lines, "\n")
}

func TestRulesHoldInEveryStateOfThreeThreads(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	for _, d := range []Discipline{Ticks, Interval, Coop} {
		for _, c := range AllChecks() {
			v := variantOf(d, c)
			t.Run(v.name, func(t *testing.T) {
				x, fault := v.explore()
				if fault != "" {
					t.Fatal(fault)
				}
				if len(x.states) < 500 {
					t.Errorf("only %d states: the model does not move", len(x.states))
				}
				t.Logf("%d states, %d steps", len(x.states), x.steps)
			})
		}
	}
}

// mistakes returns rules and drivers with one mistake each, and the fault that it must show.
func mistakes() []variant {
	with := func(name, fault string, change func(v *variant)) variant {
		v := variantOf(Interval, Every)
		v.name, v.fault = name, fault
		change(&v)
		return v
	}
	return []variant{
		with("taking it from a holder", "two holders", func(v *variant) {
			v.take = func(r *rules, t int32) bool { r.holder = 0; return r.take(t) }
		}),
		with("asking though the lock has switched", "not had the lock for a whole interval", func(v *variant) {
			v.timedOut = func(r *rules, _ uint64) bool { return r.timedOut(r.switches) }
		}),
		with("asking though the lock is free", "a request to nobody", func(v *variant) {
			v.timedOut = func(r *rules, _ uint64) bool { r.request = true; return true }
		}),
		with("not counting switches", "not had the lock for a whole interval", func(v *variant) {
			v.take = func(r *rules, t int32) bool { n := r.switches; ok := r.take(t); r.switches = n; return ok }
		}),
		with("keeping the request", "a request that nobody has made", func(v *variant) {
			v.take = func(r *rules, t int32) bool { asked := r.request; ok := r.take(t); r.request = asked; return ok }
		}),
		with("forcing without a request", "waits for nobody", func(v *variant) {
			v.forced = func(r *rules, t int32) bool { r.request = true; return r.forced(t) }
		}),
		with("forcing though another has taken it", "waits for nobody", func(v *variant) {
			v.forced = func(*rules, int32) bool { return true }
		}),
		with("signalling nobody", "a lost wake-up", func(v *variant) { v.mute = true }),
		with("waking nobody who was forced", "waits for nobody", func(v *variant) { v.deaf = true }),
		with("never timing out", "no way on", func(v *variant) { v.patient = true }),
		with("not hearing a request", "not heard", func(v *variant) {
			v.check = unlessTaken(func(_ *rules, c sched.Code) (int64, int64) { return c.N, 1 })
		}),
		with("letting go unasked", "unasked", func(v *variant) {
			v.check = unlessTaken(func(*rules, sched.Code) (int64, int64) { return 0, 0 })
		}),
		with("letting go again at once", "does not look", func(v *variant) {
			v.check = func(r *rules, c sched.Code, p sched.Point) (int64, int64) {
				if r.request {
					return 0, 0
				}
				return r.check(c, p, r.request)
			}
		}),
		with("being interrupted at once", "before it has executed anything", func(v *variant) {
			v.check = func(r *rules, c sched.Code, p sched.Point) (int64, int64) {
				n, stride := r.check(c, p, r.request)
				return n, max(1, stride)
			}
		}),
	}
}

// unlessTaken makes a check that is right for a thread which has just taken the lock, and otherwise what wrong says.
func unlessTaken(wrong func(*rules, sched.Code) (n, stride int64)) func(*rules, sched.Code, sched.Point) (n, stride int64) {
	return func(r *rules, c sched.Code, last sched.Point) (n, stride int64) {
		if last == sched.Taken {
			return r.check(c, last, r.request)
		}
		return wrong(r, c)
	}
}

func TestExplorationFindsMistakes(t *testing.T) {
	for _, v := range mistakes() {
		t.Run(v.name, func(t *testing.T) {
			x, fault := v.explore()
			first, _, _ := strings.Cut(fault, "\n")
			if !strings.Contains(first, v.fault) {
				t.Fatalf("found %q in %d states, want %q", first, len(x.states), v.fault)
			}
		})
	}
}
