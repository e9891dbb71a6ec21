// This file numbers threads and objects by who made them, so that they have the same names in every run.

package search

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/sched/serial"
)

// paths are the names of the threads and objects of one run that do not depend on its interleaving. The main thread is T0, the
// first one that it starts is T1, and the first one that T1 starts is T1.1. An object is called by its name. Where there is one of
// this name already, it is x#2 if T0 has made it, and x/T1#1 if T1 has, and it is the first one that T1 has made so late.
//
// Who has made an object is known because it is looked for whenever a thread makes a step; what a new thread makes before its
// first step counts as made by its creator.
type paths struct {
	machine  *serial.Machine
	threads  []string         // by number
	children []int            // by number of a thread: how many it has started
	objects  []string         // by number
	places   map[int32]string // by number of a place
	made     map[string]int
	last     int32 // who made the last step
}

func newPaths(m *serial.Machine) *paths {
	return &paths{machine: m, threads: []string{"", "T0"}, children: []int{0, 0}, objects: []string{""}, places: map[int32]string{}, made: map[string]int{}, last: 1}
}

// learn names what has come since it was asked last.
func (p *paths) learn(threads int) {
	for id := len(p.threads); id < threads; id++ {
		p.children[p.last]++
		n := strconv.Itoa(p.children[p.last])
		path := "T" + n
		if p.last != 1 {
			path = p.threads[p.last] + "." + n
		}
		p.threads, p.children = append(p.threads, path), append(p.children, 0)
	}
	names := p.machine.Names()
	for id := len(p.objects); id <= names.Objects(); id++ {
		info, _ := names.Object(int32(id))
		p.objects = append(p.objects, p.label(info.Name))
	}
}

// object names an object or a place; "" if it is neither.
func (p *paths) object(number int32) string {
	if int(number) < len(p.objects) {
		return p.objects[number]
	}
	if label, ok := p.places[number]; ok {
		return label
	}
	name, ok := p.machine.PlaceName(number)
	if !ok {
		return ""
	}
	p.places[number] = p.label(name)
	return p.places[number]
}

// label names a new object.
func (p *paths) label(name string) string {
	label := url.QueryEscape(name)
	p.made[label]++
	if p.made[label] == 1 {
		return label
	}
	if p.last != 1 {
		label += "/" + p.threads[p.last]
		p.made[label]++
	}
	return label + "#" + strconv.Itoa(p.made[label])
}

// thread returns the number of the thread of a path, 0 if there is none yet, and that of the nearest thread above it that there is.
func (p *paths) thread(path string) (id, above int32) {
	for i := len(p.threads) - 1; i >= 1; i-- {
		if p.threads[i] == path {
			return int32(i), int32(i)
		}
		if above == 0 && strings.HasPrefix(path, p.threads[i]+".") {
			above = int32(i)
		}
	}
	return 0, max(above, 1)
}

// known reports whether there is an object of this label: whether such a one has been named.
func (p *paths) known(label string) bool {
	name, _, _ := strings.Cut(label, "#")
	name, _, _ = strings.Cut(name, "/")
	return p.made[name] > 0
}
