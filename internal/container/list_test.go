// This file tests the list against a slice.

package container

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAListIsARow holds that nodes stand in the order in which they were put there, that taking one out leaves the others, and
// that a node of another list, or of none, cannot be taken out.
func TestAListIsARow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lists [2]List[int]
		var want [2][]int
		nodes := make([]Node[int], 8)
		for i := range nodes {
			nodes[i].Value = i
		}
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			at, i := rapid.IntRange(0, 1).Draw(t, "list"), rapid.IntRange(0, 7).Draw(t, "node")
			l, n := &lists[at], &nodes[i]
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				if n.In() == nil {
					l.Push(n)
					want[at] = append(want[at], i)
				}
			case 1:
				before := len(want[at])
				want[at] = slices.DeleteFunc(want[at], func(x int) bool { return x == i })
				if got := l.Remove(n); got != (len(want[at]) < before) {
					t.Fatalf("node %d was in list %d: %v", i, at, got)
				}
			case 2:
				if n := l.Pop(); (n == nil) != (len(want[at]) == 0) || n != nil && n.Value != want[at][0] {
					t.Fatalf("popped %v of %v", n, want[at])
				}
				want[at] = want[at][min(1, len(want[at])):]
			}
			for at := range lists {
				holds(t, &lists[at], want[at])
			}
		}
	})
}

// holds fails unless these are in the list, from either end.
func holds(t *rapid.T, l *List[int], want []int) {
	var there, back []int
	for n := l.First(); n != nil; n = n.Next() {
		if n.In() != l {
			t.Fatalf("%d does not know its list", n.Value)
		}
		there = append(there, n.Value)
	}
	for n := l.Last(); n != nil; n = n.Prev() {
		back = append(back, n.Value)
	}
	slices.Reverse(back)
	if !slices.Equal(there, want) || !slices.Equal(back, want) || l.Len() != len(want) {
		t.Fatalf("the list is %v, backwards %v, of %d; want %v", there, back, l.Len(), want)
	}
}
