// This file defines families: a program in each of its models, as gilsim compare --family runs them.

package main

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/trace"
)

// A family is a program that does the same in several ways, and the parameter that says in which.
type family struct {
	name     string
	workload string
	varies   string        // a parameter that is one of several words
	given    []trace.Param // in place of the program's defaults: something to do all the time
}

// families returns all that there are.
func families() []family {
	return []family{{name: "io", workload: "server", varies: "model", given: []trace.Param{
		{Key: "clients", Value: "8"}, {Key: "requests", Value: "50"}, {Key: "think", Value: "0s"}}}}
}

// familyNames returns their names.
func familyNames() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

// familyOf returns the family of this name, nil if there is none.
func familyOf(name string) *family {
	for _, f := range families() {
		if f.name == name {
			return &f
		}
	}
	return nil
}

// refuse refuses flags that make no sense with --family.
func (f *family) refuse(changed func(flag string) bool, own params) error {
	for _, flag := range []string{"workload", "threads", "plot"} {
		if changed(flag) {
			return fmt.Errorf("--family=%s runs the workload %s, each %s once: leave --%s out", f.name, f.workload, f.varies, flag)
		}
	}
	if slices.ContainsFunc(own, func(p trace.Param) bool { return p.Key == f.varies }) {
		return fmt.Errorf("--family=%s runs each %s: leave --param=%s=… out", f.name, f.varies, f.varies)
	}
	return nil
}

// inputs returns what the program is run with: once for each word of the parameter that varies.
func (f *family) inputs(p *workload.Program, own params) ([]workload.Input, error) {
	var list []workload.Input
	i := slices.IndexFunc(p.Params, func(x workload.Param) bool { return x.Name == f.varies })
	for _, word := range p.Params[i].Words {
		in, err := p.Input(0, slices.Concat(f.given, own, []trace.Param{{Key: f.varies, Value: word}}))
		if err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	return list, nil
}
