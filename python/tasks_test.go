package python_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/trace"
)

// traceOf runs a program on the simulated machine of a version, and returns its trace, which obeys the rules.
func traceOf(t *testing.T, source, version string, stepwise bool) *trace.Trace {
	t.Helper()
	e := compile(t, "tasks.py", source, version).Start(python.Options{})
	if stepwise {
		e.Stepwise()
	}
	tr, _ := traced(t, e, machine(t, version, 0, 1))
	if err := trace.Check(tr); err != nil {
		t.Fatalf("%s: %v", version, err)
	}
	return tr
}

// livesOf returns what each event loop and task does, from state to state, by name: "sleeps waits runs".
func livesOf(tr *trace.Trace) map[string]string {
	words := map[trace.State]string{trace.StateRunning: "runs", trace.StateSleep: "sleeps", trace.StateAcquire: "lock", trace.StateJoin: "joins",
		trace.StateWait: "waits", trace.StateDue: "ready", trace.StateHub: "loop", trace.StateSuspended: "suspended"}
	lives := map[string][]string{}
	spans := trace.NewSpans(tr.Names, func(s trace.Span) {
		if s.Actor == 0 {
			return
		}
		info, _ := tr.Names.Object(s.Actor)
		if list := lives[info.Name]; len(list) == 0 || list[len(list)-1] != words[s.State] {
			lives[info.Name] = append(list, words[s.State])
		}
	})
	for i := range tr.Events {
		spans.Step(&tr.Events[i])
	}
	spans.Settle()
	all := map[string]string{}
	for name, list := range lives {
		all[name] = strings.Join(list, " ")
	}
	return all
}

// A task acts under its own name: it is ready from its making on and from when what it awaits is there, runs when its loop comes to it, and
// meanwhile waits for what it says.
func TestTasksHaveLives(t *testing.T) {
	const source = `
import asyncio
async def sleeper():
    await asyncio.sleep(0.01)
async def keeper(lock, gate):
    async with lock:
        gate.set()
        await asyncio.sleep(0.01)
async def other(lock, gate):
    await gate.wait()
    async with lock:
        pass
async def consumer(box):
    await box.get()
async def joiner(task):
    await task
async def main():
    lock, gate, box = asyncio.Lock(), asyncio.Event(), asyncio.Queue()
    make = asyncio.get_event_loop().create_task
    one = make(sleeper(), name='sleeper')
    tasks = [one, make(other(lock, gate), name='other'), make(keeper(lock, gate), name='keeper'), make(consumer(box), name='consumer'), make(joiner(one), name='joiner')]
    await asyncio.sleep(0.02)
    box.put_nowait(1)
    await asyncio.gather(*tasks)
asyncio.run(main())
`
	want := map[string]string{
		"sleeper":  "ready runs sleeps ready runs",
		"keeper":   "ready runs sleeps ready runs",
		"other":    "ready runs waits ready runs lock ready runs",
		"consumer": "ready runs waits ready runs",
		"joiner":   "ready runs joins ready runs",
	}
	for _, version := range []string{"3.8", "3.12", "3.13t"} {
		got := livesOf(traceOf(t, source, version, false))
		for name, life := range want {
			if got[name] != life {
				t.Errorf("%s: %s %s, want %s", version, name, got[name], life)
			}
		}
		if loop := got["loop"]; !strings.Contains(loop, "loop") || !strings.Contains(loop, "suspended") {
			t.Errorf("%s: the loop %s", version, loop)
		}
	}
}

// What a task awaits has the name of the variable that holds it, and a sleep the time that it takes.
func TestWhatIsAwaitedHasAName(t *testing.T) {
	const source = `
import asyncio
class Bank:
    def __init__(self):
        self.door = asyncio.Semaphore(0)
async def waits(thing):
    await thing
async def main():
    bank, box, gate = Bank(), asyncio.PriorityQueue(), asyncio.Condition()
    async def at(bank): await bank.door.acquire()
    async def notified(gate):
        async with gate:
            await gate.wait()
    async def timed(box):
        try:
            await asyncio.wait_for(box.get(), 0.5)
        except Exception:
            pass
    tasks = [asyncio.ensure_future(c) for c in (at(bank), notified(gate), box.get(), waits(asyncio.get_event_loop().create_future()), asyncio.sleep(0.25))]
    done, pending = await asyncio.wait(tasks, timeout=0.3)
    for task in pending:
        task.cancel()
    await timed(box)
    print(len(pending))
asyncio.run(main())
`
	var got []string
	tr := traceOf(t, source, "3.12", false)
	for _, e := range tr.Events {
		if e.Kind == trace.Await {
			info, _ := tr.Names.Object(e.Obj)
			got = append(got, fmt.Sprint(info.Class, " ", info.Name, " ", time.Duration(e.Arg)))
		}
	}
	want := []string{"future wait -1ns", "semaphore bank.door -1ns", "condition gate -1ns", "queue priorityqueue -1ns", "future thing -1ns", "timer sleep 250ms", "queue priorityqueue -1ns"}
	if !slices.Equal(got, want) {
		t.Errorf("awaited are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Eager tasks run inside the task that makes them, a loop may run in one thread after the other, and loops run inside greenlets' and other
// threads: the trace obeys the rules, and with grants it is the same as without.
func TestTasksOfEveryKindObeyTheRules(t *testing.T) {
	for name, source := range map[string]string{
		"eager": `
import asyncio
async def inner(n):
    if n: await asyncio.create_task(inner(n - 1))
    await asyncio.sleep(0)
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await asyncio.gather(inner(2), inner(1))
asyncio.run(main())
`, "threads": `
import asyncio, threading
def work(n):
    async def main():
        await asyncio.gather(asyncio.sleep(0.001 * n), asyncio.to_thread(int))
    asyncio.run(main())
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
`, "another thread": `
import asyncio, threading
loop = asyncio.new_event_loop()
async def ticks():
    while True: await asyncio.sleep(0.001)
task = loop.create_task(ticks())
loop.run_until_complete(asyncio.sleep(0.003))
t = threading.Thread(target=lambda: loop.run_until_complete(asyncio.sleep(0.003)))
t.start(); t.join()
loop.run_until_complete(asyncio.sleep(0.003))
`, "failures": `
import asyncio
async def fails(): raise ValueError('no')
async def cancelled(): await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(cancelled())
    print(await asyncio.gather(fails(), fails(), return_exceptions=True))
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print('cancelled')
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails()); group.create_task(cancelled())
    except* ValueError:
        print('group')
asyncio.run(main())
`, "greenlets": `
import asyncio
from greenlet import greenlet, getcurrent
main = getcurrent()
def side(): other.switch(); main.switch()
async def work():
    await asyncio.sleep(0.001); g.switch(); await asyncio.sleep(0.001)
def second(): asyncio.run(work())
g, other = greenlet(side), None
other = main
asyncio.run(work())
`,
	} {
		with, without := traceOf(t, source, "3.13", false), traceOf(t, source, "3.13", true)
		for i := range min(len(with.Events), len(without.Events)) {
			a, b := with.Events[i], without.Events[i]
			// The numbers of objects differ, as without grants what the library keeps for itself has been announced.
			if a.Time != b.Time || a.Kind != b.Kind || a.Thread != b.Thread || (a.Actor == 0) != (b.Actor == 0) || a.Arg != b.Arg {
				t.Fatalf("%s: event %d is %v with grants, and %v without", name, i, a, b)
			}
		}
	}
}

// An exception that ends a thread, or the program, or another process's main thread, is an event.
func TestUncaughtExceptionsAreRecorded(t *testing.T) {
	const source = `
import threading, _thread, time, multiprocessing
def fails(): [][1]
t = threading.Thread(target=fails); t.start(); t.join()
def leaves(): raise SystemExit(3)
t = threading.Thread(target=leaves); t.start(); t.join()
_thread.start_new_thread(fails, ())
time.sleep(0.01)
p = multiprocessing.get_context('fork').Process(target=fails); p.start(); p.join()
raise ValueError('the end')
`
	for _, version := range []string{"3.6", "3.13"} {
		var got []string
		tr := traceOf(t, source, version, false)
		for _, e := range tr.Events {
			if e.Kind == trace.Uncaught {
				text, _ := tr.Names.Text(e.Arg)
				got = append(got, tr.Names.Label(e.Thread)+": "+text)
			}
		}
		if len(got) != 4 || !strings.HasPrefix(got[0], "Thread-1") || !strings.HasSuffix(got[0], ": IndexError: list index out of range") || got[3] != "MainThread: ValueError: the end" {
			t.Errorf("%s: uncaught are %q", version, got)
		}
	}
}
