package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A witness is a strategy that finds out to which class each run of another one belongs.
//
// A class is what each thread did, access by access, and after which others. How accesses are put together to turns does not matter,
// nor does who had the interlock. It is told apart by a hash, which is a sum over accesses, whatever their order.
type witness struct {
	strategy
	machine  *serial.Machine
	accesses []witnessed
	last     int32
	answers  [2]uint64
	asked    [witnessThreads]int32
}

// witnessThreads is more than how many threads an oracle's program has.
const witnessThreads = 8

type witnessed struct {
	thread int32
	serial.Access
	clock [witnessThreads]uint8
}

func (w *witness) Begin() bool {
	w.accesses, w.last, w.answers, w.asked = w.accesses[:0], 0, [2]uint64{}, [witnessThreads]int32{}
	return w.strategy.Begin()
}

func (w *witness) Choose(t *serial.Turn) int32 {
	if w.last != 0 {
		for _, a := range t.Did {
			if a.Obj == serial.Interlock {
				break // what comes after it is about the turn's extent
			}
			w.accesses = append(w.accesses, witnessed{thread: w.last, Access: a})
		}
	}
	w.last = w.strategy.Choose(t)
	return w.last
}

func (w *witness) Answer(n int64) int64 {
	answer := w.strategy.Answer(n)
	w.asked[w.last]++
	add(&w.answers, uint64(w.last), uint64(w.asked[w.last]), uint64(answer))
	return answer
}

// add adds the hash of some numbers to a sum.
func add(sum *[2]uint64, numbers ...uint64) {
	for i := range sum {
		h := uint64(14695981039346656037) + uint64(i)
		for _, n := range numbers {
			h = (h ^ n) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		sum[i] += h
	}
}

// place returns numbers of an object that are the same on every machine.
func (w *witness) place(object int32) (list [4]uint64) {
	from, ok := w.machine.Origin(object)
	if !ok {
		return [4]uint64{uint64(object)}
	}
	list = [4]uint64{1, uint64(from.Creator), uint64(from.Nth)}
	for _, b := range []byte(from.Class) {
		list[3] = list[3]*31 + uint64(b)
	}
	return list
}

// class is the class that the run belongs to.
func (w *witness) class() [2]uint64 {
	sum := w.answers
	var seq [witnessThreads]uint8
	for i := range w.accesses {
		a := &w.accesses[i]
		for j := i - 1; j >= 0; j-- {
			o := &w.accesses[j]
			if o.clock[o.thread] > a.clock[o.thread] && (o.thread == a.thread || o.Obj == a.Obj && (o.Write || a.Write)) {
				for k, n := range o.clock {
					a.clock[k] = max(a.clock[k], n)
				}
			}
		}
		seq[a.thread]++
		a.clock[a.thread] = seq[a.thread]
		packed := uint64(0)
		for _, n := range a.clock {
			packed = packed<<8 | uint64(n)
		}
		bits := uint64(0)
		for k, bit := range []bool{a.Write, a.Free, a.Waits} {
			if bit {
				bits |= 1 << k
			}
		}
		at := w.place(a.Obj)
		add(&sum, uint64(a.thread), at[0], at[1], at[2], at[3], bits, packed)
	}
	return sum
}

// A found class is how a run ended, and how many did.
type foundClass struct {
	times int
	end   string
}

// classes makes the runs of a strategy, and returns the classes that came, and whether they were all that there are.
func classes(m *serial.Machine, p Program, one strategy, most int) (found map[[2]uint64]foundClass, all bool) {
	w := &witness{strategy: one, machine: m}
	found = map[[2]uint64]foundClass{}
	for made := 0; w.Begin(); made++ {
		if made == most {
			return found, false
		}
		out := m.Run(p().Program, w, nil)
		if out.Refused || out.Cut {
			return found, false
		}
		if out.GivenUp {
			continue
		}
		class := w.class()
		end := ""
		if out.Err != nil {
			end = firstLine(out.Err)
		}
		found[class] = foundClass{found[class].times + 1, end}
	}
	return found, true
}

// sortedEnds returns how the runs of the classes ended, each once.
func sortedEnds(found map[[2]uint64]foundClass) (ends []string) {
	for _, c := range found {
		ends = append(ends, c.end)
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}
