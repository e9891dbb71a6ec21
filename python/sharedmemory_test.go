package python_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/python/lib"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

const sharedCounter = `
import os
from multiprocessing import Barrier, Lock, get_context
from multiprocessing.shared_memory import SharedMemory

def add(shm, barrier, lock):
    counter = shm.buf.cast("q")
    barrier.wait()
    for _ in range(500):
        if lock is None:
            counter[0] += 1
        else:
            with lock:
                counter[0] += 1

ctx = get_context("fork")
for lock in (None, ctx.Lock()):
    shm = SharedMemory("counter" if lock is None else None, create=True, size=8)
    barrier = ctx.Barrier(2)
    workers = [ctx.Process(target=add, args=(shm, barrier, lock)) for _ in range(2)]
    for p in workers:
        p.start()
    for p in workers:
        p.join()
    print(int.from_bytes(shm.buf, "little"))
`

// Each look at shared memory and each change of it is a step of its own, so that a counter there loses updates, on more cores than one, unless
// a lock guards it; and the trace has both on the memory.
func TestACounterInSharedMemoryLosesUpdates(t *testing.T) {
	for _, version := range []string{"3.8", "3.11", "3.13", "3.14"} {
		e := compile(t, "counter.py", sharedCounter, version).Start(python.Options{})
		tr, err := sim.RecordRunner(machine(t, version, 0, 1), e)
		if err != nil {
			t.Fatal(version, err, e.Result().Stderr)
		}
		printed := strings.Fields(e.Result().Stdout)
		if n, _ := strconv.Atoi(printed[0]); n < 500 || n >= 1000 || printed[1] != "1000" {
			t.Errorf("%s: the counters are %v: want less than 1000 without the lock, and 1000 with it", version, printed)
		}
		reads, writes := 0, 0
		for _, event := range tr.Events {
			if of, _ := tr.Names.Object(event.Obj); of.Name != "/counter" {
				continue
			}
			switch event.Kind {
			case trace.Recv:
				reads++
			case trace.Send:
				writes++
			}
		}
		if reads != 1001 || writes != 1000 {
			t.Errorf("%s: the memory is read %d times and written %d times: want 1001 and 1000", version, reads, writes)
		}
	}
}

// The module came with Python 3.8.
func TestSharedMemoryIsThereFromPython38On(t *testing.T) {
	for version, want := range map[string]bool{"2.7": false, "3.6": false, "3.7": false, "3.8": true, "3.10": true, "3.15": true} {
		if _, ok := lib.Find(version, "multiprocessing.shared_memory"); ok != want {
			t.Errorf("%s: it is there: %t, want %t", version, ok, want)
		}
	}
}
