// This file defines the program that sells tickets.

package workload

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// The places of the lock of the ticket windows.
const (
	lockAbsent = "absent"
	lockSale   = "sale"
	lockAll    = "all"
)

// tickets is a stock that must not become negative.
func tickets() *Program {
	return &Program{
		Name:   "tickets",
		Family: "race",
		Short:  "the last tickets: no lock, just enough of it, too much of it",
		Doc: `Three windows sell ten tickets. Each looks whether there is one left, lets the
customer pay, and takes it from the stock. In the meantime the others see the same
ticket: more tickets are sold than there were, and the stock ends at -2.

With the lock around the sale, which is looking and taking, each ticket is sold
once, and customers still pay at three windows at the same time. With the lock
around all that a window does, its loop included, it is right as well, and useless:
the first window sells every ticket while the others wait: the metric "most_by_one"
is 10, and the run takes three times as long.

The tutorials give the rule: a lock around the whole check and change, and around no
more. It holds under every interpreter: between test and decrement somebody waits,
and then the interpreter lock is free.`,
		Try: []string{
			"gilsim --workload=tickets --param=lock=sale  # just enough",
			"gilsim --workload=tickets --param=lock=all  # too much: compare the time and most_by_one",
			"gilsim --workload=tickets --param=tickets=1 --view=columns  # three windows sell one ticket",
		},
		Threads: 3,
		Params: []Param{
			{Name: "tickets", Default: "10", Doc: "how many there are"},
			{Name: "lock", Default: lockAbsent, Words: []string{lockAbsent, lockSale, lockAll}, Doc: "what the lock is around"},
			{Name: "pay", Default: "10ms", Doc: "how long a customer pays"},
		},
		Run: runTickets,
	}
}

// A windows is what the ticket windows share.
type windows struct {
	stock *sched.Var[int]
	lock  *threading.Lock
	pay   time.Duration
	sold  []int // by each window
}

// runTickets opens the windows. In the end no ticket may be left, and none sold twice.
func runTickets(t *sched.Thread, in Input) Outcome {
	tickets := int(in.Int("tickets"))
	w := &windows{
		stock: sched.NewVar(t, "stock", tickets),
		lock:  threading.NewLock(t, "lock"),
		pay:   in.Duration("pay"),
		sold:  make([]int, in.Threads),
	}
	joinAll(t, startInOrder(t, in.Threads, "window", func(t *sched.Thread, i int) { w.open(t, i, in.Word("lock")) }))
	left := w.stock.Get(t)
	return Outcome{
		Result:  plural(left, "ticket", "tickets") + " left",
		OK:      left == 0,
		Want:    "0 tickets left",
		Metrics: []Metric{{"most_by_one", float64(slices.Max(w.sold))}},
	}.say(t)
}

// open sells at window i until no ticket is left.
func (w *windows) open(t *sched.Thread, i int, lock string) {
	sellAll := func(sell func(t *sched.Thread) bool) {
		for sell(t) {
			w.sold[i]++
			t.Loop(1, 1)
		}
	}
	switch lock {
	case lockSale:
		sellAll(w.sellLocked)
	case lockAll:
		w.lock.With(t, func() { sellAll(w.sell) })
	default:
		sellAll(w.sell)
	}
}

// sell sells a ticket, and reports whether there was one:
//
//	if stock > 0:
//	    time.sleep(pay)
//	    stock -= 1
func (w *windows) sell(t *sched.Thread) bool {
	if !w.look(t) {
		return false
	}
	t.Sleep(w.pay)
	w.take(t)
	return true
}

// sellLocked is the same with the lock around looking and taking; the customer pays for what has been put aside.
func (w *windows) sellLocked(t *sched.Thread) (there bool) {
	w.lock.With(t, func() {
		if there = w.look(t); there {
			w.take(t)
		}
	})
	if there {
		t.Sleep(w.pay)
	}
	return there
}

// look reports whether a ticket is left.
func (w *windows) look(t *sched.Thread) bool {
	left := w.stock.Get(t)
	straight(t, 3, 1) // LOAD_CONST 0, POP_JUMP_IF_FALSE, COMPARE_OP
	return left > 0
}

// take takes one from the stock.
func (w *windows) take(t *sched.Thread) { addTo(t, w.stock, -1) }
