// This file defines the compiled form of the library's code that stands for C code: no version of Python changes it, so it is compiled once,
// by go generate, and not in each process.

package python

import (
	"crypto/sha256"
	"embed"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/lib"
	"github.com/gilsim/gilsim/python/syntax"
)

//go:generate env GILSIM_UPDATE=1 go test . -run TestLibraryIsCompiled -count=1

//go:embed compiled/*.code
var compiledFiles embed.FS

// nativeVersion is the version of Python that code which stands for C code is compiled for, whichever version a program has.
const nativeVersion = "3.11"

// stored returns the compiled form of a module of the library that stands for C code, or nil where it is not that of the source: after a
// change, until go generate has been run.
func stored(module string, m lib.Module) *code.File {
	data, err := compiledFiles.ReadFile("compiled/" + module + ".code")
	if err != nil {
		return nil
	}
	f, err := code.Decode(data)
	if err != nil || f.Hash != sha256.Sum256(m.Source) {
		return nil
	}
	return f
}

// compileNative compiles a module of the library that stands for C code.
func compileNative(m lib.Module) (*code.File, error) {
	tree, _, err := syntax.Parse(m.Path, m.Source)
	if err != nil {
		return nil, err
	}
	return code.Compile(tree, code.Options{Name: m.Path, Source: m.Source, Version: nativeVersion, Native: true})
}
