package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// race returns the page of a run that loses an update: the schedule that comes to -8.
func race(t *testing.T, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	recorded, path := filepath.Join(dir, "m8.trace"), filepath.Join(dir, "m8.html")
	command(t, "replay", "balance-minus-8", "-q", "--trace="+recorded)
	command(t, append([]string{"view", recorded, "--format=html", "-o", path}, flags...)...)
	return "file://" + path
}

// ready waits until a page is made.
func (p *tab) ready() { p.until(`document.getElementById("where").textContent`) }

func TestKeysStepAndJump(t *testing.T) {
	p := open(t, race(t))
	p.ready()
	p.shot("page")
	first := p.text("said")
	p.press(right, right)
	second := p.text("said")
	p.press(left, left)
	if p.text("said") != first || second == first {
		t.Errorf("two steps on and back lead from %q by %q to %q", first, second, p.text("said"))
	}
	p.press("f")
	if lost := is[string](p, `document.querySelector("#panel .alert").textContent`); !strings.HasPrefix(lost, "lost update: ") {
		t.Errorf("at the fault the page says %q", lost)
	}
	p.shot("page-lost")
	p.press(end)
	if where := p.text("where"); where != "Step "+strings.Fields(where)[3]+" of "+strings.Fields(where)[3] {
		t.Errorf("at the end the page says %q", where)
	}
	p.press(home)
	if where := p.text("where"); !strings.HasPrefix(where, "Step 1 of ") {
		t.Errorf("at the start the page says %q", where)
	}
	p.press("o")
	if said := p.text("said"); !strings.Contains(said, `print "balance = `) {
		t.Errorf("the next output is %q", said)
	}
	for _, tab := range []string{"figures", "output", "words"} {
		p.click("tab-" + tab)
		if len(p.text("panel")) < 5 {
			t.Errorf("the tab %s is empty", tab)
		}
	}
}

func TestTheTimelineZoomsToOneStep(t *testing.T) {
	p := open(t, race(t))
	p.ready()
	const window = `(() => { const a = new URLSearchParams(location.hash.slice(1)); return Number(a.get("to") ?? Infinity) - Number(a.get("from") ?? 0); })()`
	p.press("f", "z")
	for range 40 {
		p.press("+")
	}
	p.until(window + " <= 10")
	p.press("0")
	p.until(`!new URLSearchParams(location.hash.slice(1)).has("to")`)
	box := is[[]float64](p, `(() => { const b = document.getElementById("lanes").getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`)
	p.do(chromedp.MouseClickXY(box[0], box[1]))
	if where := p.text("where"); strings.HasPrefix(where, "Step 1 of ") {
		t.Errorf("a click in the middle of the timeline leads to %q", where)
	}
}

func TestStepsOfAStretchOfTime(t *testing.T) {
	p := open(t, page(t, "--workload=balance", "--param=count=20"))
	p.ready()
	rows := func() int {
		return is[int](p, `Number(document.getElementById("where").textContent.split(" of ")[1])`)
	}
	all := rows()
	p.press(right, right, right, right, "z")
	p.click("during")
	some := rows()
	if some == 0 || some >= all {
		t.Errorf("of %d steps %d are of the time in sight", all, some)
	}
	p.until(`location.hash.includes("since=")`)
	again := open(t, is[string](p, "location.href"))
	again.ready()
	if got := is[string](again, `document.getElementById("where").textContent.split(" of ")[1]`); got != fmt.Sprint(some) {
		t.Errorf("a link to %d steps leads to %s", some, got)
	}
	p.press("w")
	if got := rows(); got != all {
		t.Errorf("all %d steps are %d again", all, got)
	}
}

func TestALinkLeadsToItsStep(t *testing.T) {
	address := race(t)
	p := open(t, address)
	p.ready()
	p.press("x", "f", right)
	p.until(`location.hash.includes("axis=steps") && location.hash.includes("event=" + (Number(document.querySelector(".row.current").dataset.event) + 1))`)
	said, link := p.text("said"), is[string](p, "location.href")
	again := open(t, link)
	again.ready()
	if got := again.text("said"); got != said {
		t.Errorf("%s leads to %q, want %q", link, got, said)
	}
	if got := is[string](again, `document.getElementById("axis-steps").getAttribute("aria-pressed")`); got != "true" {
		t.Error("and to another axis")
	}
}

func TestTwoTracesGoSideBySide(t *testing.T) {
	dir := t.TempDir()
	on, off, both := filepath.Join(dir, "on.trace"), filepath.Join(dir, "off.trace"), filepath.Join(dir, "both.html")
	command(t, "--workload=balance", "--param=count=3", "--real=false", "-q", "--trace="+on)
	command(t, "--workload=balance", "--param=count=3", "--real=false", "-q", "--gil=off", "--trace="+off)
	command(t, "diff", on, off, "--html="+both)
	p := open(t, "file://"+both)
	p.ready()
	p.press("d")
	p.shot("pair")
	at := is[[]string](p, `[...document.querySelectorAll(".columns")].map((c) => c.querySelector(".row.current").getAttribute("aria-label"))`)
	if len(at) != 2 || at[0] == at[1] {
		t.Errorf("where they part the traces stand at %q", at)
	}
	if n := is[int](p, `document.querySelectorAll(".row.parting").length`); n != 2 {
		t.Errorf("%d places are marked where they part", n)
	}
}

func TestThePageSpeaksChinese(t *testing.T) {
	p := open(t, race(t, "--lang=zh"))
	p.ready()
	if about := is[string](p, `document.querySelector("#panel .about").textContent`); !strings.Contains(about, "几个线程对同一个余额加了又减") {
		t.Errorf("of the program the page says %q", about)
	}
	p.press("f")
	p.shot("chinese")
	if text := is[string](p, "document.body.innerText"); !strings.Contains(text, "丢失更新") || strings.Contains(text, "lost update") || strings.Contains(text, "At this step") {
		t.Errorf("the page says\n%s", text)
	}
	p.click("language")
	p.wants("tab-figures", "Figures")
	g := open(t, serve(t, "balance", "--gil=off", "--lang=zh"))
	g.until(`document.querySelector("#options .option")`)
	g.shot("game-chinese")
	g.wants("ask", "接下来谁继续？")
}

func TestThePageFollowsTheSystemsDarkness(t *testing.T) {
	p := open(t, race(t), dark)
	p.ready()
	const shade = `(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number); return r + g + b; })()`
	if sum := is[int](p, shade); sum > 150 {
		t.Errorf("dark is %d", sum)
	}
	p.press("f")
	p.shot("dark")
	p.press("t")
	if sum := is[int](p, shade); sum < 600 {
		t.Errorf("light is %d", sum)
	}
}

func TestTheDeadlockIsMarked(t *testing.T) {
	p := open(t, page(t, "--workload=deadlock"))
	p.ready()
	p.press(end)
	p.shot("deadlock")
	lines := is[[]string](p, `[...document.querySelectorAll("#panel .alert li")].map((e) => e.textContent)`)
	if len(lines) != 2 || !strings.Contains(strings.Join(lines, ";"), "diner-1 waits for chopsticks, which diner-2 has") {
		t.Errorf("the circle is %q", lines)
	}
}

// What stands at a step is, beside the threads, the event loop and the tasks of asyncio, below their thread.
func TestTasksAreListedAtAStep(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sleepers.py")
	const source = `import asyncio

async def sleeper(seconds):
    await asyncio.sleep(seconds)
    print("woke", seconds)

async def main():
    await asyncio.gather(*(asyncio.create_task(sleeper(n), name="sleeper-%d" % n) for n in (1, 2)))

asyncio.run(main())
`
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	p := open(t, page(t, file))
	p.ready()
	p.press("o")
	p.shot("tasks")
	const rows = `[...document.querySelectorAll("#panel tr")].map((e) => [...e.children].map((c) => c.textContent.trim()).join("|"))`
	listed := strings.Join(is[[]string](p, rows), "\n")
	for _, want := range []string{"sleeper-1|running||", "sleeper-2|asleep|sleep|", "Task-1|waits for a queue or condition|gather|"} {
		if !strings.Contains(listed, "\n"+want+"\n") {
			t.Errorf("of the tasks the page does not say %q:\n%s", want, listed)
		}
	}
	if current := is[string](p, `document.querySelector("#panel .actor.changed").textContent`); current != "sleeper-1" {
		t.Errorf("%q is marked as the one that makes the step", current)
	}
	p.press(end)
	if n := is[int](p, `[...document.querySelectorAll("#panel .actor")].filter((e) => e.closest("tr").textContent.includes("ended")).length`); n < 3 {
		t.Errorf("in the end %d tasks have ended", n)
	}
	p.click("language")
	if heads := is[[]string](p, `[...document.querySelectorAll("#panel caption")].map((e) => e.textContent)`); !slices.Contains(heads, "线程、greenlet 与任务") {
		t.Errorf("in Chinese the tables are %q", heads)
	}
}

// The source of a Python file is beside the steps: it follows the cursor, and a click in a line leads to its next step.
func TestTheSourceGoesWithTheSteps(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "python", "balance.py"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "balance.py")
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "100000", "3", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	p := open(t, page(t, file, "--python=3.9"))
	p.ready()
	p.click("tab-source")
	if n := is[int](p, `document.querySelectorAll("#panel .line").length`); n < 12 {
		t.Errorf("the source has %d lines", n)
	}
	for range 6 {
		p.click("forward")
	}
	current := is[string](p, `document.querySelector("#panel .line.current").textContent`)
	if !strings.Contains(current, "balance = balance") {
		t.Errorf("the step %q is shown at the line %q", p.text("said"), current)
	}
	is[bool](p, `[...document.querySelectorAll("#panel .line")].find((e) => e.textContent.includes("print(balance)")).click(), true`)
	if who := is[string](p, `document.querySelector("#panel .line.current .who").textContent`); who != "1" {
		t.Errorf("in the line of the print stands thread %q, want the first one", who)
	}
	p.shot("source")
	p = open(t, page(t, "--workload=balance"))
	p.ready()
	if !is[bool](p, `document.getElementById("tab-source").hidden`) {
		t.Error("a page of a run without source has a tab for it")
	}
}

// The lanes that are kept while the cursor moves are those that a fresh picture has: after steps, zooms, folding and a change of the axis, and back
// at the same place, nothing of the picture differs.
func TestTheKeptLanesAreThoseOfAFreshPicture(t *testing.T) {
	p := open(t, page(t, "--workload=deadlock"))
	p.ready()
	const picture = `new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(document.getElementById("lanes").toDataURL()))))`
	for _, way := range [][]string{{end}, {"z"}, {"x", right}, {"l", left}, {"0", right}, {"t", left, left}} {
		p.press(way...)
		kept := is[string](p, picture)
		p.press("t", "t") // to other colours and back: everything is painted anew
		if fresh := is[string](p, picture); fresh != kept {
			t.Errorf("after %q the picture is not that of a fresh one", way)
		}
		before := kept
		p.press(left)
		if moved := is[string](p, picture); moved == before {
			t.Errorf("after %q and a step the cursor is where it was", way)
		}
		p.press(right)
		if back := is[string](p, picture); back != before {
			t.Errorf("after %q, a step and one back the picture has changed", way)
		}
	}
}

// Each process has a lane of its own with its threads and its interpreter lock below, in the order of their numbers.
func TestProcessesHaveLanes(t *testing.T) {
	p := open(t, page(t, "--workload=processes", "--threads=2"))
	p.ready()
	p.shot("processes")
	lanes := is[[]string](p, `(() => {
		const canvas = document.getElementById("lanes"), box = canvas.getBoundingClientRect(), names = [];
		for (let y = 42; y < box.height; y += 26) {
			canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: box.x + 40, clientY: box.y + y, bubbles: true }));
			names.push(document.getElementById("tip").textContent);
		}
		return names;
	})()`)
	want := []string{"process 0", "MainThread", "gil", "process 1", "Process-1", "gil (Process-1)", "process 2", "Process-2", "gil (Process-2)"}
	if len(lanes) < len(want) || strings.Join(lanes[:len(want)], ", ") != strings.Join(want, ", ") {
		t.Errorf("the lanes are %q, want first %q", lanes, want)
	}
}

// Names of threads, variables and what a program prints are data: nothing of them is run or breaks the page, with its content security
// policy in force.
func TestNamesAreOnlyShown(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "hostile.py")
	hostile := []string{`</script><script>document.title="run"</script>`, `<img src=x onerror="document.title='run'">`, "\x1b[31mred", "\u202eright to left", strings.Repeat("long ", 2000), strings.Repeat("x", 10_000), "{{data}}{{script}}", "\x00\u200b\u2066", "-->"}
	program := "import threading\nnames = ["
	for _, name := range hostile {
		program += fmt.Sprintf("%s, ", quoted(name))
	}
	program += "\"\\ud800\"]  # \u202e the source, too\nn = 0\ndef f():\n    global n\n    n += 1\n    print(threading.current_thread().name)\nfor name in names:\n    t = threading.Thread(target=f, name=name)\n    t.start()\n    t.join()\n"
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{page(t, file), serve(t, file, "--gil=off")} {
		p := open(t, address)
		p.ready()
		p.press(end)
		said := ""
		for _, tab := range []string{"figures", "output", "source", "words", "now"} {
			p.click("tab-" + tab)
			said += is[string](p, "document.title + document.body.innerText")
		}
		if at := strings.IndexAny(said, "\x00\x1b\u202e\u200b\u2066"); at >= 0 {
			t.Errorf("the page has %q as it is", said[max(0, at-20):at+20])
		}
		p.shot("hostile")
		if title := is[string](p, "document.title"); title == "run" {
			t.Error("a name was run")
		}
		if n := is[int](p, `document.querySelectorAll("img, #panel script, #sides script, #game script").length`); n != 0 {
			t.Errorf("names are %d elements", n)
		}
		if text := is[string](p, "document.body.innerText"); !strings.Contains(text, "</script>") || strings.ContainsAny(text, "\x1b\u202e") {
			t.Errorf("the names are not shown as data:\n%.2000s", text)
		}
		if wide := is[bool](p, `document.documentElement.scrollWidth > innerWidth + 1`); wide {
			t.Error("a long name makes the page wider than the window")
		}
	}
}

// What a run says of itself is in the page's language, too: how it has ended, where control changes hands, what came out. The end, which is
// nobody's step, is said to screen readers.
func TestHowARunEndsIsSaidInChinese(t *testing.T) {
	english := page(t, "--workload=deadlock")
	p := open(t, english+"#lang=zh")
	p.ready()
	p.press(end)
	p.shot("deadlock-chinese")
	for _, id := range []string{"columns", "panel", "said", "result"} {
		text := p.text(id)
		for _, never := range []string{"deadlock", "switch", "waits", "joins", "halt: "} {
			if strings.Contains(text, never) && !(id == "panel" && never == "halt: ") {
				t.Errorf("%s has %q in\n%s", id, never, text)
			}
		}
	}
	if said := p.text("said"); !strings.HasPrefix(said, "提前结束：死锁：2 个线程互相等待，形成环路，") {
		t.Errorf("of the end is said %q", said)
	}
	p.click("language")
	p.wants("result", "Result: deadlock")
	if said := p.text("said"); !strings.HasPrefix(said, "halt: deadlock: 2 threads wait for each other in a circle, at ") {
		t.Errorf("of the end is said %q", said)
	}
	g := open(t, serve(t, "deadlock", "--lang=zh"))
	g.until(`document.querySelector("#options .option")`)
	for !is[bool](g, `!!document.getElementById("receipt")`) {
		before := g.text("count")
		g.press("h")
		g.until(`document.querySelector("#options .hinted kbd")`)
		g.press(is[string](g, `document.querySelector("#options .hinted kbd").textContent`))
		g.until(`document.getElementById("count").textContent !== ` + quoted(before))
	}
	if told := is[string](g, `document.getElementById("verdict").firstChild.textContent + document.getElementById("verdict").childNodes[1].textContent`); strings.Contains(told, "wait") || !strings.Contains(told, "互相等待，形成环路") {
		t.Errorf("the game says %q", told)
	}
}
