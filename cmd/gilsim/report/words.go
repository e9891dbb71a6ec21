// This file is the glossary: what the words of the tables mean.

package report

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// A wordGroup is words that stand in one place.
type wordGroup struct {
	heading string
	words   []word
}

// A word is a word of the tables, or several that go together, and what it means.
type word struct{ name, meaning string }

// glossary returns all words.
func glossary() []wordGroup {
	return []wordGroup{
		{"Threads", []word{
			{"ran", "how long the thread was on a core"},
			{"waited for lock", "how long it was off its core because it wanted the interpreter lock"},
			{"convoy score", "on the page: how many times as long as it ran it waited for the interpreter lock: 0 if never; an I/O-bound thread beside one that computes has tens or hundreds"},
			{"ready", "how long it could have run, but had no core"},
			{"blocked", "how long it waited for anything else: input or output, a sleep, a lock of the program, a thread to join, a queue"},
			{"gave up, gave up core", "how often it left its core by itself, to wait: a voluntary context switch"},
			{"lost core", "how often its core was taken from it: its time slice was used up, or a thread that was woken came first; an involuntary context switch"},
			{"bytecodes", "how many it executed: work is counted in bytecodes of Python, not in time"},
			{"greenlet, class, turns, ended", "of coroutines in a thread: what it is, how often it was switched to, whether it came to its end"},
			{"task", "a coroutine of asyncio that its event loop resumes, and that goes on until it awaits what is not there yet: in between no other task of the loop does anything"},
			{"event loop", "of asyncio: code of one thread that resumes the tasks that can go on, one after another, and waits for timers and sockets if none can; a task that computes or blocks holds up all others"},
		}},
		{"Interpreter lock", []word{
			{"gil", "the global interpreter lock: who holds it executes bytecode. on and interval are that of CPython since 3.2, ticks that up to 3.1, coop green threads, off is free threading: none"},
			{"acquisitions", "how often a thread took it"},
			{"hand-overs", "how often it went from one thread to another"},
			{"on request", "how often the holder let go because a waiter had waited for a switch interval and asked (gil_drop_request)"},
			{"switch interval", "how long a waiter waits until it asks: sys.getswitchinterval, 5 ms"},
			{"check interval", "of ticks: after how many counted bytecodes the holder lets go: sys.getcheckinterval, 100"},
			{"checks", "where a holder looks whether it was asked: every bytecode up to 3.9, calls and backward jumps in 3.10 (calls), all but specialised calls since 3.11 (calls311)"},
			{"longest wait", "the longest that a thread waited for it at a stretch"},
			{"woken in vain, in vain, found it taken", "the share of wake-ups for the lock after which another thread had it again"},
		}},
		{"Switches: why a thread left its core", []word{
			{"io", "it waits for input or output"},
			{"sleep", "it sleeps"},
			{"lock", "it waits for a lock of the program"},
			{"join", "it waits for another thread to end"},
			{"wait", "it waits for anything else: a condition, a queue, its hub"},
			{"gil", "it waits for the interpreter lock"},
			{"interval", "it let go of the interpreter lock because it was asked to"},
			{"ticks", "it let go at a check unasked, and another thread was faster to take the lock"},
			{"yield", "it offered its core, and was ready again at once"},
			{"slice", "its time slice was used up"},
			{"preempt", "a thread that was woken took its core"},
			{"exit", "it ended"},
		}},
		{"Predicted and measured", []word{
			{"predicted", "what the simulated machine says, from one run: the same on every computer"},
			{"measured", "medians of real runs on the cores of this computer; min … max are the least and the greatest of them"},
			{"error", "what the prediction is off by, in percent of what was measured, or in points where that is itself in percent"},
			{"inside the noise", "the error is no greater than what a real run differs by from itself"},
			{"own threads only", "there is no error to tell: what is predicted is what the program's own threads take from each other, and what is measured is also what Go's runtime and other programs take from them"},
			{"too noisy", fmt.Sprintf("a run differs from itself by more than %d %%: nothing is said then but what would help", measure.TooNoisy)},
			{"wall time", "from the start of the run to its end"},
			{"CPU use, CPU", "CPU time over wall time, in percent of one core"},
			{"waited for core", "how long all threads together could have run, but had no core"},
			{"latency, median, p95, p99", "how late what the program waited for came: half of all, 95 % or 99 % came sooner"},
			{"throughput, requests/s", "how many requests a second were answered"},
			{"waited for data, received data in, received in", "the two phases of a receive: until there are data, and until the program has them"},
			{"wall, lock / off", "the time with the lock over that without it"},
			{"work with start, all, start alone, start, work alone, work", "of --family=parallel: what tasks take that are done in one way, what starting and ending those who do them takes with nothing to do, and the rest"},
			{"round trip, one way, megabytes, MB/s", "of --family=ipc: from the sending of a message until its answer is there, what one of many messages in one direction takes, and how much comes through in a second"},
			{"relative", "time per bytecode, over that with the fewest threads under the same lock"},
			{"speed-up", "the reverse: how many times as much work is done in the same time"},
			{"recording", "real runs are measured without a trace, which costs time; one more is recorded for what only a trace tells"},
		}},
		{"Sentences", []word{
			{"CPU-bound", fmt.Sprintf("the threads compute, and with the lock they use %d %% of one core or more", int(experiment.Bound))},
			{"the lock costs nothing that shows", fmt.Sprintf("the times with and without it differ by less than a factor of %.1f, or by no more than the noise", experiment.Differs)},
			{"wait for most of their time", "each thread but the main one waits for more than half of its life"},
			{"lost update", "a thread stores what it made of a value that another one has replaced meanwhile"},
			{"deadlock", "threads wait for each other in a circle, or for nobody who could wake them"},
			{"livelock", "a run that never ends although its threads run: it is given up after --max-steps"},
			{"hub", "the greenlet that waits for all others of its thread, as gevent's does"},
			{"by order", "a replay in which the turns of the threads count, and times do not"},
		}},
	}
}

// WordsPage lists the glossary, in Chinese if that is wanted.
func WordsPage(width int, chinese bool) *layout.Page {
	p := layout.New(width)
	in := func(t webpage.Text) string {
		if chinese && t.Chinese != "" {
			return t.Chinese
		}
		return t.English
	}
	for _, g := range WebGlossary() {
		p.Heading(in(g.Heading))
		for _, w := range g.Words {
			p.Entry(in(w.Name), in(w.Meaning), layout.EntryWidth)
		}
	}
	return p
}

// A jsonWord is a word of the glossary.
type jsonWord struct {
	Words   []string `json:"words"`
	Meaning string   `json:"meaning"`
}

// WordsDocument returns the glossary as JSON.
func WordsDocument() *Document {
	d := NewDocument("list")
	for _, g := range glossary() {
		for _, w := range g.words {
			d.Words = append(d.Words, jsonWord{strings.Split(w.name, ", "), w.meaning})
		}
	}
	return d
}
