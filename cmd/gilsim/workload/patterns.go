// This file defines the patterns of races, bytecode by bytecode.

package workload

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// A pattern is a way to change something shared. Its bytecodes are those of CPython 2.7 to 3.9; later ones have other names
// for some, and the same calls and jumps among them.
type pattern struct {
	name   string
	shared string // the name of what is changed
	adds   bool   // each change adds 1; otherwise it adds n and takes it away again
	change func(t *sched.Thread, x *sched.Var[int], n int)
}

// patterns lists them.
func patterns() []pattern {
	return []pattern{
		{"inline", "g", false, addAndTake},
		{"call", "g", false, addAndTakeInCall},
		{"global", "g", true, func(t *sched.Thread, g *sched.Var[int], _ int) { addTo(t, g, 1) }},
		{"attribute", "o.x", true, addAttribute},
		{"dict", "d['k']", true, addItem},
		{"list", "l[0]", true, addItem},
		{"python-call", "g", true, addPythonCall},
		{"c-call", "g", true, addCCall},
		{"property", "p.x", true, addProperty},
		{"loop", "g", true, addAfterLoop},
		{"lambda", "g", true, addByLambda},
		{"len", "g", true, addAfterLen},
	}
}

// patternNames returns what the parameter can be.
func patternNames() (names []string) {
	for _, p := range patterns() {
		names = append(names, p.name)
	}
	return names
}

// findPattern returns the pattern of this name, which is one of patternNames.
func findPattern(name string) pattern {
	list := patterns()
	return list[slices.IndexFunc(list, func(p pattern) bool { return p.name == name })]
}

// straight executes n straight-line bytecodes, of which CPython 2 counts so many, 1 or more. It does not count LOAD_FAST,
// LOAD_CONST, STORE_FAST, POP_TOP, ROT and DUP, nor RETURN_VALUE. Those are executed first: where in a stretch that touches
// nothing shared they stand makes no difference.
func straight(t *sched.Thread, n, counted int64) {
	t.Execute(sched.Code{N: n, Ticks: counted})
}

// addAndTake is g = g + n; g = g - n.
func addAndTake(t *sched.Thread, g *sched.Var[int], n int) {
	for _, change := range []int{n, -n} {
		x := g.Get(t)
		straight(t, 2, 1) // LOAD_FAST n, BINARY_ADD or BINARY_SUBTRACT
		g.Set(t, x+change)
	}
}

// addAndTakeInCall is the same in a function that is called.
func addAndTakeInCall(t *sched.Thread, g *sched.Var[int], n int) {
	straight(t, 2, 1) // LOAD_FAST n, LOAD_GLOBAL change
	t.Call(func() { addAndTake(t, g, n) })
	// LOAD_CONST None, RETURN_VALUE and POP_TOP, which do not count, are left out
}

// addTo is g += n, where n is a constant.
func addTo(t *sched.Thread, g *sched.Var[int], n int) {
	x := g.Get(t)
	straight(t, 2, 1) // LOAD_CONST n, INPLACE_ADD
	g.Set(t, x+n)
}

// addAttribute is o.x += 1.
func addAttribute(t *sched.Thread, attribute *sched.Var[int], _ int) {
	straight(t, 2, 1) // DUP_TOP, LOAD_GLOBAL o
	x := attribute.Get(t)
	straight(t, 3, 1) // LOAD_CONST 1, ROT_TWO, INPLACE_ADD
	attribute.Set(t, x+1)
}

// addItem is d['k'] += 1, and l[0] += 1.
func addItem(t *sched.Thread, item *sched.Var[int], _ int) {
	straight(t, 3, 1) // LOAD_CONST 'k', DUP_TOP_TWO, LOAD_GLOBAL d
	x := item.Get(t)
	straight(t, 3, 1) // LOAD_CONST 1, ROT_THREE, INPLACE_ADD
	item.Set(t, x+1)
}

// addPythonCall is g = g + ident(1), where ident is a function of Python that returns its argument.
func addPythonCall(t *sched.Thread, g *sched.Var[int], _ int) {
	x := g.Get(t)
	straight(t, 2, 1) // LOAD_CONST 1, LOAD_GLOBAL ident
	t.Call(func() {})
	straight(t, 3, 1) // LOAD_FAST, RETURN_VALUE, BINARY_ADD
	g.Set(t, x+1)
}

// addCCall is g = g + int(1).
func addCCall(t *sched.Thread, g *sched.Var[int], _ int) {
	x := g.Get(t)
	straight(t, 2, 1) // LOAD_CONST 1, LOAD_GLOBAL int
	t.CallBuiltin("int")
	t.Run(1) // BINARY_ADD
	g.Set(t, x+1)
}

// addProperty is p.x += 1, where x is a property with a getter and a setter.
func addProperty(t *sched.Thread, x *sched.Var[int], _ int) {
	var value int
	straight(t, 2, 1) // DUP_TOP, LOAD_GLOBAL p
	t.Call(func() { value = x.Get(t) })
	straight(t, 4, 1) // RETURN_VALUE, LOAD_CONST 1, ROT_TWO, INPLACE_ADD
	t.Call(func() { x.Set(t, value+1) })
}

// innerLoop is how many rounds the loop between read and write has.
const innerLoop = 10

// addAfterLoop is x = g; for j in range(10): pass; g = x + 1.
func addAfterLoop(t *sched.Thread, g *sched.Var[int], _ int) {
	x := g.Get(t)
	straight(t, 3, 1) // STORE_FAST x, LOAD_CONST 10, LOAD_GLOBAL range
	t.CallBuiltin("range")
	t.Run(1)                                                    // GET_ITER
	t.Execute(sched.Code{N: 3 * innerLoop, Round: 3, Ticks: 2}) // STORE_FAST j, FOR_ITER, JUMP_ABSOLUTE
	straight(t, 4, 2)                                           // LOAD_FAST x, LOAD_CONST 1; FOR_ITER, BINARY_ADD
	g.Set(t, x+1)
}

// addByLambda is g = (lambda v: v + 1)(g).
func addByLambda(t *sched.Thread, g *sched.Var[int], _ int) {
	straight(t, 2, 1) // LOAD_CONST, MAKE_FUNCTION
	x := g.Get(t)
	t.Call(func() {})
	straight(t, 4, 1) // LOAD_FAST v, LOAD_CONST 1, RETURN_VALUE, BINARY_ADD
	g.Set(t, x+1)
}

// addAfterLen is x = g; len(”); g = x + 1.
func addAfterLen(t *sched.Thread, g *sched.Var[int], _ int) {
	x := g.Get(t)
	straight(t, 3, 1) // STORE_FAST x, LOAD_CONST '', LOAD_GLOBAL len
	t.CallBuiltin("len")
	straight(t, 4, 1) // POP_TOP, LOAD_FAST x, LOAD_CONST 1, BINARY_ADD
	g.Set(t, x+1)
}
