// This file shows what a Python file can use.

package report

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
)

// A Python is what there is, and what there is not, for a program of a version of Python.
type Python struct {
	Version  string
	Modules  []string
	Builtins []string // functions and classes
	Without  []string // constructs
}

// PythonPage tells what a Python file can use.
func PythonPage(python Python, columns int) *layout.Page {
	p := layout.New(columns)
	p.Heading("Modules of Python " + python.Version)
	p.Paragraphs(strings.Join(python.Modules, ", ") + ", and those beside the file.")
	p.Heading("Built-in functions and classes")
	p.Paragraphs(strings.Join(python.Builtins, ", ") + ".")
	p.Heading("The language")
	p.Paragraphs("All of Python's grammar but: " + strings.Join(python.Without, ", ") + ".")
	p.Blank()
	p.Note("gilsim check FILE.py says what one file needs that there is not")
	return p
}

// PythonDocument returns the same as JSON.
func PythonDocument(python Python) *Document {
	d := NewDocument("list")
	d.Python = &jsonPython{python.Version, python.Modules, python.Builtins, python.Without}
	return d
}

type jsonPython struct {
	Python   string   `json:"python"`
	Modules  []string `json:"modules"`
	Builtins []string `json:"builtins"`
	Without  []string `json:"without"` // constructs of the language
}
