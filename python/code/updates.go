package code

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

// This file says which statements can lose an update, and under which versions.

// An Update is a place where a program reads something that threads share and writes what it has made of it: balance = balance + n. If
// another thread comes in between the two, what that one wrote is lost.
type Update struct {
	Function  string   // its qualified name
	Read      int32    // the line of the read
	Write     int32    // the line of the write, often the same
	Variable  string   // "balance", "self.value", "d['k']"
	Statement string   // the text of the line of the write
	Lock      string   // the lock that is held from the read to the write, as it is spelled; empty: none
	Lost      []string // the versions under which a switch may fall between the two
	Kept      []string // those under which none may
}

// Updates finds the updates of a program, and under which versions another thread may come in between read and write. It follows
// values through variables and the stack, not into other functions. It takes operators to be those of built-in types: a property or an
// operator that is written in Python may switch under every version. A version that refuses the program, since it has what came later,
// is left out. A body that is too large to be followed is an error.
func Updates(m *syntax.Module, o Options) ([]Update, error) {
	var list []Update
	var refused *syntax.Error
	compiled := false
	for _, v := range Versions() {
		o.Version, o.Listing = v, false
		f, err := Compile(m, o)
		if errors.As(err, &refused) {
			continue
		}
		if err != nil {
			return nil, err
		}
		compiled = true
		for _, c := range f.Code {
			found, ok := updatesOf(c)
			if !ok {
				return nil, fmt.Errorf("%s: %s is too large to say which of its statements can lose an update", o.Name, c.Qualname)
			}
			for _, u := range found {
				list = addUpdate(list, u, v)
			}
		}
	}
	if !compiled {
		return nil, refused
	}
	lines := strings.Split(string(o.Source), "\n")
	for i := range list {
		u := &list[i]
		if n := int(u.Write); n <= len(lines) {
			u.Statement = strings.TrimSpace(lines[n-1])
		}
	}
	slices.SortStableFunc(list, func(a, b Update) int { return int(a.Write - b.Write) })
	return list, nil
}

// addUpdate adds what one version says of an update.
func addUpdate(list []Update, u foundUpdate, version string) []Update {
	i := slices.IndexFunc(list, func(o Update) bool {
		return o.Function == u.Function && o.Read == u.Read && o.Write == u.Write && o.Variable == u.Variable
	})
	if i < 0 {
		i = len(list)
		list = append(list, u.Update)
	}
	if u.switched {
		list[i].Lost = append(list[i].Lost, version)
	} else {
		list[i].Kept = append(list[i].Kept, version)
	}
	return list
}

// String says it in one sentence.
func (u Update) String() string {
	where := fmt.Sprintf("line %d: %s", u.Write, u.Statement)
	if u.Read != u.Write {
		where = fmt.Sprintf("lines %d to %d: %s, read in line %d, is written in line %d: %s", min(u.Read, u.Write), max(u.Read, u.Write), u.Variable, u.Read, u.Write, u.Statement)
	}
	switch {
	case u.Lock != "":
		return where + " is safe while every thread holds " + u.Lock
	case len(u.Kept) == 0:
		return where + " can lose an update under every version"
	case len(u.Lost) == 0:
		return where + " cannot lose an update"
	}
	return fmt.Sprintf("%s can lose an update under %s, not under %s", where, versionRanges(u.Lost), versionRanges(u.Kept))
}

// versionRanges lists versions: "2.7, 3.6 to 3.9 and 3.13t". Free-threaded builds come last.
func versionRanges(list []string) string {
	var parts []string
	for _, isFree := range []bool{false, true} {
		all := slices.DeleteFunc(Versions(), func(v string) bool { return free(v) != isFree })
		for i := 0; i < len(all); i++ {
			if !slices.Contains(list, all[i]) {
				continue
			}
			from := i
			for i+1 < len(all) && slices.Contains(list, all[i+1]) {
				i++
			}
			switch {
			case i == from:
				parts = append(parts, all[i])
			case i == from+1:
				parts = append(parts, all[from], all[i])
			default:
				parts = append(parts, all[from]+" to "+all[i])
			}
		}
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// A foundUpdate is what one version says of an update.
type foundUpdate struct {
	Update
	switched bool
}
