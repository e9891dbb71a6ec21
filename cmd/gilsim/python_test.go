package main

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/python/code"
)

// Whatever version --python takes, a file can be compiled for it: the table of eras and that of bytecodes have the same names.
func TestEveryEraHasItsBytecodes(t *testing.T) {
	eras, compiled := slices.Sorted(slices.Values(eraNames())), slices.Sorted(slices.Values(code.Versions()))
	if !slices.Equal(eras, compiled) {
		t.Errorf("--python takes %q, files are compiled for %q", eras, compiled)
	}
}
