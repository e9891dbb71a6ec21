// This file defines the semaphore with a name.

package ipc

import (
	"sync/atomic"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// mostValue is the highest value of a semaphore: SEM_VALUE_MAX.
const mostValue = 1<<31 - 1

// longestSemaphore is how long the name of a semaphore can be: NAME_MAX without what sem_open puts before it.
const longestSemaphore = longest - len("sem.") - 1

// OpenSemaphore returns the semaphore of this name: sem_open. With Create one of this value is made if it is not there; with Exclusive, too, it
// fails with ErrExists if it is. On the real machine the name is one of the run's own.
func OpenSemaphore(t *sched.Thread, name string, flags OpenFlag, value int) (*Semaphore, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	name, wrong := slashed(name, longestSemaphore)
	if wrong != 0 {
		return nil, wrong
	}
	if flags&Create != 0 && (value < 0 || value > mostValue) {
		return nil, ErrInvalid
	}
	if t.Process().Real() != nil {
		return openRealSemaphore(t, name, flags, value)
	}
	names := namesOf(t.Process().Run)
	s := names.sems[name]
	switch {
	case s != nil && flags&Create != 0 && flags&Exclusive != 0:
		return nil, ErrExists
	case s == nil && flags&Create == 0:
		return nil, ErrNotFound
	case s == nil:
		s = NewSemaphore(t, name, value)
		names.sems[name] = s
	}
	return s, nil
}

// UnlinkSemaphore removes the semaphore of this name: sem_unlink. Who knows it goes on with it, and nobody finds it any more.
func UnlinkSemaphore(t *sched.Thread, name string) error {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	name, wrong := slashed(name, longestSemaphore)
	if wrong != 0 {
		return wrong
	}
	if t.Process().Real() != nil {
		word := semaphoreWord(t, name)
		outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
			if word.Swap(0) == 0 {
				return int64(ErrNotFound), nil
			}
			return 0, nil
		})
		return of(outcome, "")
	}
	names := namesOf(t.Process().Run)
	if names.sems[name] == nil {
		return ErrNotFound
	}
	delete(names.sems, name)
	return nil
}

// semaphoreWord returns the word of a name: the key of the semaphore that has it; 0: there is none.
func semaphoreWord(t *sched.Thread, name string) *atomic.Int64 {
	known := nameFor(t, sched.NamedWords, trace.Info{Class: trace.ClassSemaphore, Name: name}, name)
	return (*atomic.Int64)(t.Process().Real().Shared(known.key, known.object))
}

// openRealSemaphore is OpenSemaphore where processes of an operating system share it.
func openRealSemaphore(t *sched.Thread, name string, flags OpenFlag, value int) (*Semaphore, error) {
	word, real := semaphoreWord(t, name), t.Process().Real()
	object := t.Process().Names.AddObject(trace.ClassSemaphore, name)
	var fresh int64
	if flags&Create != 0 {
		memory, key := t.Share(object, realSemaphoreSize)
		if fresh = key; !t.Ghost() {
			(*realSemaphore)(memory).value.Store(uint32(value))
		}
	}
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
		for {
			key := word.Load()
			switch {
			case key != 0 && flags&Create != 0 && flags&Exclusive != 0:
				return -int64(ErrExists), nil
			case key != 0:
				return key, nil
			case flags&Create == 0:
				return -int64(ErrNotFound), nil
			case word.CompareAndSwap(0, fresh):
				return fresh, nil
			}
		}
	})
	if outcome < 0 {
		return nil, Errno(-outcome)
	}
	return &Semaphore{object: object, run: t.Process().Run, value: value, far: (*realSemaphore)(real.Shared(outcome, object))}, nil
}
