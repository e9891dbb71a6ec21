// This file holds programs of the catalogue as short Python files, for whoever wants to see Python.

package workload

import "embed"

//go:embed python/*.py
var sources embed.FS

// Python returns the program as a Python file, which shows the same by itself; not ok if there is none. Its sizes are its own, so that
// it takes a moment.
func (p *Program) Python() (source string, ok bool) {
	text, err := sources.ReadFile("python/" + p.Name + ".py")
	return string(text), err == nil
}
