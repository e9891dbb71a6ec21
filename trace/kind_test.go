// This file tests the table of kinds, which codec, checker, diff and pictures trust.

package trace

import "testing"

func TestEveryKindHasAFullRow(t *testing.T) {
	seen := make(map[string]Kind)
	for _, k := range Kinds() {
		spec := k.Spec()
		if spec.Name == "" || spec.Doc == "" || spec.Group < Program || spec.Group > Source || spec.Obj > Repeat || spec.Arg > Repeat {
			t.Errorf("kind %d has an unfinished row: %+v", k, *spec)
		}
		if other, ok := seen[spec.Name]; ok {
			t.Errorf("kinds %d and %d are both called %s", other, k, spec.Name)
		}
		seen[spec.Name] = k
		if k.String() != spec.Name {
			t.Errorf("kind %d prints as %s, want %s", k, k, spec.Name)
		}
	}
}

func TestKindNamesFitTheirColumn(t *testing.T) {
	for _, k := range Kinds() {
		name := k.String()
		if len(name) > kindWidth-1 {
			t.Errorf("%s is longer than its column", name)
		}
		for _, c := range name {
			if c < 'a' || c > 'z' {
				t.Errorf("%q is not one word in lower case", name)
			}
		}
	}
}

func TestObjOfAKindIsAThreadAnObjectAnActorACountOrNothing(t *testing.T) {
	for _, k := range Kinds() {
		if obj := k.Spec().Obj; obj != Nothing && obj != Thread && obj != Object && obj != Actor && obj != Repeat {
			t.Errorf("the Obj of %s is %d, which the text form has no letter for", k, obj)
		}
	}
}

func TestKindIsFoundByItsNameOnly(t *testing.T) {
	for _, k := range Kinds() {
		name := k.String()
		for _, line := range []string{name, name + " ", name + "      o1", name + "       -"} {
			if got, end := parseKind([]byte(line), 0); got != k || end > len(line) || end < len(name) {
				t.Errorf("%q is kind %v up to %d, want %v", line, got, end, k)
			}
		}
		for _, wrong := range []string{name + "x", name[:len(name)-1] + "X", "x" + name, name + "\x00", name + "\t"} {
			if got, end := parseKind([]byte(wrong), 0); end != noColumn {
				t.Errorf("%q is kind %v", wrong, got)
			}
		}
	}
	for _, wrong := range []string{"", " ", "none", "acquires", "acquireacquire", "\x00\x00\x00\x00\x00\x00\x00\x00 "} {
		if got, end := parseKind([]byte(wrong), 0); end != noColumn {
			t.Errorf("%q is kind %v", wrong, got)
		}
	}
}

func TestKindTableHasFreeSlots(t *testing.T) {
	if n := len(Kinds()); n > kindSlots/2 {
		t.Errorf("%d kinds for %d slots: a look-up takes long, and never ends when all are taken", n, kindSlots)
	}
}

func TestNumberThatIsNoKindHasTheRowOfNone(t *testing.T) {
	for _, k := range []Kind{None, numKinds, 255} {
		if k.Spec() != None.Spec() || k.String() != "none" {
			t.Errorf("kind %d is %s, want none", uint8(k), k)
		}
	}
}
