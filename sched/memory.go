// This file defines the memory of a process: which value of a variable its threads see.

package sched

import "slices"

// A Memory is what the threads of a process share with each other. SpawnProcess makes processes that have one memory;
// StartProcess gives each its own.
//
// A fork copies on write, as an operating system does: the child has the variables that were there, and sees what its parent
// has in them until either of the two writes. Other processes have no part in what is made after the fork.
type Memory struct {
	*Run

	parent *Memory // what it was copied from, or begins anew beside; nil: it is the first one
	since  int32   // the objects that there were by then
	anew   bool    // it has what was there by then as that was made
	shared bool    // it is that of no process, but memory that all share
	copies []*Memory
	own    map[int32]any   // by object: the value that it has, and its parent has another one
	number map[int32]int32 // by object: what it is in the trace of this process, where it is another object
}

// newMemory returns a memory for a child of the process that has m.
func (m *Memory) newMemory(r *Run, anew bool) *Memory {
	child := &Memory{Run: r, parent: m, anew: anew, since: int32(r.Names.Objects())}
	if !anew {
		m.copies = append(m.copies, child)
	}
	return child
}

// forget drops the memory of a process that has ended, unless another one was copied from it, which may look there.
func (m *Memory) forget() {
	if m.parent != nil && len(m.copies) == 0 {
		if m.parent.copies = slices.DeleteFunc(m.parent.copies, func(c *Memory) bool { return c == m }); len(m.parent.copies) == 0 {
			m.parent.copies = nil // that there are none is what each store looks for
		}
	}
}

// A place says where a memory has the value of a variable.
type place uint8

const (
	absent   place = iota // nowhere: it was made by another process, or too late
	asMade                // it is what it was when the variable was made
	inItself              // in the variable: that is the memory which made it, or a copy that nobody has written since
	inCopy                // in the memory's own copy
)

// objectIn returns the number under which t has the variable of this number that home has made: each process has its own, as
// what one does to its own is nothing to the other.
func (t *Thread) objectIn(home *Memory, object int32) int32 {
	m := t.memory
	if home.shared || home.Run != m.Run {
		return object
	}
	defer m.guard()()
	number, ok := m.number[object]
	if !ok {
		if m.number == nil {
			m.number = make(map[int32]int32)
		}
		info, _ := m.Names.Object(object)
		number = m.Names.AddObject(info.Class, info.Name)
		m.number[object] = number
	}
	return number
}

// find returns where m has the value of a variable of this number that home has made, and its copy if it has one.
func (m *Memory) find(object int32, home *Memory) (p place, value any) {
	if home.shared {
		return inItself, nil
	}
	for ; ; m = m.parent {
		if value, ok := m.own[object]; ok {
			return inCopy, value
		}
		switch {
		case m == home:
			return inItself, nil
		case m.parent == nil || object > m.since:
			return absent, nil
		case m.anew:
			if p, _ = m.parent.find(object, home); p != absent {
				p = asMade
			}
			return p, nil
		}
	}
}

// preserve lets the copies of m keep the value of a variable that m is about to write.
func (m *Memory) preserve(object int32, value any) {
	for _, c := range m.copies {
		if _, has := c.own[object]; !has && object <= c.since {
			c.keep(object, value)
		}
	}
}

// keep notes the value that m has of its own.
func (m *Memory) keep(object int32, value any) {
	if m.own == nil {
		m.own = make(map[int32]any)
	}
	m.own[object] = value
}

// MustShare fails the thread unless it is of a process that has this memory, in which something was made that has this number.
func (t *Thread) MustShare(m *Memory, object int32) {
	if t.memory != m {
		t.stranger(m, object)
	}
}

// stranger is the failure of MustShare.
func (t *Thread) stranger(m *Memory, object int32) {
	t.MustBeOf(m.Run, object)
	info, _ := m.Names.Object(object)
	t.Fail("%s %q belongs to another process: what package multiprocessing has reaches from one process to another", info.Class, info.Name)
}
