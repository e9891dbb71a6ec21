// This file finds the objects of a schedule that those of a run are.

package choice

import "github.com/gilsim/gilsim/trace"

// Twins say which object of the schedule an object of the run is: the one of that class and name, and of several the one that was
// made in the same place among them. Numbers do not say it: they are given as objects are made, and threads make some while
// they have no interlock, such as sockets, or when they are used first.
type twins struct {
	run  *trace.Names
	left map[trace.Info][]int32 // objects of the schedule that are not found yet
	of   []int32                // by object of the run; 0 for one that the schedule has not
}

func newTwins(schedule, run *trace.Names) twins {
	w := twins{run: run, left: map[trace.Info][]int32{}, of: []int32{0}}
	for id := int32(1); int(id) <= schedule.Objects(); id++ {
		if info, ok := schedule.Object(id); ok {
			w.left[info] = append(w.left[info], id)
		}
	}
	return w
}

// find returns the object of the schedule, 0 if there is none.
func (w *twins) find(object int32) int32 {
	if w.run == nil || object < 0 {
		return 0
	}
	for id := int32(len(w.of)); id <= object; id++ {
		info, _ := w.run.Object(id)
		twin := int32(0)
		if list := w.left[info]; len(list) > 0 {
			twin, w.left[info] = list[0], list[1:]
		}
		w.of = append(w.of, twin)
	}
	return w.of[object]
}
