// This file tests what asynchronous programs are, beside what they print (testdata/programs): their traces, and the versions.

package python_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// asyncVersions are those of the tests' versions that have coroutines and what testdata/threads/asynchronous.py names.
var asyncVersions = []string{"3.6", "3.9", "3.10", "3.11", "3.12", "3.13", "3.13t"}

// The trace of a program whose event loop waits for timers and for threads replays exactly, whatever the seed of the second run, and the
// run with grants is the run without them, event by event.
func TestAsynchronousRunsAreReplayedExactly(t *testing.T) {
	source := read(t, "testdata/threads/asynchronous.py")
	for _, version := range asyncVersions {
		if testing.Short() && version != "3.11" {
			continue
		}
		for _, cores := range []int{1, 2} {
			t.Run(fmt.Sprintf("%s %d", version, cores), func(t *testing.T) {
				t.Parallel()
				p := compile(t, "asynchronous.py", source, version)
				config := onCores(t, version, cores)
				sameWithoutGrants(t, p, config, python.Options{})
				first, printed := traced(t, p.Start(python.Options{}), config())
				if !strings.Contains(printed, "woken\ntimeout\n") {
					t.Fatalf("printed %q", printed)
				}
				c := config()
				c.Seed, c.Strategy = 99, choice.Exact(first.Events)
				again, out := traced(t, p.Start(python.Options{}), c)
				if out != printed {
					t.Fatalf("replayed it printed %q, before %q", out, printed)
				}
				sameEvents(t, first, again)
			})
		}
	}
}

// What a version's asyncio has not is not there, and Python 2.7 has no asyncio at all.
func TestAsyncioIsThatOfTheVersion(t *testing.T) {
	const source = `
import asyncio, contextlib
names = ("run", "get_running_loop", "create_task", "to_thread", "coroutine", "timeout", "TaskGroup", "Barrier", "Runner")
print(" ".join([n for n in names if hasattr(asyncio, n)]), issubclass(asyncio.CancelledError, Exception), asyncio.TimeoutError is TimeoutError,
      hasattr(contextlib, "asynccontextmanager"), "anext" in dir(__builtins__))
`
	for version, want := range map[string]string{
		"3.6":  "coroutine True False False False",
		"3.7":  "run get_running_loop create_task coroutine True False True False",
		"3.8":  "run get_running_loop create_task coroutine False False True False",
		"3.9":  "run get_running_loop create_task to_thread coroutine False False True False",
		"3.10": "run get_running_loop create_task to_thread coroutine False False True True",
		"3.11": "run get_running_loop create_task to_thread timeout TaskGroup Barrier Runner False True True True",
		"3.15": "run get_running_loop create_task to_thread timeout TaskGroup Barrier Runner False True True True",
	} {
		r := run(t, compile(t, "names.py", source, version), machine(t, version, 0, 1), python.Options{})
		if r.LastLine() != want {
			t.Errorf("%s: %q %s, want %q", version, r.LastLine(), r.Stderr, want)
		}
	}
	p := compile(t, "old.py", "import asyncio\n", "2.7")
	if len(p.Missing) != 1 || p.Missing[0].Module != "asyncio" {
		t.Errorf("2.7 misses %v", p.Missing)
	}
}

// An event loop that waits for what never comes is a deadlock that is told, and no run without end.
func TestAnEventLoopThatNobodyWakesIsADeadlock(t *testing.T) {
	e := compile(t, "stuck.py", "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n", "3.11").Start(python.Options{})
	_, err := sim.RunRunner(machine(t, "3.11", 0, 1), e)
	if err == nil || !strings.Contains(err.Error(), "nobody can wake it") || !strings.Contains(err.Error(), "stuck.py:4") {
		t.Errorf("the error is %v", err)
	}
}

// Tasks on one thread and lost updates: what is read before an await and written behind it can be void.
func TestTasksLoseUpdatesAcrossAwait(t *testing.T) {
	const source = `
import asyncio
x = 0
async def add(n):
    global x
    for _ in range(n):
        t = x
        await asyncio.sleep(0)
        x = t + 1
async def main():
    await asyncio.gather(add(10), add(10))
asyncio.run(main())
print(x)
`
	for _, version := range []string{"3.7", "3.11", "3.13t"} {
		r := run(t, compile(t, "lost.py", source, version), machine(t, version, 0, 1), python.Options{})
		if r.LastLine() != "10" {
			t.Errorf("%s: %q\n%s", version, r.LastLine(), r.Stderr)
		}
	}
}

// The network and other programs are refused in one sentence, and only when they are used.
func TestAsyncioHasNoNetwork(t *testing.T) {
	const source = `
import asyncio
async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    pass
async def main():
    loop = asyncio.get_running_loop()
    for call in (lambda: asyncio.open_connection("h", 1), lambda: asyncio.start_server(client), lambda: loop.create_connection(None),
                 lambda: asyncio.create_subprocess_exec("ls", stdout=asyncio.subprocess.PIPE)):
        try:
            await call()
        except NotImplementedError as e:
            print(e)
asyncio.run(main())
`
	r := run(t, compile(t, "network.py", source, "3.11"), machine(t, "3.11", 0, 1), python.Options{})
	want := "asyncio.open_connection is not supported: there are no network connections in asyncio here\n" +
		"asyncio.start_server is not supported: there are no network connections in asyncio here\n" +
		"the event loop's create_connection is not supported: there are no network connections in asyncio here\n" +
		"asyncio.create_subprocess_exec is not supported: a program here starts no other programs\n"
	if r.Stdout != want {
		t.Errorf("printed %q\n%s", r.Stdout, r.Stderr)
	}
}
