// This file defines how a thread calls C code that keeps the interlock to its end.

package sched

// CallC calls f as a built-in function of several steps, such as the allocation of an object. C code is not looked into: a
// thread that has the interlock keeps it to the end of f, unless f waits for something. Without an interlock others come
// between the steps of f as anywhere else. Each step of f is worth one bytecode, as outside.
func (t *Thread) CallC(f func()) {
	outer := t.inside
	defer func() {
		t.inside = outer
		if !outer {
			t.last = Jump
		}
	}()
	t.inside = true
	f()
}
