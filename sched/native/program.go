// This file defines the program that can start processes.

package native

import (
	"context"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
)

// A Program is a program that can start processes (sched.Thread.StartProcess, and with it all of package multiprocessing) on the
// real machine, where each is a process of the operating system.
//
// A process is this executable, started again. There it finds the program by its name, executes it again, without any effect
// and in no time, up to the place where it was started, and goes on from there as the process that it is. So what the program
// does before it starts a process, beside the calls of packages sched, ipc and multiprocessing, must be the same each time, and
// have no effect outside.
type Program struct {
	name  string
	setup func(args string) (Config, func(t *sched.Thread), error)
}

// NewProgram gives a program a name, under which the processes that it starts find it. It is for variables of packages:
//
//	var counting = native.NewProgram("counting", func(args string) (native.Config, func(t *sched.Thread), error) {
//		return native.Config{GIL: gil.Config{Discipline: gil.On}}, count, nil
//	})
//
//	func main() {
//		native.Init()
//		result, err := counting.Run(context.Background(), "", nil)
//
// The function returns the configuration and what the main thread runs, for these arguments. Each process calls it.
func NewProgram(name string, setup func(args string) (Config, func(t *sched.Thread), error)) *Program {
	p := &Program{name, setup}
	reexec.Register(p.entry(), p.enter)
	return p
}

// entry is the name under which children find the program.
func (p *Program) entry() string { return "native/" + p.name }

// Init is the first line of main in an executable whose programs start processes: one that was started as such a process does
// not come back from it. The executables that go test makes need none.
func Init() { reexec.Init() }

// Run runs the program as the function Run does. What only the first process has, such as a recorder and a time-out, own sets in the
// configuration, if it is not nil. Where the operating system is not Linux it fails.
//
// When it returns no process that the program has started is left, however the run ended; nor is one when this process is
// killed.
func (p *Program) Run(ctx context.Context, args string, own func(cfg *Config)) (Result, error) {
	cfg, main, err := p.setup(args)
	if err != nil {
		return Result{}, err
	}
	if own != nil {
		own(&cfg)
	}
	cfg.Program, cfg.Args = p, args
	return Run(ctx, cfg, main)
}
