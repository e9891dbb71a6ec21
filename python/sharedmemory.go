// This file defines the module _posixshmem, and what mmap does for it: shared memory with a name (Modules/_posixshmem), on the simulated
// machine.

package python

import (
	"errors"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A sharedMapping is the state of what maps shared memory into a process.
type sharedMapping struct{ memory *ipc.Memory }

func (m *sharedMapping) clone(cloner) state { return m }

var sharedMappingClass = builtin("mapping", layoutOther, objectClass).in("_posixshmem").with(final | uninstantiable)

func sharedMappingOf(v Value) *ipc.Memory { return as[Other](v).state.(*sharedMapping).memory }

// systemFailure is the OSError of a system call that has failed on a name.
func (t *Thread) systemFailure(err error, name string) *Exception {
	var wrong ipc.Errno
	if !errors.As(err, &wrong) {
		return newException(runtimeError, "%s", err)
	}
	_, text, _ := strings.Cut(wrong.Error(), "] ")
	return t.newExceptionOf(osError, []Value{integer(int64(wrong)), newStr(text), newStr(name)})
}

// A mapping is shm_open and mmap under way.
type mapping struct {
	sched.Call[*ipc.Memory]
	name string
}

func (m *mapping) value(t *Thread) (Value, *Exception) {
	memory, err := m.Result()
	if err != nil {
		return Value{}, t.systemFailure(err, m.name)
	}
	return (&Other{Object: Object{class: sharedMappingClass}, state: &sharedMapping{memory}}).ref(), nil
}

// An unlinking is shm_unlink under way.
type unlinking struct {
	sched.Call[string]
	name string
}

func (u *unlinking) value(t *Thread) (Value, *Exception) {
	if _, err := u.Result(); err != nil {
		return Value{}, t.systemFailure(err, u.name)
	}
	return none, nil
}

// mapShared is map(name, create, size): what is made must not be there before.
func mapShared(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	name := a[0].text()
	if a[1] != pyTrue {
		return t.perform(&mapping{ipc.OpenMemoryOp(name, 0, 0), name})
	}
	size, err := t.index(a[2], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case t.tooLarge(size):
		return Value{}, t.osFailure(12, "Cannot allocate memory")
	}
	return t.perform(&mapping{ipc.OpenMemoryOp(name, ipc.Create|ipc.Exclusive, int(size)), name})
}

func defineSharedMemory() {
	sharedMappingClass.define(
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(sharedMappingOf(v).Size())), nil }),
		unary("view", func(_ *Thread, v Value) (Value, *Exception) {
			memory := sharedMappingOf(v)
			return (&memoryView{memory: memory, length: memory.Size(), stride: 1, format: 'B'}).ref(), nil
		}),
		Native{name: "close", signature: "($self, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.perform(&closing{Op: sharedMappingOf(a[0]).CloseOp()})
		}},
	)
	registerModule(&NativeModule{name: "_posixshmem", functions: []Native{
		{name: "map", signature: "(name, create, size, /)", cost: engages, call: mapShared},
		{name: "unlink", signature: "(name, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			t.mustHaveProcesses()
			return t.perform(&unlinking{ipc.UnlinkMemoryOp(a[0].text()), a[0].text()})
		}},
	}})
}
