// This file defines the program that is wrong although the interpreter has a lock.

package workload

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// audit is why a program needs a lock of its own.
func audit() *Program {
	return &Program{
		Name:   "audit",
		Family: "race",
		Short:  "two accounts that belong together: the GIL does not help",
		Doc: `One thread moves money from an account to another: it takes 1 from the first, writes
a line to the log, and adds 1 to the second. The auditor adds both up again and
again. Each load and store is atomic, no update is lost, and yet the auditor finds a
wrong sum: the money is on its way, and the writer of the log has let the
interpreter lock go.

The tutorials ask: why a lock, when there is the GIL? Because they protect different
things. The interpreter's lock protects the interpreter: its reference counts, its
dicts. It is given up at every wait and every 5 ms, in the middle of whatever the
program is doing. That two accounts belong together only the program knows, and only
a lock of its own, which both threads take, protects it. This holds for every
CPython, for green threads, and without the interpreter lock.`,
		Try: []string{
			"gilsim --workload=audit --param=lock=true  # never wrong, and with --gil=off neither",
			"gilsim --workload=audit --gil=coop  # wrong with green threads, too",
			"gilsim --workload=audit --param=log=0s --param=think=0s --param=transfers=100000 --switch-interval=50us  # no wait, only a call: wrong now and then",
		},
		Threads: 2,
		Params: []Param{
			{Name: "lock", Default: "false", Doc: "whether both threads take a lock"},
			{Name: "transfers", Default: "100", Doc: "how often each moving thread moves money"},
			{Name: "log", Default: "100us", Doc: "how long writing the log takes; 0s: it is only a call"},
			{Name: "think", Default: "100us", Doc: "how long a mover waits between two transfers; 0s: not at all"},
		},
		Run: runAudit,
	}
}

// total is the money in both accounts.
const total = 1000

// A bank is the two accounts.
type bank struct {
	from, to, done *sched.Var[int]
	guard          func(t *sched.Thread, f func())
}

// runAudit lets one thread audit, and the others move money until they are done. No audit may be wrong.
func runAudit(t *sched.Thread, in Input) Outcome {
	b := &bank{
		from:  sched.NewVar(t, "from", total),
		to:    sched.NewVar(t, "to", 0),
		done:  sched.NewVar(t, "done", 0),
		guard: guarded(t, in),
	}
	wrong := 0
	auditor := t.Spawn("auditor", func(t *sched.Thread) { wrong = b.audit(t) })
	join(t, start(t, in.Threads-1, "mover", func(t *sched.Thread, _ int) {
		for range in.Int("transfers") {
			b.guard(t, func() { b.move(t, in.Duration("log")) })
			if think := in.Duration("think"); think > 0 {
				t.Sleep(think) // releases no lock to anybody in particular: without it who has just had it takes it again
			}
			t.Loop(1, 1)
		}
	}))
	b.done.Set(t, 1)
	t.Join(auditor)
	return Outcome{
		Result:  resultOf(wrong),
		OK:      wrong == 0,
		Want:    resultOf(0),
		Metrics: []Metric{{"wrong_audits", float64(wrong)}},
	}.say(t)
}

// resultOf puts what the auditor found into words, without the number: it is another one in each run.
func resultOf(wrong int) string {
	if wrong > 0 {
		return "the auditor finds a wrong sum"
	}
	return "every audit adds up"
}

// move moves 1.
func (b *bank) move(t *sched.Thread, log time.Duration) {
	addTo(t, b.from, -1)
	if log > 0 {
		t.IO("log", log)
	} else {
		t.Call(func() {})
	}
	addTo(t, b.to, 1)
}

// audit adds the accounts up until the movers are done, and returns how often the sum was wrong.
func (b *bank) audit(t *sched.Thread) (wrong int) {
	for done := false; !done; {
		b.guard(t, func() {
			done = b.done.Get(t) == 1
			if b.from.Get(t)+b.to.Get(t) != total {
				wrong++
			}
		})
		t.Sleep(20 * time.Microsecond)
	}
	return wrong
}
