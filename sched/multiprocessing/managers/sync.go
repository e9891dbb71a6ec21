// This file defines SyncManager: a manager with the types of Python's own.

package managers

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/threading"
)

// A SyncManager is managers.SyncManager.
type SyncManager struct{ BaseManager }

// NewSyncManager returns a manager that has what is to be shared between processes, and what they wait for.
func NewSyncManager(c Config) *SyncManager {
	m := &SyncManager{*NewBaseManager(c)}
	for _, y := range syncTypes() {
		m.Register(y)
	}
	return m
}

// Manager returns a SyncManager that has been started: multiprocessing.Manager().
func Manager(t *sched.Thread) (*SyncManager, error) {
	m := NewSyncManager(Config{})
	return m, m.Start(t)
}

// syncTypes lists the types, with the classes and the exposed methods of CPython's proxies.
func syncTypes() []Type {
	acquirer := []string{"acquire", "release"}
	return []Type{
		{Typeid: "Queue", New: makeQueue},
		{Typeid: "JoinableQueue", New: makeQueue},
		{Typeid: "Event", New: plain(newEvent), Exposed: []string{"is_set", "set", "clear", "wait"}, Proxytype: "EventProxy"},
		{Typeid: "Lock", New: plain(newLock), Exposed: acquirer, Proxytype: "AcquirerProxy"},
		{Typeid: "RLock", New: plain(newRLock), Exposed: acquirer, Proxytype: "AcquirerProxy"},
		{Typeid: "Semaphore", New: counted("value", 1, newSemaphore), Exposed: acquirer, Proxytype: "AcquirerProxy"},
		{Typeid: "BoundedSemaphore", New: counted("value", 1, newBoundedSemaphore), Exposed: acquirer, Proxytype: "AcquirerProxy"},
		{
			Typeid: "Condition", New: plain(newCondition), Proxytype: "ConditionProxy",
			Exposed: []string{"acquire", "release", "wait", "notify", "notify_all"},
		},
		{
			Typeid: "Barrier", New: counted("parties", 0, newBarrier), Proxytype: "BarrierProxy",
			Exposed: []string{"__getattribute__", "wait", "abort", "reset"},
		},
		{Typeid: "list", New: makeList, Exposed: exposedOfList, Proxytype: "ListProxy"},
		{
			Typeid: "dict", New: makeDict, Exposed: exposedOfDict, Proxytype: "DictProxy",
			Returns: [][2]string{{"__iter__", "Iterator"}},
		},
		{Typeid: "Value", New: makeValue, Exposed: []string{"get", "set"}, Proxytype: "ValueProxy"},
		{Typeid: "Array", New: makeArray, Exposed: []string{"__len__", "__getitem__", "__setitem__"}, Proxytype: "ArrayProxy"},
		{
			Typeid: "Namespace", New: makeNamespaceObject, Proxytype: "NamespaceProxy",
			Exposed: []string{"__getattribute__", "__setattr__", "__delattr__"},
		},
		{Typeid: "Iterator", Exposed: []string{"__next__", "send", "throw", "close"}, Proxytype: "IteratorProxy"},
	}
}

var exposedOfList = []string{
	"__add__", "__contains__", "__delitem__", "__getitem__", "__len__", "__mul__", "__reversed__", "__rmul__", "__setitem__", "append", "count",
	"extend", "index", "insert", "pop", "remove", "reverse", "sort", "__imul__",
}

var exposedOfDict = []string{
	"__contains__", "__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__", "clear", "copy", "get", "items", "keys", "pop", "popitem",
	"setdefault", "update", "values",
}

// plain makes what needs no arguments.
func plain(f func(t *sched.Thread) *Object) func(*sched.Thread, Args) (*Object, error) {
	return func(t *sched.Thread, args Args) (*Object, error) {
		if _, _, err := (Signature{Name: "__init__"}).Bind(args); err != nil {
			return nil, err
		}
		return f(t), nil
	}
}

// counted makes what takes a number.
func counted(name string, otherwise int, f func(t *sched.Thread, n int) *Object) func(*sched.Thread, Args) (*Object, error) {
	return func(t *sched.Thread, args Args) (*Object, error) {
		values, given, err := Signature{"__init__", 0, []string{name}}.Bind(args)
		if err != nil {
			return nil, err
		}
		n := otherwise
		if given[0] {
			if n, err = intOf(values[0]); err != nil {
				return nil, err
			}
		}
		return f(t, n), nil
	}
}

// makeQueue is Queue(maxsize=0).
func makeQueue(t *sched.Thread, args Args) (*Object, error) {
	return counted("maxsize", 0, func(t *sched.Thread, n int) *Object {
		return NewQueue(threading.NewQueue[any](t, "queue", n))
	})(t, args)
}

func makeList(_ *sched.Thread, args Args) (*Object, error) {
	values, given, err := Signature{"list", 0, []string{"iterable"}}.Bind(args)
	if err != nil || !given[0] {
		return NewList(), err
	}
	items, err := mustBeItems(values[0])
	if err != nil {
		return nil, err
	}
	return NewList(items...), nil
}

func makeDict(_ *sched.Thread, args Args) (*Object, error) {
	items, err := dictOf(args)
	if err != nil {
		return nil, err
	}
	return NewDict(items), nil
}

func makeNamespaceObject(_ *sched.Thread, args Args) (*Object, error) {
	if len(args.Positional) > 0 {
		return nil, Raised("TypeError", "Namespace() takes keywords only")
	}
	return NewNamespace(args.keywords().Clone()), nil
}

// makeValue is Value(typecode, value, lock=True).
func makeValue(_ *sched.Thread, args Args) (*Object, error) {
	values, _, err := Signature{"Value", 2, []string{"typecode", "value", "lock"}}.Bind(args)
	if err != nil {
		return nil, err
	}
	return NewValue(str(values[0]), values[1]), nil
}

// makeArray is Array(typecode, sequence, lock=True).
func makeArray(_ *sched.Thread, args Args) (*Object, error) {
	values, _, err := Signature{"Array", 2, []string{"typecode", "sequence", "lock"}}.Bind(args)
	if err != nil {
		return nil, err
	}
	items, err := mustBeItems(values[1])
	if err != nil {
		return nil, err
	}
	return NewArray(str(values[0]), items)
}

// Dict returns a proxy for a new dict with these items: manager.dict().
func (m *SyncManager) Dict(t *sched.Thread, items *pickle.Dict) (DictProxy, error) {
	p, err := m.CreateWith(t, "dict", Args{Keywords: nil, Positional: Tuple{orEmpty(items)}})
	return DictProxy{p}, err
}

func orEmpty(d *pickle.Dict) *pickle.Dict {
	if d == nil {
		return new(pickle.Dict)
	}
	return d
}

// List returns a proxy for a new list with these items: manager.list().
func (m *SyncManager) List(t *sched.Thread, items ...any) (ListProxy, error) {
	p, err := m.Create(t, "list", append([]any{}, items...))
	return ListProxy{p}, err
}

// Queue returns a proxy for a new queue.Queue that holds so many items, without bound with 0: manager.Queue().
func (m *SyncManager) Queue(t *sched.Thread, maxsize int) (QueueProxy, error) {
	p, err := m.Create(t, "Queue", maxsize)
	return QueueProxy{p}, err
}

// Namespace returns a proxy for a new Namespace: manager.Namespace().
func (m *SyncManager) Namespace(t *sched.Thread) (NamespaceProxy, error) {
	p, err := m.Create(t, "Namespace")
	return NamespaceProxy{p}, err
}

// Value returns a proxy for a new Value: manager.Value().
func (m *SyncManager) Value(t *sched.Thread, typecode string, value any) (ValueProxy, error) {
	p, err := m.Create(t, "Value", typecode, value)
	return ValueProxy{p}, err
}

// Array returns a proxy for a new Array: manager.Array().
func (m *SyncManager) Array(t *sched.Thread, typecode string, items ...any) (ArrayProxy, error) {
	p, err := m.Create(t, "Array", typecode, append([]any{}, items...))
	return ArrayProxy{p}, err
}

// Lock returns a proxy for a new lock: manager.Lock().
func (m *SyncManager) Lock(t *sched.Thread) (AcquirerProxy, error) {
	p, err := m.Create(t, "Lock")
	return AcquirerProxy{p}, err
}

// RLock returns a proxy for a new RLock: manager.RLock().
func (m *SyncManager) RLock(t *sched.Thread) (AcquirerProxy, error) {
	p, err := m.Create(t, "RLock")
	return AcquirerProxy{p}, err
}

// Semaphore returns a proxy for a new semaphore: manager.Semaphore().
func (m *SyncManager) Semaphore(t *sched.Thread, value int) (AcquirerProxy, error) {
	p, err := m.Create(t, "Semaphore", value)
	return AcquirerProxy{p}, err
}

// Event returns a proxy for a new event: manager.Event().
func (m *SyncManager) Event(t *sched.Thread) (EventProxy, error) {
	p, err := m.Create(t, "Event")
	return EventProxy{p}, err
}

// Condition returns a proxy for a new condition: manager.Condition().
func (m *SyncManager) Condition(t *sched.Thread) (ConditionProxy, error) {
	p, err := m.Create(t, "Condition")
	return ConditionProxy{p}, err
}

// Barrier returns a proxy for a new barrier: manager.Barrier().
func (m *SyncManager) Barrier(t *sched.Thread, parties int) (BarrierProxy, error) {
	p, err := m.Create(t, "Barrier", parties)
	return BarrierProxy{p}, err
}
