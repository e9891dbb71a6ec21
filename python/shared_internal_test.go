package python

import "testing"

// What all runs share says so, and is published by none of them: that would be a write.
func TestWhatRunsShareIsStatic(t *testing.T) {
	for name, o := range map[string]*Object{
		"int": &smallInt, "float": &floatMarker, "bool": &boolMarker, "None": &noneMarker, "NotImplemented": &notImplM,
		"Ellipsis": &ellipsisM, "()": emptyTuple.p, "''": emptyStr.p, "absent": absent.p, "object": objectClass.ref().p, "type": typeClass.ref().p,
	} {
		if o.flags&static == 0 {
			t.Errorf("%s can be written by a run", name)
		}
	}
}
