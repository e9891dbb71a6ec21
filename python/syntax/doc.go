// Package syntax reads Python source: the whole grammar of CPython 3.12 becomes a typed tree with positions. It knows nothing
// of what a program means: names, scopes and bytecode are the business of package code, and so are errors that need them
// ('return' outside function).
//
// The tree follows CPython's Parser/Python.asdl node by node. There are three differences: the asynchronous twins of def, for and with, and
// except*, are a flag and no nodes of their own; every node has a position; and columns count characters, not bytes.
//
// # What is not valid
//
// A file that is not valid Python gives one *Error, in the words of CPython 3.12. What only Python 2 had, and what a page or a word
// processor did to a program, has sentences of its own. Source is nested at most as deeply as CPython permits, so neither the
// parser nor whoever walks its tree can run out of stack.
package syntax
