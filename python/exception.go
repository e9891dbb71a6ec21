// This file defines exceptions: their objects, and the classes that are built in.

package python

import "fmt"

// An Exception is an object of a class that derives from BaseException.
type Exception struct {
	Object
	Attributes
	args      []Value
	cause     Value // of raise … from; the zero Value: none was named
	context   *Exception
	traceback *Traceback
	quiet     bool // __suppress_context__
	state     []Value
}

// newException returns an exception of a class that is built in, with a message.
func newException(class *Class, format string, args ...any) *Exception {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	return exceptionOf(class, newStr(text))
}

// exceptionOf returns an exception of a class that is built in, with these arguments.
func exceptionOf(class *Class, args ...Value) *Exception {
	return &Exception{Object: Object{class: class}, args: args}
}

// exceptionClasses are those that are built in, for the module builtins.
var exceptionClasses []*Class

// exceptionClass returns a class of exceptions.
func exceptionClass(name string, base *Class) *Class {
	c := builtin(name, layoutException, base)
	exceptionClasses = append(exceptionClasses, c)
	return c
}

// The classes of exceptions, as in the library reference's "Exception hierarchy".
var (
	baseException       = exceptionClass("BaseException", objectClass)
	systemExit          = exceptionClass("SystemExit", baseException)
	keyboardInterrupt   = exceptionClass("KeyboardInterrupt", baseException)
	generatorExit       = exceptionClass("GeneratorExit", baseException)
	exception           = exceptionClass("Exception", baseException)
	stopIteration       = exceptionClass("StopIteration", exception)
	stopAsyncIteration  = exceptionClass("StopAsyncIteration", exception)
	arithmeticError     = exceptionClass("ArithmeticError", exception)
	_                   = exceptionClass("FloatingPointError", arithmeticError)
	overflowError       = exceptionClass("OverflowError", arithmeticError)
	zeroDivisionError   = exceptionClass("ZeroDivisionError", arithmeticError)
	assertionError      = exceptionClass("AssertionError", exception)
	attributeError      = exceptionClass("AttributeError", exception)
	_                   = exceptionClass("BufferError", exception)
	eofError            = exceptionClass("EOFError", exception)
	importError         = exceptionClass("ImportError", exception)
	moduleNotFoundError = exceptionClass("ModuleNotFoundError", importError)
	lookupError         = exceptionClass("LookupError", exception)
	indexError          = exceptionClass("IndexError", lookupError)
	keyError            = exceptionClass("KeyError", lookupError)
	memoryError         = exceptionClass("MemoryError", exception)
	nameError           = exceptionClass("NameError", exception)
	unboundLocalError   = exceptionClass("UnboundLocalError", nameError)
	osError             = exceptionClass("OSError", exception)
	_                   = exceptionClass("BlockingIOError", osError)
	_                   = exceptionClass("ChildProcessError", osError)
	connectionError     = exceptionClass("ConnectionError", osError)
	_                   = exceptionClass("BrokenPipeError", connectionError)
	_                   = exceptionClass("ConnectionAbortedError", connectionError)
	_                   = exceptionClass("ConnectionRefusedError", connectionError)
	_                   = exceptionClass("ConnectionResetError", connectionError)
	_                   = exceptionClass("FileExistsError", osError)
	_                   = exceptionClass("FileNotFoundError", osError)
	_                   = exceptionClass("InterruptedError", osError)
	_                   = exceptionClass("IsADirectoryError", osError)
	_                   = exceptionClass("NotADirectoryError", osError)
	_                   = exceptionClass("PermissionError", osError)
	_                   = exceptionClass("ProcessLookupError", osError)
	_                   = exceptionClass("TimeoutError", osError)
	_                   = exceptionClass("ReferenceError", exception)
	runtimeError        = exceptionClass("RuntimeError", exception)
	notImplementedError = exceptionClass("NotImplementedError", runtimeError)
	recursionError      = exceptionClass("RecursionError", runtimeError)
	syntaxError         = exceptionClass("SyntaxError", exception)
	indentationError    = exceptionClass("IndentationError", syntaxError)
	tabError            = exceptionClass("TabError", indentationError)
	systemError         = exceptionClass("SystemError", exception)
	typeError           = exceptionClass("TypeError", exception)
	valueError          = exceptionClass("ValueError", exception)
	unicodeError        = exceptionClass("UnicodeError", valueError)
	unicodeDecodeError  = exceptionClass("UnicodeDecodeError", unicodeError)
	unicodeEncodeError  = exceptionClass("UnicodeEncodeError", unicodeError)
	_                   = exceptionClass("UnicodeTranslateError", unicodeError)
	warning             = exceptionClass("Warning", exception)
	_                   = exceptionClass("BytesWarning", warning)
	_                   = exceptionClass("DeprecationWarning", warning)
	_                   = exceptionClass("FutureWarning", warning)
	_                   = exceptionClass("ImportWarning", warning)
	_                   = exceptionClass("PendingDeprecationWarning", warning)
	_                   = exceptionClass("ResourceWarning", warning)
	_                   = exceptionClass("RuntimeWarning", warning)
	_                   = exceptionClass("SyntaxWarning", warning)
	_                   = exceptionClass("UnicodeWarning", warning)
	_                   = exceptionClass("UserWarning", warning)
)
