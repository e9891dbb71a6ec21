// This file finds out, for a search, what a program may bind anew in ways that an instruction which reads it does not tell of.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/python/code"
)

// rebinding is what the source of a program says about it, and of the library's modules that it imports.
type rebinding struct {
	names map[string]bool // attributes that it sets: they may be those of a class, or variables of a module
	any   bool            // it may set an attribute, or a variable of a module, of any name
	dicts bool            // it may ask for the attributes of an object as a dict
}

func (p *Program) findRebinding() *rebinding {
	r := &rebinding{names: map[string]bool{}}
	for _, u := range p.units {
		if u.native {
			continue
		}
		r.dicts = r.dicts || mentions(u, "__dict__", "vars")
		if u.own {
			r.any = r.any || mentions(u, "setattr", "delattr", "__setattr__", "__delattr__", "__dict__", "vars", "globals", "exec", "eval")
			r.addNames(u)
		}
	}
	return r
}

// mentions reports whether a unit has one of the names, be it of a variable or of an attribute.
func mentions(u *unit, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return slices.Contains(u.file.Names, name) || slices.Contains(u.file.Globals, name)
	})
}

func (r *rebinding) addNames(u *unit) {
	for _, b := range u.bodies {
		for _, in := range b.code.Instrs {
			if in.Op == code.StoreAttr || in.Op == code.DeleteAttr {
				r.names[u.file.Names[in.Arg]] = true
			}
		}
	}
}

// may reports whether the program may set an attribute of this name.
func (r *rebinding) may(name string) bool { return r.any || r.names[name] }
