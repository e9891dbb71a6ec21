package trace

// A deed is one event of a trace for tests, with names for numbers.
type deed struct {
	thread string
	kind   Kind
	what   string // a thread or an object, as the kind says; "" for none
	arg    int64
}

// A story makes a trace. What it names is numbered in the order in which it is first named.
type story struct {
	Trace
	threads, objects map[string]int32
}

func newStory() *story {
	return &story{Trace{Names: new(Names)}, map[string]int32{}, map[string]int32{}}
}

// tell makes a trace of deeds, ten nanoseconds apart.
func tell(deeds ...deed) *Trace {
	s := newStory()
	for _, d := range deeds {
		s.add(d)
	}
	return &s.Trace
}

func (s *story) add(d deed) {
	e := Event{Time: int64(10 * len(s.Events)), Thread: s.thread(d.thread), Kind: d.kind, Arg: d.arg}
	switch {
	case d.what == "":
	case d.kind.Spec().Obj == Thread:
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
func classFor(k Kind) string {
	switch {
	case k.Spec().Group == Lock:
		return ClassGIL
	case k.Spec().Arg == Value:
		return ClassVar
	case k == Acquire || k == Release:
		return ClassLock
	}
	return ClassIO
}

// renumbered returns the same trace with all numbers given in the opposite order.
func renumbered(t *Trace) *Trace {
	threads, objects, texts := lists(t.Names)
	out := &Trace{Header: t.Header, Names: new(Names)}
	for i := range threads {
		out.Names.AddThread(threads[len(threads)-1-i])
	}
	for i := range objects {
		out.Names.AddObject(objects[len(objects)-1-i].Class, objects[len(objects)-1-i].Name)
	}
	for i := range texts {
		out.Names.AddText(texts[len(texts)-1-i])
	}
	turn := func(number *int32, of int) {
		if *number != 0 {
			*number = int32(of) + 1 - *number
		}
	}
	for _, e := range t.Events {
		spec, info := e.Kind.Spec(), Info{}
		turn(&e.Thread, len(threads))
		turn(&e.Actor, len(objects))
		switch spec.Obj {
		case Thread:
			turn(&e.Obj, len(threads))
		case Object, Actor:
			info, _ = t.Names.Object(e.Obj)
			turn(&e.Obj, len(objects))
		}
		if spec.Arg == Text || spec.Arg == Value && info.Class == ClassRef {
			arg := int32(e.Arg)
			turn(&arg, len(texts))
			e.Arg = int64(arg)
		}
		out.Events = append(out.Events, e)
	}
	return out
}

// copied returns an equal trace that shares nothing.
func copied(t *Trace) *Trace { return renumbered(renumbered(t)) }
