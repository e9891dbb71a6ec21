// This file carries out the oracle's programs of greenlets.

package greenlet_test

import (
	"maps"
	"slices"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// greenlets is one program of greenlets that is carried out.
type greenlets struct {
	t       *sched.Thread
	program *program
	events  []event
	table   map[int]*greenlet.Greenlet
	ids     map[*greenlet.Greenlet]int // of all that there ever were
	made    map[int]bool
}

// runGreenlets carries out a program and returns its events. It has no timers.
func runGreenlets(t *sched.Thread, p *program) ([]event, []time.Duration) {
	main := greenlet.Current(t)
	r := &greenlets{t: t, program: p, table: map[int]*greenlet.Greenlet{0: main}, ids: map[*greenlet.Greenlet]int{main: 0}, made: map[int]bool{}}
	for _, id := range slices.Sorted(maps.Keys(p.Greenlets)) {
		if g := p.Greenlets[id]; g.Create == nil || *g.Create {
			r.create(id, g.Parent)
		}
	}
	greenlet.SetTrace(t, r.traced(nil))
	f := r.frame(0)
	f.main(p.Main)
	greenlet.SetTrace(t, nil)
	states := map[int]event{}
	for id := range r.table {
		states[id] = r.state(id)
	}
	r.emit(event{"ev": "end", "states": states})
	return r.events, nil
}

func (r *greenlets) emit(e event) { r.events = append(r.events, e) }

// frame returns a new frame for the body of a greenlet.
func (r *greenlets) frame(id int) *frame { return &frame{g: id, emit: r.emit, do: r.do} }

// create makes a greenlet; its parent is the current one if that is nil.
func (r *greenlets) create(id int, parent *int) {
	var run greenlet.Func
	if runs := r.program.Greenlets[id].Run; runs == nil || *runs {
		run = r.body(id)
	}
	g := greenlet.New(r.t, "", run)
	if parent != nil {
		g = greenlet.NewChild("", run, r.table[*parent])
	}
	r.table[id], r.ids[g], r.made[id] = g, id, true
}

// body returns the function of a greenlet.
func (r *greenlets) body(id int) greenlet.Func {
	return func(t *sched.Thread, a greenlet.Args) (any, error) {
		f := r.frame(id)
		f.last = collapse(a)
		r.emit(event{"ev": "start", "g": id, "args": shownAll(a.Pos), "kw": shownNamed(a.Named)})
		value, err := f.result(r.program.Greenlets[id].Body)
		if err != nil {
			r.emit(event{"ev": "die", "g": id, "exc": described(err)})
			return nil, err
		}
		r.emit(event{"ev": "return", "g": id, "v": shown(value)})
		return value, nil
	}
}

// collapse is what a pending switch would return.
func collapse(a greenlet.Args) any {
	switch {
	case len(a.Named) == 0 && len(a.Pos) == 1:
		return a.Pos[0]
	case len(a.Named) == 0:
		return a.Pos
	case len(a.Pos) == 0:
		return a.Named
	}
	return greenlet.Tuple{a.Pos, a.Named}
}

// traced returns a tracer that records, and returns err.
func (r *greenlets) traced(err error) greenlet.TraceFunc {
	return func(_ *sched.Thread, kind string, origin, target *greenlet.Greenlet) error {
		e := event{"ev": "trace", "kind": kind, "from": r.ids[origin], "to": r.ids[target]}
		if err != nil {
			e["raises"] = true
		}
		r.emit(e)
		return err
	}
}

// state is what there is to see of a greenlet.
func (r *greenlets) state(id int) event {
	g := r.table[id]
	_, err := g.Run()
	return event{"dead": g.Dead(), "active": g.Active(), "parent": r.id(g.Parent()), "frame": g.Suspended(), "run": err == nil}
}

// id returns the number of a greenlet, nil for none.
func (r *greenlets) id(g *greenlet.Greenlet) any {
	if g == nil {
		return nil
	}
	return r.ids[g]
}

// do carries out an op of greenlets.
func (r *greenlets) do(f *frame, in *instruction, pc string) error {
	g := r.table[in.G]
	switch in.Op {
	case "switch", "up", "throw":
		return r.transfer(f, in, pc)
	case "setparent":
		return r.setParent(f, in, pc)
	case "new":
		return r.new(f, in, pc)
	case "cur":
		me := greenlet.Current(r.t)
		f.log("cur", pc, event{"id": r.id(me), "parent": r.id(me.Parent())})
	case "settrace":
		r.setTrace(in.Mode)
		f.log("settrace", pc, event{"mode": in.Mode})
	case "state":
		if g == nil {
			f.log("skip", pc, nil)
			return nil
		}
		e := r.state(in.G)
		e["of"] = in.G
		f.log("state", pc, e)
	case "drop":
		return r.drop(f, in, pc)
	}
	return nil
}

// transfer carries out switch, up and throw.
func (r *greenlets) transfer(f *frame, in *instruction, pc string) (err error) {
	g := r.table[in.To]
	if in.Op == "up" {
		g = greenlet.Current(r.t).Parent()
	}
	if g == nil {
		f.log("skip", pc, nil)
		return nil
	}
	var value any
	if in.Op == "throw" {
		f.log("throw", pc, event{"to": in.To, "form": in.Form, "exc": in.Exc})
		var thrown error
		if in.Form != "none" {
			thrown = in.Exc
		}
		value, err = g.Throw(r.t, thrown)
	} else {
		args, kw := f.literals(in.Args), f.named(in.Kw)
		f.log("switch", pc, event{"to": r.id(g), "args": shownAll(args), "kw": shownNamed(kw)})
		value, err = g.SwitchNamed(r.t, kw, args...)
	}
	if err != nil {
		f.log("exc", pc, event{"exc": described(err)})
		return err
	}
	f.last = value
	f.log("got", pc, event{"v": shown(value)})
	return nil
}

// named returns the values of named literals.
func (f *frame) named(kw map[string]any) greenlet.Kwargs {
	named := greenlet.Kwargs{}
	for k, v := range kw {
		named[k] = f.literal(v)
	}
	return named
}

// setParent carries out setparent.
func (r *greenlets) setParent(f *frame, in *instruction, pc string) error {
	g, p := r.table[in.G], r.table[in.P]
	if g == nil || p == nil {
		f.log("skip", pc, nil)
		return nil
	}
	if err := g.SetParent(p); err != nil {
		f.log("exc", pc, event{"exc": described(err)})
		return err
	}
	f.log("setparent", pc, event{"of": in.G, "p": in.P})
	return nil
}

// new carries out new.
func (r *greenlets) new(f *frame, in *instruction, pc string) error {
	if r.made[in.G] || in.Parent != nil && r.table[*in.Parent] == nil {
		f.log("skip", pc, nil)
		return nil
	}
	r.create(in.G, in.Parent)
	f.log("new", pc, event{"of": in.G, "parent": r.id(r.table[in.G].Parent())})
	return nil
}

// setTrace carries out settrace.
func (r *greenlets) setTrace(mode string) {
	switch mode {
	case "on":
		greenlet.SetTrace(r.t, r.traced(nil))
	case "raise":
		greenlet.SetTrace(r.t, r.traced(&exception{"RuntimeError", []any{"tracer"}}))
	case "off":
		greenlet.SetTrace(r.t, nil)
	}
}

// drop carries out drop: the greenlet is killed if it is active.
func (r *greenlets) drop(f *frame, in *instruction, pc string) error {
	g := r.table[in.G]
	if g == nil || in.G == f.g {
		f.log("skip", pc, nil)
		return nil
	}
	delete(r.table, in.G)
	f.log("drop", pc, event{"of": in.G})
	if g.Active() {
		if err := g.Kill(r.t); err != nil {
			r.emit(event{"ev": "unraisable", "exc": described(err)})
		}
	}
	f.log("dropped", pc, event{"of": in.G})
	return nil
}
