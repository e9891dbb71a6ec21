// This file tells where in its source each thread stands.

package page

import "github.com/gilsim/gilsim/trace"

func (m *runMaker) addPlaces() {
	for _, f := range m.t.Sources {
		m.Sources = append(m.Sources, source{f.Name, f.Text})
	}
	numbers := map[place]int64{}
	tracks := trace.PerThread[track]{Names: m.t.Names}
	for i := range m.t.Events {
		e := &m.t.Events[i]
		if e.Kind != trace.At {
			continue
		}
		at, known := m.t.Names.Place(e.Arg)
		k := tracks.Row(e.Thread)
		if !known || k == nil {
			continue
		}
		p := place{at.File, int(at.Line)}
		if numbers[p] == 0 {
			m.Places = append(m.Places, p)
			numbers[p] = int64(len(m.Places))
		}
		k.note(m.window, i, numbers[p], 0)
	}
	for i, k := range tracks.Rows() {
		if len(k) > 0 {
			m.At = append(m.At, k.line(i+1))
		}
	}
}
