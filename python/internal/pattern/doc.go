// Package pattern is the regular expressions of Python: what re.compile takes, as CPython's Lib/re/_parser.py reads it, and a matcher that
// goes back over its choices in the order of CPython's Modules/_sre.
//
// A library was rejected: the standard one has no back references and other rules of preference; github.com/dlclark/regexp2 goes back as
// Python does, but ends a match that never ends by a clock alone, and a run is to end in the same way each time. Here each step
// is counted.
//
// tree.go       the tree of an expression
// parse.go      reads one, with the errors of CPython
// escape.go     escapes
// group.go      what begins with a parenthesis
// class.go      sets of characters
// program.go    the instructions that a tree becomes
// match.go      executes them
package pattern
