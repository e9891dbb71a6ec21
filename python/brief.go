// This file defines how the trace shows a value.

package python

import (
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

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
		return trace.Container(v.class().name, len(v.items()))
	case layoutDict:
		return trace.Container(v.class().name, as[Dict](v).live)
	case layoutSet:
		return trace.Container(v.class().name, as[Set](v).live)
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
