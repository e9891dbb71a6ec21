// Package search finds out which interleavings of a program are possible: it runs the program again and again on the serial
// machine, with strategies that draw interleavings at random and one that exhausts them, and says what came of it.
//
//	found, err := search.Search(program, search.Options{GIL: gil.Possible{Config: era.Lock}})
//
// A verdict is honest. PASS: every class of interleavings has been run, at this size of the program, and no run was bad.
// FAIL: here is a bad run. INCOMPLETE: neither, and why.
//
// # Classes
//
// Two runs are of one class (a Mazurkiewicz trace) if they differ only in the order of steps that do not depend on each
// other: they end alike, so one run a class is enough. Without a lock DPOR makes just that, with wakeup trees (Abdulla, Aronis,
// Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014).
//
// Under a lock the unit is a turn: all that a thread does until it can lose the lock. What a turn does, and how far it goes, can
// depend on what came before, which a wakeup tree must know beforehand. There more threads are tried than need be, some runs
// are given up, and a class counts once for each way in which its steps are put together to turns.
//
// # Where to find what
//
//	search.go verdict.go   what is asked, and the answer
//	dpor.go races.go tree.go the exhausting strategy
//	random.go pct.go pos.go the strategies that draw
//	parts.go               their runs, made by many
//	rounds.go place.go     classes exhausted by many: who has the tree,
//	explore.go retrace.go  who explores a part of it,
//	share.go codec.go      and what travels between them
//	minimise.go bounded.go a bad run made simple, and proved to be the simplest
//	distribution.go state.go how often each result comes
//	schedule.go follow.go  a run as one line of text, and the run that such a line makes, also after a change of the program
//	anchor.go path.go      how it names steps, threads and objects
//	replay.go              an example's trace, and with it the turns for a replay by order under the lock itself
//	sample.go              whether runs of one class end alike
//	naive.go               every interleaving, one by one: for what DPOR is not valid for, and as its oracle
//
// # Rejected ways
//
// Wakeup trees across those who explore a tree together: what one of them plans can belong into a part that another one has begun, and
// whose classes it would have to remember. A run that others find by reversing a race in the first part is then missed by the second: with
// wakeup trees alone one of four classes of a writer and two readers is.
//
// Detecting equal states while classes are exhausted: classes are fewer. Reordering recorded traces without running
// them: what a branch does then is a guess.
package search
