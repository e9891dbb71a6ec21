// This file defines what globals(), vars and locals return, and small helpers of the machine.

package python

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

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

// sortedNames returns the names of modules in order.
func sortedNames(modules map[string]*Module) []string {
	return slices.Sorted(maps.Keys(modules))
}

func decimal(n int) string { return strconv.Itoa(n) }

// splitLines returns the lines of a source without their ends.
func splitLines(source string) []string {
	return strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
}

// brief is how the trace shows a value: its repr, as far as that needs no Python and is short.
func brief(v Value) string {
	const most = 40
	text := ""
	switch v.layout() {
	case layoutInt:
		text = v.big().String()
	case layoutFloat:
		text = strconv.FormatFloat(v.float64(), 'g', -1, 64)
	case layoutMarker:
		switch v {
		case pyTrue:
			return "True"
		case pyFalse:
			return "False"
		case none:
			return "None"
		}
		return v.class().name
	case layoutStr:
		text = "'" + v.text() + "'"
	case layoutList, layoutTuple:
		return sized(v, len(v.items()))
	case layoutDict:
		return sized(v, as[Dict](v).live)
	case layoutSet:
		return sized(v, as[Set](v).live)
	case layoutClass:
		return "<class " + as[Class](v).name + ">"
	case layoutFunction:
		return "<function " + as[Function](v).name + ">"
	default:
		return "<" + v.class().name + ">"
	}
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// sized is how a container shows: by how much it holds.
func sized(v Value, n int) string { return "<" + v.class().name + " of " + strconv.Itoa(n) + ">" }
