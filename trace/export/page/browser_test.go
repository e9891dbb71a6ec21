// This file tests the page in a real browser, if one is named: go test -browser chromium. .ci/long does.

package page

import (
	"flag"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

var browser = flag.String("browser", "", "a browser of the Chromium family, with which the page is tested")

// driven is what a test does on the page: after that, the browser writes the document down. press is a key, click a button;
// what note is told stands in the document.
const driven = `
const press = (key, shift) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: !!shift, bubbles: true }));
const click = (id) => document.getElementById(id).click();
const text = (id) => document.getElementById(id).textContent;
const note = (what) => { const p = document.createElement("p"); p.className = "noted"; p.textContent = String(what); document.body.append(p); };
addEventListener("error", (e) => note("error " + e.message));
addEventListener("unhandledrejection", (e) => note("error " + e.reason));
const driver = () => { try { if (!text("where")) return setTimeout(driver, 10);
`

// drive opens the page of a run at an address, does something there, and returns what was noted.
func drive(t *testing.T, r Run, opt Options, address, script string) (noted []string) {
	t.Helper()
	if *browser == "" {
		t.Skip("no browser is named: -browser chromium")
	}
	var out strings.Builder
	if err := Write(&out, r, opt); err != nil {
		t.Fatal(err)
	}
	return driveText(t, out.String(), address, script)
}

// driveText opens a page at an address, does something there, and returns what was noted.
func driveText(t *testing.T, text, address, script string) (noted []string) {
	t.Helper()
	page := strings.Replace(text, "</body>", "<script>"+driven+script+"} catch (e) { note('error ' + e) } }; driver()</script></body>", 1)
	page = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(page, "") // the test's own script must run
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), *browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--window-size=1400,900",
		"--virtual-time-budget=4000", "--dump-dom", "file://"+path+address)
	dom, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`<p class="noted">([^<]*)</p>`).FindAllStringSubmatch(string(dom), -1) {
		noted = append(noted, html.UnescapeString(found[1]))
	}
	return noted
}

// wants fails unless just this was noted.
func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("noted:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func balance() Run {
	tr := scene.Balance()
	tr.Program = "balance"
	return Run{Trace: tr, Result: Text{"balance = -8", "balance = -8"}, Wrong: true}
}

func TestBrowserSteps(t *testing.T) {
	wants(t, drive(t, balance(), Options{}, "", `
		note(text("title") + " " + text("result"));
		note(text("where"));
		press("ArrowRight"); press("ArrowRight"); note(text("where") + " " + text("said"));
		press("ArrowLeft"); note(text("said"));
		press("End"); note(text("where"));
		press("Home"); note(text("where"));
		press("f"); note(text("said")); note(document.querySelector("#panel .alert").textContent);
		press("s"); note(text("said"));
		press("S"); note(text("said"));
		press("o"); note(text("said"));
		press("o"); note(text("said"));
		press("c", true); note(document.querySelector("#columns .row.current .step").textContent);
		click("tab-output"); note(text("panel"));`),
		"balance Result: balance = -8",
		"Step 1 of 19",
		"Step 3 of 19 MainThread: spawn Thread-2, at 200 ns",
		"MainThread: spawn Thread-1, at 100 ns",
		"Step 19 of 19",
		"Step 1 of 19",
		"Thread-1: balance ← 5 (0 + 5), at 18.02 ms",
		"lost update: Thread-1 had read 0 before Thread-2 wrote 8",
		"Thread-2: balance → 0, at 18.02 ms",
		"Thread-1: balance ← 5 (0 + 5), at 18.02 ms",
		`MainThread: print "-8", at 18.02 ms`,
		"There is no further output.",
		`print "-8"`,
		"1-8",
	)
}

func TestBrowserGoesWhereTheAddressSays(t *testing.T) {
	wants(t, drive(t, balance(), Options{}, "#event=30&axis=steps&lang=zh&level=0", `
		note(document.documentElement.lang); note(text("where")); note(text("said")); note(document.querySelector("#columns .row.lost").textContent);
		note(document.getElementById("axis-steps").getAttribute("aria-pressed"));
		click("language"); note(text("where")); note(text("tab-figures"));
		location.hash = "#event=11"; setTimeout(() => { note(text("said")); }, 50);`),
		"zh-Hans", "第 8 / 19 步", "Thread-2：balance ← 8 (0 + 8)，时刻 9.009 ms", "丢失更新：Thread-1 读到 0 之后，Thread-2 写入了 8", "true",
		"Step 8 of 19", "Figures", "Thread-1: balance → 0, at 2.3 µs")
}

func TestBrowserKeepsThePositionInTheAddress(t *testing.T) {
	wants(t, drive(t, balance(), Options{}, "", `
		press("ArrowRight"); press("x"); press("l");
		setTimeout(() => note(location.hash), 300);`), "#event=4&axis=steps&level=1")
}

func TestBrowserFilters(t *testing.T) {
	wants(t, drive(t, balance(), Options{}, "", `
		const set = (id, value) => { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event("change")); };
		set("thread", "Thread-2"); note(text("where").replace(/^.* of /, ""));
		set("kind", "store"); note(text("where").replace(/^.* of /, ""));
		set("thread", ""); note(text("where").replace(/^.* of /, ""));
		set("kind", ""); set("object", "balance"); note(text("where").replace(/^.* of /, ""));
		set("object", ""); set("level", "2"); note(text("where").replace(/^.* of /, ""));`),
		"6", "2", "4", "8", "69")
}

func TestBrowserZoomsToOneStep(t *testing.T) {
	wants(t, drive(t, balance(), Options{}, "", `
		const hash = () => new Promise((go) => setTimeout(() => go(new URLSearchParams(location.hash.slice(1))), 300));
		(async () => {
			press("f"); press("z");
			let p = await hash(); note(Number(p.get("to")) - Number(p.get("from")) < 20000000);
			for (let i = 0; i < 40; i++) press("+");
			p = await hash(); note(Number(p.get("to")) - Number(p.get("from")));
			press("0"); p = await hash(); note(p.has("to"));
			const c = document.getElementById("lanes"), box = c.getBoundingClientRect();
			c.dispatchEvent(new WheelEvent("wheel", { deltaY: -300, ctrlKey: true, clientX: box.x + 400, clientY: box.y + 50, bubbles: true, cancelable: true }));
			p = await hash(); note(p.has("to"));
		})();`), "true", "10", "false", "true")
}

func TestBrowserShowsTheDeadlock(t *testing.T) {
	wants(t, drive(t, Run{Trace: deadlocked()}, Options{}, "", `
		press("End"); note([...document.querySelectorAll("#panel .alert li")].map((e) => e.textContent).join("; "));`),
		"A waits for right, which B has; B waits for left, which A has")
}

// deadlocked returns a run in which two threads wait for each other.
func deadlocked() *trace.Trace {
	s := scene.New("A", "B")
	left, right := s.Names.AddObject(trace.ClassLock, "left"), s.Names.AddObject(trace.ClassLock, "right")
	s.On(0).Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0).Do(1, trace.Acquire, left, 0).After(10)
	s.On(1).Do(2, trace.Run, 0, 2000).Do(2, trace.Start, 0, 0).Do(2, trace.Acquire, right, 0).After(10)
	s.On(0).Wait(1, right).After(10).On(1).Wait(2, left).After(10)
	s.On(trace.NoCore).Do(0, trace.Halt, 0, int64(s.Names.AddText("deadlock: 2 threads wait for each other in a circle")))
	return &s.Trace
}

func TestBrowserRunsNoName(t *testing.T) {
	s := scene.New(`<img src=x onerror="note('run')">`, `</script><script>note("run")</script>`)
	s.Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0).Do(1, trace.Print, 0, int64(s.Names.AddText("<b>bold</b>\n"))).Do(2, trace.Run, 0, 2000).Do(2, trace.Start, 0, 0)
	s.Program = "<i>program</i>"
	wants(t, drive(t, Run{Trace: &s.Trace}, Options{}, "#event=5", `
		click("tab-output"); click("tab-figures"); click("tab-now");
		note(text("title")); note(document.querySelectorAll("#title i, img, #panel b").length); note(document.querySelectorAll("#columns .owner").length);`),
		"<i>program</i>", "0", "2")
}

// Two runs go side by side: where one goes, the other goes to the step that belongs to it, and where they part is marked in both.
func TestBrowserShowsTwoRuns(t *testing.T) {
	if *browser == "" {
		t.Skip("no browser is named: -browser chromium")
	}
	run := func(first, second int32) *trace.Trace {
		s := scene.New("MainThread", "Thread-1", "Thread-2")
		s.Do(1, trace.Run, 0, 2000).Do(1, trace.Start, 0, 0).Do(1, trace.Spawn, 2, 0).Do(1, trace.Spawn, 3, 0)
		for i, thread := range []int32{first, second} {
			s.Do(thread, trace.Run, 0, 2000).Do(thread, trace.Start, 0, 0).Do(thread, trace.Load, scene.TheBalance, int64(i)).Do(thread, trace.Store, scene.TheBalance, int64(i+1))
		}
		return &s.Trace
	}
	var out strings.Builder
	if err := WritePair(&out, Run{Trace: run(2, 3), Title: "one"}, Run{Trace: run(3, 2), Title: "other"}, Options{}); err != nil {
		t.Fatal(err)
	}
	wants(t, driveText(t, out.String(), "", `
		const at = () => [...document.querySelectorAll(".columns")].map((c) => { const r = c.querySelector(".row.current"); return r ? r.getAttribute("aria-label") : "-"; }).join(" | ");
		note([...document.querySelectorAll(".row.parting")].map((e) => { while (!e.getAttribute("aria-label")) e = e.nextSibling; return e.getAttribute("aria-label"); }).join(" | "));
		press("ArrowRight"); note(at());
		press("d"); note(at());
		press("ArrowRight"); note(at());
		press("b"); press("Home"); note(at());
		press("End"); note(at()); note(text("said"));
		setTimeout(() => note(location.hash), 300);`),
		"Thread-1: start | Thread-2: start",
		"MainThread: spawn Thread-1 | MainThread: spawn Thread-1",
		"Thread-1: start | Thread-2: start",
		"Thread-1: balance → 0 | Thread-1: balance → 1",
		"MainThread: start | MainThread: start",
		"Thread-1: balance ← 1 (0 + 1) | Thread-1: balance ← 2 (1 + 1)", "Thread-1: balance ← 2 (1 + 1), at 0",
		"#event=12&run=2")
}

// A run that fills a page is ready soon, and its pictures are drawn quickly. The bounds are far above what was measured.
func TestBrowserShowsALongRun(t *testing.T) {
	tr := scene.Duel(MaxEvents / 29)
	noted := drive(t, Run{Trace: tr}, Options{}, "", `
		note(text("where"));
		const canvas = document.getElementById("lanes"); let frames = 0, begin = performance.now();
		for (let i = 0; i < 20; i++) { press("ArrowRight"); press("+"); }
		for (let i = 0; i < 20; i++) press("-");
		note(canvas.width > 0);
		press("End"); note(text("where").split(" of ")[0] !== "Step 1");`)
	if len(noted) != 3 || noted[1] != "true" || noted[2] != "true" {
		t.Errorf("noted %q", noted)
	}
}
