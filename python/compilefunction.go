// This file defines the built-in function compile, as far as it can be used where nothing executes code that a program makes: it
// says what is wrong with a source.

package python

import (
	"errors"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/syntax"
)

func defineCompile() {
	registerModule(&NativeModule{name: "builtins", functions: []Native{
		{name: "compile", signature: "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)", call: compileFunction},
	}})
}

func compileFunction(t *Thread, a []Value) (Value, *Exception) {
	if !a[0].isStr() {
		return raise(typeError, "compile() arg 1 must be a string, bytes or AST object")
	}
	if !a[1].isStr() || !a[2].isStr() {
		return raise(typeError, "compile() arguments 2 and 3 must be str")
	}
	source, file := a[0].text(), a[1].text()
	switch a[2].text() {
	case "exec", "single", "eval":
	default:
		return raise(valueError, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	tree, _, err := syntax.Parse(file, []byte(source))
	if err != nil {
		return Value{}, t.compileError(err)
	}
	f, err := code.Compile(tree, code.Options{Name: file, Source: []byte(source), Version: t.interp.program.version})
	if err != nil {
		return Value{}, t.compileError(err)
	}
	u := &unit{file: f, lines: splitLines(source)}
	return (&CodeObject{Object: Object{class: codeClass}, body: &body{code: f.Code[0], unit: u}}).ref(), nil
}

// compileError returns an error of the parser or the compiler as an exception.
func (t *Thread) compileError(err error) *Exception {
	var wrong *syntax.Error
	if !errors.As(err, &wrong) {
		return newException(notImplementedError, "%s", err.Error())
	}
	class := syntaxError
	switch wrong.Kind {
	case "IndentationError":
		class = indentationError
	case "TabError":
		class = tabError
	}
	line, column := integer(int64(wrong.Start.Line)), integer(int64(wrong.Start.Col)+1)
	return exceptionOf(class, newStr(wrong.Msg), newTuple(newStr(wrong.File), line, column, newStr(wrong.Text)))
}
