package native

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/internal/reexec"
)

// Reports are in the order in which their processes were started: the system's numbers begin again where they end, so that a child's can be the
// smaller one.
func TestParentsReportFirst(t *testing.T) {
	f := &family{
		children: []*child{{Process: &reexec.Process{Pid: 32767}}, {Process: &reexec.Process{Pid: 4}}},
		reports: []*report{
			{Pid: 3, Name: "orphan", Kids: map[int]int32{}},
			{Pid: 1, Name: "grandchild", Kids: map[int]int32{}},
			{Pid: 4, Name: "child 2", Kids: map[int]int32{}},
			{Pid: 32766, Name: "grandchild 2", Kids: map[int]int32{}},
			{Pid: 32767, Name: "child", Kids: map[int]int32{1: 2, 32766: 3, 2: 4}}, // 2 was killed
		},
	}
	var names []string
	for _, r := range f.parentsFirst() {
		names = append(names, r.Name)
	}
	if want := []string{"child", "child 2", "grandchild", "grandchild 2", "orphan"}; !slices.Equal(names, want) {
		t.Errorf("the reports are in the order %q, want %q", names, want)
	}
}
