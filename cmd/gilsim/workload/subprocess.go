// This file defines the program that runs other programs.

package workload

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/subprocess"
)

// otherPrograms is the tutorials' subprocess.
func otherPrograms() *Program {
	return &Program{
		Name:      "subprocess",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "other programs: run, Popen with pipes, communicate, and what they end with",
		Doc: `Runs a program and reads what it prints; starts another one with pipes, gives it
its input and reads its output (communicate); has the shell run a line that
exits with 7; and asks for a program that is not there, which is a
FileNotFoundError. On the real machine these are echo, cat and /bin/sh; on the
simulated one, where there are no other programs, what stands for them is given
by name.

The tutorials run nslookup, by subprocess.call and by Popen and communicate, and
it holds. What they leave out: communicate is there because wait() is not
enough. A program that prints more than a pipe holds, 64 KiB, waits until
somebody reads; who waits for its end with wait() in the meantime waits for ever
(call=wait with size=100000), and nobody can say so on the real machine: it ends
with the time-out of the run.`,
		Try: []string{
			"gilsim --workload=subprocess --view=program --library  # a process that is no interpreter",
			"gilsim --workload=subprocess --param=size=100000  # more than a pipe holds: communicate reads it",
			"gilsim --workload=subprocess --param=size=100000 --param=call=wait --real=false  # wait does not: both wait for ever",
		},
		Params: []Param{
			{Name: "size", Default: "22", Doc: "how many bytes go through the second program"},
			{Name: "call", Default: callCommunicate, Words: []string{callCommunicate, callWait}, Doc: "how it is waited for"},
		},
		Run: runSubprocess,
	}
}

// How a program with pipes is waited for.
const (
	callCommunicate = "communicate"
	callWait        = "wait"
)

// cannedPrograms puts the programs on the simulated machine.
func cannedPrograms(t *sched.Thread) {
	const took = 2 * time.Millisecond
	subprocess.Provide(t, "echo", func(t *sched.Thread, run *subprocess.Running) int {
		t.Sleep(took)
		run.Write(t, []byte(strings.Join(run.Args[1:], " ")+"\n"))
		return 0
	})
	subprocess.Provide(t, "cat", func(t *sched.Thread, run *subprocess.Running) int {
		t.Sleep(took)
		for data := run.Read(t, catSize); len(data) > 0; data = run.Read(t, catSize) {
			run.Write(t, data)
		}
		return 0
	})
	subprocess.Provide(t, "exit 7", func(*sched.Thread, *subprocess.Running) int { return 7 })
}

// catSize is how much cat reads at once.
const catSize = 131072

// runSubprocess runs the programs. Each must end as it does everywhere.
func runSubprocess(t *sched.Thread, in Input) Outcome {
	cannedPrograms(t)
	said := subprocess.Run(t, []string{"echo", "Name:", "python.org"}, subprocess.Options{Capture: true})
	t.Print(strings.TrimSuffix(string(said.Stdout), "\n"))
	t.Print("Exit code:", said.ReturnCode)

	size := int(in.Int("size"))
	back := throughCat(t, size, in.Word("call"))
	shell := subprocess.Run(t, []string{"exit 7"}, subprocess.Options{Config: subprocess.Config{Shell: true}})
	missing := raisedBy(t, func() { subprocess.Run(t, []string{"no-such-program"}, subprocess.Options{}) })
	t.Print(missing)

	wanted := func(back int) string {
		return fmt.Sprintf("%d, %d bytes back, %d, %s", 0, back, 7, "FileNotFoundError: [Errno 2] No such file or directory: 'no-such-program'")
	}
	result := fmt.Sprintf("%d, %d bytes back, %d, %s", said.ReturnCode, back, shell.ReturnCode, missing)
	return Outcome{Result: result, OK: result == wanted(size) && string(said.Stdout) == "Name: python.org\n", Want: wanted(size)}.say(t)
}

// raisedBy returns what f raises, as the last line of Python's traceback has it; nothing if it raises nothing.
func raisedBy(t *sched.Thread, f func()) string {
	err := t.Catch(f)
	var misuse *sched.MisuseError
	switch {
	case errors.As(err, &misuse):
		return misuse.Class + ": " + misuse.Msg
	case err != nil:
		return err.Error()
	}
	return ""
}

// throughCat gives cat so many bytes, waits for it, and returns how many have come back.
func throughCat(t *sched.Thread, size int, call string) (back int) {
	input := []byte(strings.Repeat("x", size))
	p := subprocess.Popen(t, []string{"cat"}, subprocess.Config{Stdin: subprocess.Pipe, Stdout: subprocess.Pipe})
	if call == callCommunicate {
		output, _ := p.Communicate(t, input, sched.Forever)
		return len(output)
	}
	must(t, p.Stdin.Write(t, input))
	p.Stdin.Close(t)
	p.Wait(t, sched.Forever)
	for data, err := p.Stdout.Read(t, catSize); err == nil && len(data) > 0; data, err = p.Stdout.Read(t, catSize) {
		back += len(data)
	}
	return back
}
