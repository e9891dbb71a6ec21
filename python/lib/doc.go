// Package lib holds the library modules that Python programs import, written in Python: what CPython writes in Python is
// Python here, in the same order of steps, so that a thread can lose the lock inside it exactly where it can in CPython.
//
// What is C in CPython is native in package python (_thread, _collections, math, …), or a function of _builtins.py, whose
// frames count as C code. A folder py2 holds the modules that are different under Python 2.7; everywhere else a module asks
// sys.version_info. The texts are our own; only the order of steps, the names and the error texts are CPython's.
package lib
