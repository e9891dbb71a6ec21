package diff_test

import "github.com/gilsim/gilsim/trace"

// A deed is one event of a trace for tests, with names for numbers.
type deed struct {
	thread string
	kind   trace.Kind
	what   string // a thread or an object, as the kind says; "" for none
	arg    int64
}

// A story makes a trace. What it names is numbered in the order in which it is first named.
type story struct {
	trace.Trace
	threads, objects map[string]int32
}

func newStory() *story {
	return &story{trace.Trace{Names: new(trace.Names)}, map[string]int32{}, map[string]int32{}}
}

// tell makes a trace of deeds, ten nanoseconds apart.
func tell(deeds ...deed) *trace.Trace {
	s := newStory()
	for _, d := range deeds {
		s.add(d)
	}
	return &s.Trace
}

func (s *story) add(d deed) {
	e := trace.Event{Time: int64(10 * len(s.Events)), Thread: s.thread(d.thread), Kind: d.kind, Arg: d.arg}
	switch {
	case d.what == "":
	case d.kind.Spec().Obj == trace.Thread:
		e.Obj = s.thread(d.what)
	default:
		e.Obj = s.object(d.what, classFor(d.kind))
	}
	s.Events = append(s.Events, e)
}

func (s *story) thread(name string) int32 {
	if name == "" {
		return 0
	}
	if s.threads[name] == 0 {
		s.threads[name] = s.Names.AddThread(name)
	}
	return s.threads[name]
}

func (s *story) object(name, class string) int32 {
	if s.objects[name] == 0 {
		s.objects[name] = s.Names.AddObject(class, name)
	}
	return s.objects[name]
}

// classFor returns the class of the objects that a kind of event is about.
func classFor(k trace.Kind) string {
	switch {
	case k.Spec().Group == trace.Lock:
		return trace.ClassGIL
	case k.Spec().Arg == trace.Value:
		return trace.ClassVar
	case k == trace.Acquire || k == trace.Release:
		return trace.ClassLock
	}
	return trace.ClassIO
}

// renumbered returns the same trace with all numbers given in the opposite order.
func renumbered(t *trace.Trace) *trace.Trace {
	out := &trace.Trace{Header: t.Header, Names: new(trace.Names)}
	threads, objects, texts := t.Names.Threads(), t.Names.Objects(), 0
	for id := threads; id > 0; id-- {
		name, _ := t.Names.Thread(int32(id))
		out.Names.AddThread(name)
	}
	for id := objects; id > 0; id-- {
		info, _ := t.Names.Object(int32(id))
		out.Names.AddObject(info.Class, info.Name)
	}
	for _, ok := t.Names.Text(1); ok; _, ok = t.Names.Text(int64(texts + 1)) {
		texts++
	}
	for id := texts; id > 0; id-- {
		text, _ := t.Names.Text(int64(id))
		out.Names.AddText(text)
	}
	turn := func(number *int32, of int) {
		if *number != 0 {
			*number = int32(of) + 1 - *number
		}
	}
	for _, e := range t.Events {
		spec, info := e.Kind.Spec(), trace.Info{}
		turn(&e.Thread, threads)
		turn(&e.Actor, objects)
		switch spec.Obj {
		case trace.Thread:
			turn(&e.Obj, threads)
		case trace.Object, trace.Actor:
			info, _ = t.Names.Object(e.Obj)
			turn(&e.Obj, objects)
		}
		if spec.Arg == trace.Text || spec.Arg == trace.Value && info.Class == trace.ClassRef {
			arg := int32(e.Arg)
			turn(&arg, texts)
			e.Arg = int64(arg)
		}
		out.Events = append(out.Events, e)
	}
	return out
}

// copied returns an equal trace that shares nothing.
func copied(t *trace.Trace) *trace.Trace { return renumbered(renumbered(t)) }
