// This file defines what gilsim dis says, as JSON.

package report

import "github.com/gilsim/gilsim/python/code"

// A jsonBytecode is what gilsim dis says.
type jsonBytecode struct {
	File    string       `json:"file"`
	Python  string       `json:"python"`
	Codes   []jsonCode   `json:"codes"`
	Updates []jsonUpdate `json:"updates"`
}

type jsonCode struct {
	Name      string   `json:"name"`
	Line      int32    `json:"line"`
	Bytecodes []jsonOp `json:"bytecodes"`
}

type jsonOp struct {
	Line   int32  `json:"line,omitempty"`
	Name   string `json:"name"`
	Switch string `json:"switch,omitempty"` // always, native, taken
}

type jsonUpdate struct {
	Function string   `json:"function"`
	Read     int32    `json:"read_line"`
	Write    int32    `json:"write_line"`
	Variable string   `json:"variable"`
	Lock     string   `json:"lock,omitempty"`
	Lost     []string `json:"can_be_lost"`
	Kept     []string `json:"cannot_be_lost"`
}

// BytecodeDocument is the document of the bytecodes of a file, and of what other threads can spoil.
func BytecodeDocument(f *code.File, updates []code.Update) *Document {
	b := &jsonBytecode{File: f.Name, Python: f.Version, Codes: []jsonCode{}, Updates: []jsonUpdate{}}
	for _, c := range f.Code {
		j := jsonCode{Name: c.Qualname, Line: c.FirstLine, Bytecodes: []jsonOp{}}
		for _, l := range c.Listing {
			j.Bytecodes = append(j.Bytecodes, jsonOp{c.Positions[l.Instr].Line, l.Name, switchWord(f, l.Flags)})
		}
		b.Codes = append(b.Codes, j)
	}
	for _, u := range updates {
		b.Updates = append(b.Updates, jsonUpdate{u.Function, u.Read, u.Write, u.Variable, u.Lock, append([]string{}, u.Lost...), append([]string{}, u.Kept...)})
	}
	d := NewDocument("dis")
	d.Bytecode = b
	return d
}

// switchWord says when another thread may come in behind a bytecode.
func switchWord(f *code.File, flags code.Flags) string {
	switch {
	case f.Version[len(f.Version)-1] == 't', flags&code.Check != 0:
		return "always"
	case flags&code.CheckNative != 0:
		return "native"
	case flags&code.CheckTaken != 0:
		return "taken"
	}
	return ""
}
