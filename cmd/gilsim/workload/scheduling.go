// This file defines the program that shows multiprogramming.

package workload

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// multiprogram is what operating systems do with several jobs.
func multiprogram() *Program {
	return &Program{
		Name:   "multiprogram",
		Family: "scheduling",
		Short:  "jobs switched on I/O, on the time slice, on priority",
		Doc: `Each job computes and then waits for the disk, a few times. First the main thread
does the jobs one after the other, then each has a thread of its own. On one core
the processor turns to another job when one waits, when its time slice is used up,
and when a job of higher priority, job-1, comes back from the disk.

The tutorials say that switching on I/O makes it faster, and that switching on the
time slice makes jobs that only compute slower. The first holds: compare the metric
"together" with "one_by_one". The second holds for each job, as the mean times until
a job is done show; the total hardly changes, because a switch costs a microsecond
and a time slice lasts 4 ms. With an interpreter lock several cores are no more than
one, and a priority does not help: the lock knows none.`,
		Try: []string{
			"gilsim --workload=multiprogram --cores=1 --gil=off  # the waits of one job are the work of another",
			"gilsim --workload=multiprogram --cores=1 --param=yield=halfway --view=columns  # each switch with its reason; try --gil=off, too",
			"gilsim --workload=multiprogram --cores=1 --gil=off --param=io=0s  # nothing but computing: taking turns makes none faster",
			"gilsim --workload=multiprogram --cores=1 --gil=off --param=io=1ms --param=priority=same  # job-1 waits for its turn: see its latencies",
		},
		Threads: 3,
		Params: []Param{
			{Name: "phases", Default: "3", Doc: "how often each job computes and then waits"},
			{Name: "compute", Default: "700000", Doc: "rounds of work in a phase"},
			{Name: "io", Default: "10ms", Doc: "how long it waits for the disk in a phase; 0s: not at all"},
			{Name: "priority", Default: "higher", Words: []string{"higher", "same"}, Doc: "the priority of job-1, beside the others"},
			{Name: "yield", Default: "never", Words: []string{"never", "halfway"}, Doc: "whether a job offers its core halfway through each phase"},
		},
		Run: runMultiprogram,
	}
}

// A job is what one program of several has to do.
type job struct {
	phases, compute int64
	yields          bool // halfway through each phase
	io              time.Duration
	late            []time.Duration // how late it came back from each wait
	end             time.Duration   // when it was done
}

// run does the job on t.
func (j *job) run(t *sched.Thread) {
	for range j.phases {
		j.work(t)
		if j.io > 0 {
			j.late = append(j.late, late(t, j.io, func() { t.IO("disk", j.io) }))
		}
	}
	j.end = t.Now()
}

// work computes for a phase.
func (j *job) work(t *sched.Thread) {
	if !j.yields {
		xor(t, j.compute)
		return
	}
	xor(t, j.compute/2)
	t.Yield()
	xor(t, j.compute-j.compute/2)
}

// runMultiprogram does the jobs twice; each must have done all of its phases. The latencies are those of job-1.
func runMultiprogram(t *sched.Thread, in Input) Outcome {
	began := t.Now()
	alone := newJobs(in)
	for i := range alone {
		alone[i].run(t)
	}
	halfway := t.Now()
	together := newJobs(in)
	crew := start(t, in.Threads, "job", func(t *sched.Thread, i int) {
		if i == 0 && in.Word("priority") == "higher" {
			t.SetPriority(1)
		}
		together[i].run(t)
	})
	join(t, crew)
	return Outcome{
		Result: "done in the order of " + order(together),
		OK:     allDone(crew, in),
		Want:   "every job does all of its phases",
		Metrics: []Metric{
			{"one_by_one_seconds", (halfway - began).Seconds()},
			{"together_seconds", (t.Now() - halfway).Seconds()},
			{"mean_one_by_one_seconds", meanEnd(alone, began)},
			{"mean_together_seconds", meanEnd(together, halfway)},
		},
		Latencies: together[0].late,
	}.say(t)
}

// newJobs returns the jobs, undone.
func newJobs(in Input) []job {
	jobs := make([]job, in.Threads)
	for i := range jobs {
		jobs[i] = job{phases: in.Int("phases"), compute: in.Int("compute"), io: in.Duration("io"), yields: in.Word("yield") == "halfway"}
	}
	return jobs
}

// allDone reports whether every job has executed the bytecodes of all of its phases.
func allDone(crew []*sched.Thread, in Input) bool {
	return !slices.ContainsFunc(crew, func(t *sched.Thread) bool {
		return t.Bytecodes() < in.Int("phases")*in.Int("compute")*xorRound
	})
}

// order names the jobs in the order in which they were done: those done at the same time in that of their numbers.
func order(jobs []job) string {
	byEnd := make([]int, len(jobs))
	for i := range byEnd {
		byEnd[i] = i
	}
	slices.SortStableFunc(byEnd, func(a, b int) int { return int(jobs[a].end - jobs[b].end) })
	names := make([]string, len(jobs))
	for i, number := range byEnd {
		names[i] = fmt.Sprintf("job-%d", number+1)
	}
	return strings.Join(names, ", ")
}

// meanEnd returns how long after its beginning a job was done, in seconds, on average.
func meanEnd(jobs []job, began time.Duration) float64 {
	var sum time.Duration
	for i := range jobs {
		sum += jobs[i].end - began
	}
	return sum.Seconds() / float64(len(jobs))
}
