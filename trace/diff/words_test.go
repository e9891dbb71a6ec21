// This file tests the words for events and things.

package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/trace"
)

func TestThingsWithoutNamesAreCalledByNumber(t *testing.T) {
	names := new(trace.Names)
	for range 2 {
		names.AddThread("")
		names.AddThread("worker")
		names.AddObject(trace.ClassVar, "")
		names.AddObject(trace.ClassVar, "x")
	}
	w := newWording(names)
	got := []string{w.thread(1), w.thread(2), w.thread(3), w.thread(9), w.thread(0), w.object(1), w.object(2), w.object(9)}
	want := []string{"T1", "worker (T2)", "T3", "T9", "the machine", "o1", "x (o2)", "o9"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	for _, k := range trace.Kinds() {
		if phrases[k].verb == "" {
			t.Errorf("%v has no verb", k)
		}
		if arg := k.Spec().Arg; arg != trace.Nothing && argumentNames[arg] == "" {
			t.Errorf("the argument of %v has no name", k)
		}
	}
}
