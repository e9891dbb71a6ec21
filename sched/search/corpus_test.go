package search

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search/corpus"
	"github.com/gilsim/gilsim/sched/serial"
)

var medians = flag.Bool("medians", false, "print the table of medians of docs/search.md")

// programOf is a program of the corpus as a search runs it.
func programOf(c corpus.Program) Program {
	return func() Run {
		wrong := ""
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) { wrong = c.Run(t) }},
			Judge:   func() (string, bool) { return cmpOr(wrong, "right"), wrong == "" },
		}
	}
}

func cmpOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// The portfolio finds the fault of each program, and its schedule makes that again; the programs that are right pass.
func TestTheFaultsOfTheCorpusAreFound(t *testing.T) {
	for i, c := range corpus.Programs() {
		if i%share() != 0 {
			continue
		}
		f, err := Search(programOf(c), Options{Runs: 3000, Seed: 1})
		if err != nil {
			t.Fatal(c.Name, err)
		}
		if c.Right {
			if f.Verdict != Pass {
				t.Errorf("%s: %v %v, want it to pass", c.Name, f.Verdict, f.Why)
			}
			continue
		}
		if many := f.Verdict == Incomplete && strings.HasSuffix(c.Name, "0"); many && toFault(programOf(c), "pos", 1, 1000) <= 1000 {
			continue // ten threads and more hardly ever begin at the same time
		}
		if f.Verdict != Fail {
			t.Errorf("%s: %v %v, want it to fail", c.Name, f.Verdict, f.Why)
			continue
		}
		r, err := Replay(programOf(c), Options{}, f.Example.Schedule)
		if err != nil || r.Result != f.Example.Result || len(r.Drift) > 0 {
			t.Errorf("%s: %s makes %+v, %v; want %s", c.Name, f.Example.Schedule, r, err, f.Example.Result)
		}
	}
}

// drawers are the strategies that draw.
var drawers = []string{"random", "pct2", "pct3", "pos", "urw"}

// toFault returns after how many runs a strategy meets the fault; most+1: after more than most. All threads have been started then
// before one makes a step.
func toFault(p Program, name string, seed uint64, most int) int {
	s := &search{Options: Options{Seed: seed}, program: p}
	drawing, _ := s.drawing(name)
	one := accesses{drawing}
	defer s.close()
	s.setPhase(0)
	for made := 1; made <= most; made++ {
		one.Begin()
		if out, _, ok := s.run(one, nil); !ok && !out.Cut {
			return made
		}
	}
	return most + 1
}

// median returns after how many runs a strategy meets the fault with half of the seeds.
func median(p Program, name string, seeds, most int) string {
	var list []int
	for seed := range seeds {
		list = append(list, toFault(p, name, uint64(seed)+1, most))
		if late := len(list) - count(list, most); late > seeds/2 {
			return fmt.Sprintf("> %d", most)
		}
	}
	slices.Sort(list)
	return fmt.Sprint(list[len(list)/2])
}

// count returns how many are at most so much.
func count(list []int, most int) (n int) {
	for _, x := range list {
		if x <= most {
			n++
		}
	}
	return n
}

// The table of docs/search.md is that of -medians: two of its rows are made again.
func TestMedians(t *testing.T) {
	page := readFile(t, "../../docs/search.md")
	for _, c := range corpus.Programs() {
		if c.Right || !*medians && c.Name != "account" && c.Name != "bluetooth" {
			continue
		}
		row := []string{c.Name}
		for _, name := range drawers {
			row = append(row, median(programOf(c), name, 100, 1000))
		}
		line := "| " + strings.Join(row, " | ") + " |"
		switch {
		case *medians:
			fmt.Println(line)
		case !strings.Contains(page, line+"\n"):
			t.Errorf("docs/search.md does not have the line %s: go test ./sched/search -run Medians -medians prints the table", line)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
