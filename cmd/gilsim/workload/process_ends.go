// This file defines the program whose processes end in each way.

package workload

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/signal"
)

// processEnds is the tutorials' name, exitcode, pid, terminate and is_alive.
func processEnds() *Program {
	return &Program{
		Name:      "process-ends",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "how a process ends: exit codes, terminate, kill, zombies",
		Doc: `Five processes, each of which ends in a way of its own: it returns (0), exits
with a code (7), raises an exception (1), is terminated (-15) or killed (-9). Of
each the parent prints whether it is alive right after it was told to end, and
its exit code once it was joined; before that there is none (None). One that has
ended and was not waited for is a zombie.

The tutorials print True for is_alive() right after terminate(), and it holds: a
signal takes its time. What they leave out: a terminated process runs no
finally; the same goes for a daemon process, which is terminated when its parent
ends. And a parent that is killed kills nobody: its children live on, even
daemon ones.`,
		Try: []string{
			"gilsim --workload=process-ends --view=program  # what is printed of each",
			"gilsim --workload=process-ends --param=method=spawn  # an exit code does not depend on how it was started",
			"gilsim --workload=fork --param=wait=false  # children that nobody waits for",
		},
		Params: []Param{methodParam()},
		Run:    runProcessEnds,
	}
}

// An ending is a process, and how it ends.
type ending struct {
	name string
	body func(t *sched.Thread)
	tell func(t *sched.Thread, p *multiprocessing.Process) // what its parent does to it; nil: nothing
	code int
}

// endings returns one of each way.
func endings() []ending {
	asleep := func(t *sched.Thread) { t.Sleep(time.Hour) }
	return []ending{
		{"returns", func(*sched.Thread) {}, nil, 0},
		{"exits", func(*sched.Thread) { multiprocessing.Exit(7) }, nil, 7},
		{"raises", func(*sched.Thread) { sched.Raise(errors.New("ValueError: it went wrong")) }, nil, 1},
		{"terminated", asleep, func(t *sched.Thread, p *multiprocessing.Process) { p.Terminate(t) }, -signal.SIGTERM},
		{"killed", asleep, func(t *sched.Thread, p *multiprocessing.Process) { p.Kill(t) }, -signal.SIGKILL},
	}
}

// runProcessEnds starts them one after the other. Each must end with its code, and have none before.
func runProcessEnds(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	var codes, want []string
	early := 0
	for _, e := range endings() {
		p := multiprocessing.NewProcess(t, e.body)
		p.SetName(e.name)
		if _, ended := p.ExitCode(t); ended {
			early++
		}
		p.Start(t)
		if e.tell != nil {
			_, ended := p.ExitCode(t)
			if ended {
				early++
			}
			e.tell(t, p)
			t.Print(p.Name(), "is_alive right after:", p.IsAlive(t))
		}
		p.Join(t)
		code, _ := p.ExitCode(t)
		t.Print(p.Name(), "exitcode:", code)
		codes, want = append(codes, fmt.Sprint(code)), append(want, fmt.Sprint(e.code))
	}
	return Outcome{
		Result: "exit codes " + strings.Join(codes, ", "),
		OK:     strings.Join(codes, ", ") == strings.Join(want, ", ") && early == 0,
		Want:   "exit codes " + strings.Join(want, ", "),
	}.say(t)
}
