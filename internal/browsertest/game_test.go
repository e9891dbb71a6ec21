package browsertest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A won game's receipt, as far as the tests look at it.
type receipt struct {
	Goal, Result, Schedule string
}

// playTo chooses threads with a way of the test's own until the game is won, and returns the verified receipt.
func playTo(p *tab, choose func(step int)) receipt {
	p.Helper()
	p.until(`document.querySelector("#options .option")`)
	for step := 0; !is[bool](p, `!!document.getElementById("receipt")`); step++ {
		if step > 60 {
			p.Fatal("the game is not won after 60 decisions")
		}
		before := p.text("count")
		choose(step)
		p.until(`document.getElementById("count").textContent !== ` + quoted(before))
	}
	text := is[string](p, `document.getElementById("receipt").value`)
	var r receipt
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		p.Fatalf("the receipt is %s: %v", text, err)
	}
	path := filepath.Join(p.TempDir(), "receipt.json")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.Fatal(err)
	}
	if said := command(p.T, "play", "--check", path); !strings.Contains(said, "the receipt holds") {
		p.Errorf("the receipt\n%s\ndoes not hold: %s", text, said)
	}
	return r
}

func quoted(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}

// threads returns a way that chooses these threads, by clicks.
func threads(p *tab, order ...string) func(step int) {
	return func(step int) {
		if step >= len(order) {
			p.Fatalf("the game is not won after %d decisions", step)
		}
		is[bool](p, `document.querySelector("#options .option:enabled[data-thread='`+order[step]+`']").click(), true`)
	}
}

// A game is won by any schedule that reaches the goal: by that of the hints, and by two others, which end with other results.
func TestAGameIsWonInThreeWays(t *testing.T) {
	var won []receipt
	p := open(t, serve(t, "balance", "--gil=off"))
	won = append(won, playTo(p, func(step int) {
		p.press("h")
		p.until(`document.querySelector("#options .hinted kbd")`)
		if step == 3 {
			p.shot("game")
		}
		p.press(is[string](p, `document.querySelector("#options .hinted kbd").textContent`))
	}))
	p.shot("game-won")
	p.click("restart")
	p.until(`!document.getElementById("receipt")`)
	won = append(won, playTo(p, threads(p, "1", "2", "3", "3", "2", "3", "3", "3", "2", "2", "2")))
	p.click("restart")
	p.until(`!document.getElementById("receipt")`)
	won = append(won, playTo(p, threads(p, "1", "3", "2", "2", "3", "2", "2", "2", "3", "3", "3")))
	schedules := map[string]bool{}
	for _, r := range won {
		schedules[r.Schedule] = true
		if r.Goal != "wrong" || r.Result == "balance = 0" {
			t.Errorf("won with %+v", r)
		}
	}
	if won[1].Result != "balance = -8" || won[2].Result != "balance = -5" {
		t.Errorf("the schedules come to %q and %q", won[1].Result, won[2].Result)
	}
	if len(schedules) != 3 {
		t.Errorf("three ways have %d schedules: %+v", len(schedules), won)
	}
}

// What a turn leaves open is the player's, too: which number is drawn, by a key or a click, hinted at, and in the receipt.
func TestTheGameAsksWhatATurnLeavesOpen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dice.py")
	program := "import random, threading\ndice = []\nt = threading.Thread(target=lambda: dice.append(random.randint(1, 6)))\nt.start()\nt.join()\nprint(dice)\n"
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	p := open(t, serve(t, file, "--gil=off", "--goal=free"))
	p.until(`document.querySelector("#options [data-thread='2']:enabled")`)
	p.press("2")
	p.until(`document.querySelector("#options .choice")`)
	if ask := p.text("ask"); !strings.HasPrefix(ask, "Which seed does the generator of ") {
		t.Errorf("the page asks %q", ask)
	}
	p.shot("game-choice")
	p.press("3")
	p.until(`document.querySelector("#options .option:not(.choice)")`)
	p.click("language")
	p.press("u")
	p.until(`document.querySelector("#options .choice")`)
	if ask := p.text("ask"); !strings.HasSuffix(ask, "的随机数生成器从哪个种子开始？") {
		t.Errorf("the page asks %q", ask)
	}
}
