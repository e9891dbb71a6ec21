// This file defines what a traceback suggests for a name that there is not (CPython's Python/suggestions.c).

package python

import (
	"strings"
	"unicode"
)

// What an edit of a name costs, and what is not looked at.
const (
	moveCost        = 2 // to insert, delete or replace a character
	caseCost        = 1 // to replace a small letter by the capital, or the other way round
	mostCandidates  = 750
	longestProposal = 40
)

// nearest returns the candidate that is most like a name, or "" if none is near enough.
func nearest(name string, candidates []string) string {
	if len(candidates) >= mostCandidates || len(name) > longestProposal {
		return ""
	}
	best, distance := "", -1
	for _, c := range candidates {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if distance >= 0 {
			limit = min(limit, distance-1)
		}
		if d := editDistance(name, c, limit); d <= limit && (distance < 0 || d < distance) {
			best, distance = c, d
		}
	}
	return best
}

// editDistance returns what it costs to make b of a, or more than limit if that is more.
func editDistance(a, b string, limit int) int {
	if len(a) > longestProposal || len(b) > longestProposal {
		return limit + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * moveCost
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = (i + 1) * moveCost
		for j := range len(b) {
			replaced := diagonal + replaceCost(a[i], b[j])
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+moveCost, row[j+1]+moveCost)
		}
	}
	return row[len(b)]
}

func replaceCost(a, b byte) int {
	switch {
	case a == b:
		return 0
	case unicode.ToLower(rune(a)) == unicode.ToLower(rune(b)):
		return caseCost
	}
	return moveCost
}

// suggestName returns what is like a name that the innermost function of a traceback has not found: one of its variables, of those of
// its module, or of the built-ins.
func (in *Interpreter) suggestName(name string, tb *Traceback) string {
	for tb.next != nil {
		tb = tb.next
	}
	var locals, globals []string
	for _, l := range tb.body.code.Locals {
		locals = append(locals, l.Name)
	}
	if m := in.modules[tb.body.unit.module]; m != nil {
		for i, name := range m.names {
			if m.slots[i].valid() {
				globals = append(globals, name)
			}
		}
	}
	if in.minor >= 12 {
		return nearest(name, append(append(locals, globals...), Builtins()...))
	}
	for _, candidates := range [...][]string{locals, globals, Builtins()} {
		if near := nearest(name, candidates); near != "" {
			return near
		}
	}
	return ""
}

// suggestions returns the functions of _machine that make a suggestion.
func suggestions() []Native {
	return []Native{
		{name: "_suggest_name", signature: "(name, traceback, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[0].isStr() || a[1].class() != tracebackClass {
				return newStr(""), nil
			}
			return newStr(t.interp.suggestName(a[0].text(), as[Traceback](a[1]))), nil
		}},
		{name: "_suggest_attribute", signature: "(name, names, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			var names []string
			if a[0].isStr() && a[1].layout() == layoutList {
				for _, n := range a[1].items() {
					if n.isStr() {
						names = append(names, n.text())
					}
				}
				return newStr(nearest(a[0].text(), names)), nil
			}
			return newStr(""), nil
		}},
		{name: "_is_library", signature: "(name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return boolean(a[0].isStr() && isLibrary(a[0].text())), nil
		}},
	}
}

// isLibrary reports whether a module belongs to the standard library of CPython.
func isLibrary(name string) bool {
	return strings.Contains(standardModules, " "+name+" ")
}

// standardModules are those whose import a NameError suggests from 3.12 on.
const standardModules = " abc argparse array ast asyncio atexit base64 bisect calendar cmath codecs collections concurrent configparser " +
	"contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib dis email enum errno fcntl fileinput fnmatch fractions " +
	"ftplib functools gc getpass gettext glob graphlib gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json " +
	"keyword linecache locale logging lzma math mimetypes mmap multiprocessing numbers operator os pathlib pickle pkgutil platform " +
	"pprint profile pwd queue random re readline resource sched secrets select selectors shelve shlex shutil signal smtplib socket " +
	"socketserver sqlite3 ssl stat statistics string struct subprocess symtable sys sysconfig tempfile termios textwrap threading time " +
	"timeit tkinter token tokenize traceback tracemalloc types typing unicodedata unittest urllib uuid venv warnings wave weakref " +
	"webbrowser xml zipfile zipimport zlib zoneinfo "
