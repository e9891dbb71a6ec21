// This file measures what a process of the real machine costs: this executable once more, which is what a real run starts for a process.

package survey

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/native"
)

// starting is a program that starts so many processes at once, with nothing to do.
var starting = native.NewProgram("starting", func(args string) (native.Config, func(t *sched.Thread), error) {
	n, err := strconv.Atoi(args)
	return native.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) { start(t, n) }, err
})

// Phases are how long each part of the lives of processes took that were started at once.
type phases struct {
	start time.Duration // Process.start, of all of them
	begin time.Duration // from the first start until all run
	end   time.Duration // from when all may end until all are joined
}

// start starts processes, waits until all run, lets them end, and joins them.
func start(t *sched.Thread, n int) (p phases) {
	begun, leave := multiprocessing.NewSemaphore(t, "begun", 0), multiprocessing.NewSemaphore(t, "leave", 0)
	list := make([]*multiprocessing.Process, n)
	first := t.Now()
	for i := range list {
		list[i] = multiprocessing.NewProcess(t, func(t *sched.Thread) {
			begun.Release(t)
			leave.Acquire(t)
		})
		before := t.Now()
		list[i].Start(t)
		p.start += t.Now() - before
	}
	for range list {
		begun.Acquire(t)
	}
	all := t.Now()
	p.begin = all - first
	for range list {
		leave.Release(t)
	}
	for _, process := range list {
		process.Join(t)
	}
	p.end = t.Now() - all
	return p
}

// costs returns what one of n processes costs on so many cores. The parent starts one after another, which takes the time of one core; with
// enough cores the last of them begins a while after its start, and with few all of them together take the time of all cores. Whichever is
// the longer is what was measured.
func (p phases) costs(n, cores int) sched.ProcessCosts {
	processes, c := time.Duration(n), time.Duration(cores)
	return sched.ProcessCosts{
		Start: p.start / processes,
		Begin: max(0, min(p.begin-p.start, (c*p.begin-p.start)/processes)),
		End:   p.end * min(c, processes) / processes,
	}
}

// How often processes are started, how long that may take in all, and how many there are for each core: as many as take turns there.
const (
	startRounds = 5
	startTime   = 3 * time.Second
	perCore     = 2
)

// Processes measures what a process of the real machine costs where it takes turns with others. It is an error if there are none on this
// system. When the context is done it returns sched.ErrInterrupted.
func Processes(ctx context.Context, cores int) (sched.ProcessCosts, error) {
	n := perCore * cores
	loop := native.Calibrate(1, 1)
	var starts, begins, ends []time.Duration
	for began := time.Now(); len(starts) < startRounds && (starts == nil || time.Since(began) < startTime); {
		var p phases
		config := native.Config{Loop: loop, Timeout: time.Minute, GIL: gil.Config{Discipline: gil.On}, Program: starting, Args: strconv.Itoa(n)}
		if _, err := native.Run(ctx, config, func(t *sched.Thread) { p = start(t, n) }); err != nil {
			return sched.ProcessCosts{}, err
		}
		costs := p.costs(n, cores)
		starts, begins, ends = append(starts, costs.Start), append(begins, costs.Begin), append(ends, costs.End)
	}
	return sched.ProcessCosts{Start: middle(starts), Begin: middle(begins), End: middle(ends)}, nil
}

// middle returns the median.
func middle(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
