// This file defines what globals(), vars and locals return.

package python

// globalsOf returns the variables of a module as a dict. What is set in it is set in the module; what the module itself sets shows
// when it is asked for again.
func (t *Thread) globalsOf(m *Module) Value {
	if m.view == nil {
		m.view = newDict()
		m.view.shows = m
		t.publishInto(m.ref(), m.view.ref())
	}
	for i, name := range m.names {
		if v := m.slots[i].load(); v.valid() {
			m.view.setStr(name, v)
		} else {
			m.view.shows = nil
			m.view.deleteStr(name)
			m.view.shows = m
		}
	}
	return m.view.ref()
}
