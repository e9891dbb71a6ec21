// This file holds the rules against the tables in testdata/locks, which show call by call what a lock does and why.
//
// The first column of a table is written by hand, one call a line. The others, the answer of the rules and their state
// after the call, are written by go test ./gil -update. Only commit a change that you understand.

package gil

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "write the answers into testdata/locks")

func TestLockTables(t *testing.T) {
	files, err := filepath.Glob("../testdata/locks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no tables", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			d, err := ParseDiscipline(name)
			if err != nil {
				t.Fatal(err)
			}
			testTable(t, file, d)
		})
	}
}

// testTable compares a file with what the rules say, or writes it.
func testTable(t *testing.T, file string, d Discipline) {
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := fill(t, string(want), d)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	wanted := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(wanted) || line != wanted[i] {
			t.Fatalf("%s:%d: the rules say\n%s\nbut the table says\n%s", file, i+1, line, strings.Join(wanted[i:min(i+1, len(wanted))], ""))
		}
	}
}

// fill returns the text of a table with the answers of the rules. Comments and empty lines stay as they are.
func fill(t *testing.T, text string, d Discipline) string {
	tb := &table{rules: rules{discipline: d}, seen: map[int32]uint64{}}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		call := strings.TrimSpace(line[:min(len(line), callWidth)])
		switch {
		case call == "" || call[0] == '#':
		case call == "call":
			lines[i] = row(call, "answer", "holder", "last", "switches", "asked", "ticker")
		default:
			answer, err := tb.call(strings.Fields(call))
			if err != nil {
				t.Fatalf("line %d, %q: %v", i+1, call, err)
			}
			lines[i] = tb.state(call, answer)
		}
	}
	return strings.Join(lines, "\n")
}

// A table is a lock that is called by hand.
type table struct {
	rules   rules
	seen    map[int32]uint64 // by thread: the number of switches when its interval began
	last    sched.Point      // what the holder's last bytecode was
	checked int32            // who has been told to let go, and has not taken the lock again
}

// callWidth is how wide the column of the calls is.
const callWidth = 26

// row formats a line of a table.
func row(call, answer, holder, last, switches, asked, ticker string) string {
	return strings.TrimRight(fmt.Sprintf("%-*s %-40s %-6s %-4s %-8s %-5s %s", callWidth, call, answer, holder, last, switches, asked, ticker), " ")
}

// state formats the answer to a call and the state after it.
func (tb *table) state(call, answer string) string {
	r := &tb.rules
	thread := func(t int32) string {
		if t == 0 {
			return "-"
		}
		return strconv.Itoa(int(t))
	}
	asked, ticker := "no", "-"
	if r.request {
		asked = "yes"
	}
	if r.discipline == Ticks {
		ticker = strconv.FormatInt(r.ticker, 10)
	}
	return row(call, answer, thread(r.holder), thread(r.lastHolder), strconv.FormatUint(r.switches, 10), asked, ticker)
}

// call carries out one call.
//
//	new every 100 5   a new lock: its checks, its check interval, its tick phase
//	take 1            thread 1 wants the lock; if it must wait its interval begins
//	timeout 2         thread 2 has waited for a whole interval
//	run 6 round 3     the holder wants to execute 6 bytecodes, every third of which jumps back
//	drop 1            thread 1 lets go
//	forced 1          thread 1 has let go and signalled: must it wait?
func (tb *table) call(words []string) (string, error) {
	if words[0] == "new" {
		return tb.new(words[1:])
	}
	n, err := strconv.ParseInt(words[1], 10, 32)
	if err != nil {
		return "", err
	}
	switch t := int32(n); words[0] {
	case "take":
		return tb.take(t), nil
	case "timeout":
		return tb.timeout(t), nil
	case "run":
		return tb.run(n, words[2:])
	case "drop":
		tb.rules.drop(t)
		return "lets go", nil
	case "forced":
		if tb.rules.forced(t) {
			return "must wait until another one has it", nil
		}
		return "need not wait", nil
	}
	return "", fmt.Errorf("there is no such call")
}

// new makes the lock anew.
func (tb *table) new(words []string) (string, error) {
	var phase int64
	var checks string
	if _, err := fmt.Sscan(strings.Join(words, " "), &checks, &tb.rules.checkInterval, &phase); err != nil {
		return "", err
	}
	c, err := ParseChecks(checks)
	tb.rules = rules{discipline: tb.rules.discipline, checks: c, checkInterval: tb.rules.checkInterval}
	tb.rules.start(phase)
	tb.last, tb.checked = sched.Plain, 0
	clear(tb.seen)
	return "a new lock", err
}

// take lets a thread try.
func (tb *table) take(t int32) string {
	if tb.rules.take(t) {
		tb.last = sched.Plain
		if tb.checked == t {
			tb.last, tb.checked = sched.Taken, 0
		}
		return "takes it"
	}
	tb.seen[t] = tb.rules.switches
	if tb.rules.timed() {
		return "waits, for an interval at most"
	}
	return "waits until it is signalled"
}

// timeout lets the time of a thread be over.
func (tb *table) timeout(t int32) string {
	if tb.rules.timedOut(tb.seen[t]) {
		return fmt.Sprintf("asks thread %d", tb.rules.holder)
	}
	return "does not ask"
}

// run lets the holder execute as much of some code as it may.
func (tb *table) run(n int64, words []string) (string, error) {
	code := sched.Code{N: n}
	for ; len(words) > 1; words = words[2:] {
		k, _ := strconv.ParseInt(words[1], 10, 64)
		switch strings.Join(words[:2], " ") {
		case "last call":
			code.Last = sched.Jump
		case "last len":
			code.Last = sched.Builtin
		default:
			switch words[0] {
			case "round":
				code.Round = k
			case "ticks":
				code.Ticks = k
			default:
				return "", fmt.Errorf("code has no %q", words[0])
			}
		}
	}
	may, stride := tb.rules.check(code, tb.last, tb.rules.request)
	if may == 0 {
		tb.checked = tb.rules.holder
		return "must let go first", nil
	}
	code.N -= may
	tb.last = pointAt(code)
	if stride == 0 {
		return fmt.Sprintf("executes %d, and looks after that", may), nil
	}
	return fmt.Sprintf("executes %d, and looks after each %d", may, stride), nil
}
