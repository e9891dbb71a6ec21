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
	baseException             = exceptionClass("BaseException", objectClass)
	systemExit                = exceptionClass("SystemExit", baseException)
	keyboardInterrupt         = exceptionClass("KeyboardInterrupt", baseException)
	generatorExit             = exceptionClass("GeneratorExit", baseException)
	exception                 = exceptionClass("Exception", baseException)
	stopIteration             = exceptionClass("StopIteration", exception)
	stopAsyncIteration        = exceptionClass("StopAsyncIteration", exception)
	arithmeticError           = exceptionClass("ArithmeticError", exception)
	floatingPointError        = exceptionClass("FloatingPointError", arithmeticError)
	overflowError             = exceptionClass("OverflowError", arithmeticError)
	zeroDivisionError         = exceptionClass("ZeroDivisionError", arithmeticError)
	assertionError            = exceptionClass("AssertionError", exception)
	attributeError            = exceptionClass("AttributeError", exception)
	bufferError               = exceptionClass("BufferError", exception)
	eofError                  = exceptionClass("EOFError", exception)
	importError               = exceptionClass("ImportError", exception)
	moduleNotFoundError       = exceptionClass("ModuleNotFoundError", importError)
	lookupError               = exceptionClass("LookupError", exception)
	indexError                = exceptionClass("IndexError", lookupError)
	keyError                  = exceptionClass("KeyError", lookupError)
	memoryError               = exceptionClass("MemoryError", exception)
	nameError                 = exceptionClass("NameError", exception)
	unboundLocalError         = exceptionClass("UnboundLocalError", nameError)
	osError                   = exceptionClass("OSError", exception)
	blockingIOError           = exceptionClass("BlockingIOError", osError)
	childProcessError         = exceptionClass("ChildProcessError", osError)
	connectionError           = exceptionClass("ConnectionError", osError)
	brokenPipeError           = exceptionClass("BrokenPipeError", connectionError)
	connectionAbortedError    = exceptionClass("ConnectionAbortedError", connectionError)
	connectionRefusedError    = exceptionClass("ConnectionRefusedError", connectionError)
	connectionResetError      = exceptionClass("ConnectionResetError", connectionError)
	fileExistsError           = exceptionClass("FileExistsError", osError)
	fileNotFoundError         = exceptionClass("FileNotFoundError", osError)
	interruptedError          = exceptionClass("InterruptedError", osError)
	isADirectoryError         = exceptionClass("IsADirectoryError", osError)
	notADirectoryError        = exceptionClass("NotADirectoryError", osError)
	permissionError           = exceptionClass("PermissionError", osError)
	processLookupError        = exceptionClass("ProcessLookupError", osError)
	timeoutError              = exceptionClass("TimeoutError", osError)
	referenceError            = exceptionClass("ReferenceError", exception)
	runtimeError              = exceptionClass("RuntimeError", exception)
	notImplementedError       = exceptionClass("NotImplementedError", runtimeError)
	recursionError            = exceptionClass("RecursionError", runtimeError)
	syntaxError               = exceptionClass("SyntaxError", exception)
	indentationError          = exceptionClass("IndentationError", syntaxError)
	tabError                  = exceptionClass("TabError", indentationError)
	systemError               = exceptionClass("SystemError", exception)
	typeError                 = exceptionClass("TypeError", exception)
	valueError                = exceptionClass("ValueError", exception)
	unicodeError              = exceptionClass("UnicodeError", valueError)
	unicodeDecodeError        = exceptionClass("UnicodeDecodeError", unicodeError)
	unicodeEncodeError        = exceptionClass("UnicodeEncodeError", unicodeError)
	unicodeTranslateError     = exceptionClass("UnicodeTranslateError", unicodeError)
	warning                   = exceptionClass("Warning", exception)
	bytesWarning              = exceptionClass("BytesWarning", warning)
	deprecationWarning        = exceptionClass("DeprecationWarning", warning)
	futureWarning             = exceptionClass("FutureWarning", warning)
	importWarning             = exceptionClass("ImportWarning", warning)
	pendingDeprecationWarning = exceptionClass("PendingDeprecationWarning", warning)
	resourceWarning           = exceptionClass("ResourceWarning", warning)
	runtimeWarning            = exceptionClass("RuntimeWarning", warning)
	syntaxWarning             = exceptionClass("SyntaxWarning", warning)
	unicodeWarning            = exceptionClass("UnicodeWarning", warning)
	userWarning               = exceptionClass("UserWarning", warning)
)
