// Package play lets somebody be the scheduler: a program runs on the serial machine, and wherever several threads could go on,
// the player says which does.
//
//	g, err := play.New(play.Program{Make: setup.Searchable(), Lock: lock, Header: setup.Header()}, play.Goal{Kind: play.Wrong})
//	g.Choose(2)      // the thread that goes on
//	g.Receipt()      // once the goal is reached
//
// What may be chosen is what the lock permits at some timing (gil.Possible): under CPython 3.12's rules a thread is not
// asked about between a load and the store after it. Where only one thread can go on it does so without a question.
//
// A turn may leave something open that is nobody's step: whom of several waiters a signal wakes, which random number is drawn, what the
// clock shows. The player says that, too (Game.Answer), as a search tries it. That a time-out fires is a turn of who waits.
//
// A game is nothing but the decisions made so far. Each position is made by running them again from the start, so that taking
// back is to leave turns out, and a receipt is proved by following it.
//
// # Where to find what
//
//	game.go run.go goal.go    the rules
//	choice.go                 what a turn leaves open
//	hint.go goals.go quiz.go  what looks ahead
//	stage.go                  who is on the core, for pictures
//	receipt.go                what proves that a game was won
//	server.go state.go app/   the page
//	terminal.go               the same without a browser
//
// # Rejected ways
//
// Keeping the threads of a game alive between two decisions: they could be continued, but neither taken back nor proved. A
// thread's next steps told from their announcement alone: what a store writes is known only when it is made, so each choice
// is tried in a run of its own.
package play
