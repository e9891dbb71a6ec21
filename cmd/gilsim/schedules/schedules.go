// Package schedules holds the schedules made by hand that the command brings along: gilsim replay takes their names where there
// is no such file. Each is a trace with turns, for a program of the catalogue.
package schedules

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.trace
var files embed.FS

// suffix is the end of the files' names.
const suffix = ".trace"

// Names returns the names of all schedules, in alphabetical order.
func Names() (names []string) {
	found, err := fs.Glob(files, "*"+suffix)
	if err != nil {
		panic("schedules: BUG: " + err.Error())
	}
	for _, file := range found {
		names = append(names, strings.TrimSuffix(path.Base(file), suffix))
	}
	return names
}

// Open opens a schedule by its name, and reports whether there is one.
func Open(name string) (file fs.File, ok bool) {
	file, err := files.Open(name + suffix)
	return file, err == nil
}
