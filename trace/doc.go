// Package trace is the record of a run: what threads, greenlets and the interpreter lock did, one event after another.
//
// Here live the event and its kinds, the text form, the rules that every trace obeys, which steps depend on each other, and
// the one account of what threads do from when to when (spans, reasons, summary). Comparing, drawing and exporting are the
// packages trace/diff, trace/view and trace/export. Engines, workloads and commands do not live here: the package knows
// nobody, imports the standard library only, starts no goroutine, looks at no clock, and gives the same answer for the same
// trace everywhere.
//
// # The event model
//
// An [Event] is one flat value: when (Time), who (Thread and, inside it, the greenlet Actor), on which core (Core), what
// (Kind), to what (Obj) and with what (Arg). One table, [Kind.Spec], says what Obj and Arg are for each kind: a thread,
// an object, a text, a value, a duration, a count of bytecodes. Every other file reads that table, so a new kind is a
// new row. Kinds fall into four groups: the program's own steps, the interpreter lock, the scheduler below it, and the
// turns of a schedule.
//
// Threads, objects and texts are numbers in events; [Names] holds what they stand for. Number 0 is nobody and nothing:
// as Thread it is the machine itself. The value of a load or a store is an integer, except that for an object of class
// "ref" it is the number of a text.
//
// Where in its source a thread stands is a kind of event of its own, at: what the thread does after it, it does there. So a
// program without source has no such events, and an event needs no room for it. A place has the line, the column, and which of
// the line's steps it is: by that a schedule (kind until) finds the step again when the bytecodes are others.
//
// An Actor is the number of an object of class "greenlet", "generator", "task", "loop" or "hub", and 0 the thread's own code. All events
// of a thread carry the actor that is current in it, those of the machine and the turns of a schedule 0; it is as its own
// code that a thread starts, ends, and leaves its core for good. Switch and throw hand over from one greenlet to another;
// a generator, a task of asyncio or its event loop is executed on top of who resumes it, until its yield or until that greenlet switches away in the middle of
// its body. A switch back to the greenlet then names the greenlet, and goes on in the generator.
//
// Engines hand their events in batches to a [Recorder]: a [Buffer] keeps them, a [Writer] writes them, a [Checker]
// checks them, a [Tee] does several of these. A [Header] says what ran, how and with which seed. Header, names and
// events together are a [Trace].
//
// # The text form
//
// A trace is stored as text, one line a definition or event:
//
//	gilsim trace 1
//	program balance
//	param n 1000
//	config cores 2
//	source "balance.py"
//	| import threading
//	seed 1
//	thread T1 "MainThread"
//	           0 c0  T1     run      -      2000
//	object o1 gil "gil"
//	           0 c0  T1     take     o1     1
//	           0 c0  T1     start    -      0
//	object o3 greenlet "task"
//	        1000 c0  T1     switch   o3     0
//	object o2 var "balance"
//	        1250 c0  T1.3   store    o2     -5
//	place p1 7:4#1 "balance.py"
//	        1250 c0  T1     at       -      1
//
// The grammar, in the notation of the Go specification:
//
//	file       = "gilsim trace 1" nl  header  { definition | event | note } .
//	header     = { note } [ program { note } ] { param { note } } { config { note } } { source { note | line | part } } seed .
//	program    = "program" value nl .
//	param      = "param " word value nl .
//	config     = "config " word value nl .
//	source     = "source " quoted nl .                   // the name of a file of the program, whose text follows
//	line       = "|" [ " " { character } ] nl .          // of it, as it stands
//	part       = "+ " quoted nl .                        // of it, where a line cannot hold it: its end without a newline, say
//	seed       = "seed " number nl .
//	value      = [ " " { character } ] .
//	definition = ( "thread" thread [ process ] | "object" object word | "text" text | "place" place position ) quoted nl .
//	event      = time core thread [ greenlet ] kind obj arg nl .
//	time       = integer .
//	core       = "c" number | "-" .
//	greenlet   = "." number .                            // that of an object; "." and 0 is the same as nothing
//	kind       = "start" | "end" | … .                   // the names of the spec table
//	obj        = thread | object | number | "-" .        // as the table has it for the kind; "-" is 0
//	arg        = integer .                               // 0 if the table has none for the kind
//	thread     = "T" number .
//	process    = "P" number .                            // that the thread belongs to; none for the first one, 0
//	object     = "o" number .
//	text       = "x" number .
//	place      = "p" number .
//	position   = number [ ":" number ] [ "#" number ] .  // line from 1, column from 0, step of the line from 1
//	note       = [ "#" { character } ] nl .
//	quoted     = an interpreted string literal of Go .
//	word       = character { character } .               // none of them a blank or an ASCII control character
//	number     = digit { digit } .
//	integer    = [ "-" ] number .                        // 64 bits with a sign
//
// Between two parts of a definition or an event stands any number of blanks, one at least, but none before a greenlet;
// blanks before a time and at the end of either line do not matter. A value is taken as it stands. A character is any
// of UTF-8 but carriage return, newline (nl) and NUL. A line has at most 64 KiB with its newline, and the last one has
// its newline too; a carriage return in front of that is read as part of it, and never written.
//
// A definition stands before the first event that refers to its number, whether as thread, greenlet, Obj or Arg; T0, "-"
// and text 0 need none. No number is defined twice, no text has two numbers, and none is 0. The threads are defined in the
// order of their numbers, without gaps. Objects and texts may come in any order and numbers of them be left out, but none is
// more than 1024 above the count of its sort defined before, and no process more than 1024 above that of the threads: so what
// a reader keeps by number is bounded by what the file holds. Cores go up to 32767, the seed up to 64 bits.
//
// A [Writer] makes one form of all these, the canonical one: definitions directly before their first use (thread, then
// greenlet, Obj and Arg) and only if they are used or a higher number needs them;
// strings as strconv.Quote writes them; the time on the right of 12 columns, all else on the left of columns of 3 (core), 6 (thread), 8 (kind) and 6 (Obj), one blank between two columns,
// and an entry that is longer shifts the rest of its line; no leading zeros, comments, empty lines and trailing blanks,
// apart from those in a value. What is written reads back to the same events under the same numbers, and writing that
// again gives the same bytes.
//
// # Goals
//
// To be read by a person, diffed by git, and edited by hand where a test wants an interleaving that no run gave. To be
// byte for byte the same for the same run on every machine, architecture, GOMAXPROCS and Go release (strconv.Quote makes
// one exception: it escapes a character that the release's Unicode tables do not know yet). To be written and read as a
// stream, in memory that does not grow with the events, at about the speed of formatting and parsing the integers. To
// hold all that is needed to run it again. To tell damage in one sentence with the line.
//
// Not goals: to be small (text compresses well), to be read by viewers of other tools (an export does that), to survive
// a change of version (a trace is made again), to keep comments when written again.
//
// # What traces are for
//
// Exact replay repeats a run and compares each event with the recorded one; replay by order follows its turns or those
// of a schedule made by hand (kind turn), and its attempts at locks (kind try), and lets time follow; a golden test keeps
// a trace and asks what is different.
//
// # Ways that were rejected
//
//   - A binary form. Differences of integers as varints take a tenth of the space and a quarter of the time, but nobody
//     can read, diff or edit them, and a second form beside this one would be a second truth.
//   - JSON lines. Three times the time to write, more than twenty times to read, nearly twice the space, and no columns.
//   - All definitions up front. A stream does not know them yet: objects and texts come up during a run.
//   - Names in the events instead of numbers. Two objects may have one name; lines would be long and columns ragged;
//     an event would not be a comparable value of 32 bytes.
//   - Times as differences or with units. Shorter, but a line would no longer tell by itself when it happened, and one
//     edit would move all that follows.
//   - Tabs between columns. What one sees would depend on the viewer's tab stops.
//   - A checksum at the end. It would forbid editing by hand; a file that was cut short is found by its last newline,
//     unless it was cut between two lines.
//   - One Go type for each kind of event. Nothing could be compared by ==, and a batch of events would not be a slice.
//
// # The rules
//
// [Check] and [Checker] hold a trace against the rules that every engine's trace obeys; they are listed, a sentence each,
// in check_rules.go. A fork begins a process; a process has one interpreter lock or none, and shares it with no other.
package trace
