package browsertest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// A page of a million events is ready soon and moves. The figures are logged; the bounds are far from them, so that a busy
// computer holds them, too.
func TestAPageOfAMillionEvents(t *testing.T) {
	for name, args := range map[string][]string{
		"an update in each step":   {"--workload=balance", "--gil=off", "--param=count=124990"},
		"a switch every few steps": {"--workload=spin", "--threads=64", "--switch-interval=5us", "--param=rounds=490000"},
	} {
		address := page(t, args...)
		info, err := os.Stat(strings.TrimPrefix(address, "file://"))
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > 12e6 {
			t.Errorf("%s: the file has %d bytes, at most 12,000,000 are allowed", name, info.Size())
		}
		p := open(t, "about:blank")
		begun := time.Now()
		p.do(chromedp.Navigate(address))
		p.ready()
		opened := time.Since(begun)
		events := is[int](p, `new Promise((go) => { document.getElementById("level").value = "2"; document.getElementById("level").dispatchEvent(new Event("change")); go(Number(document.getElementById("where").textContent.split(" of ")[1].replaceAll(",", ""))); })`)
		rate := is[float64](p, panning)
		memory := peak(p)
		t.Logf("%s: %d events, %.1f MB, opened within %v, moves at %.0f frames a second, at most %.0f MB of memory", name, events, float64(info.Size())/1e6, opened.Round(10*time.Millisecond), rate, memory)
		if opened > time.Minute || rate < 3 || memory > 500 || events < 900_000 {
			t.Errorf("%s: it takes %v, moves at %v frames a second, takes %v MB", name, opened, rate, memory)
		}
	}
}

// panning zooms in to a tenth, moves to and fro for two seconds, and returns how many frames there were in each.
const panning = `(async () => {
	const key = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
	const frame = () => new Promise((go) => requestAnimationFrame(go));
	for (let i = 0; i < 3; i++) { key("+"); await frame(); }
	const begin = performance.now();
	let frames = 0;
	for (; performance.now() - begin < 2000; frames++) { key(Math.floor(frames / 20) % 2 ? "," : "."); await frame(); }
	return frames / ((performance.now() - begin) / 1000);
})()`

// peak returns the most memory, in megabytes, that the browser's process for the page has had, with what belongs to the browser itself. What
// the page's script tells of its own memory leaves out the lists of numbers. Where the system does not tell it is 0.
func peak(p *tab) float64 {
	var info systeminfo.GetProcessInfoResult
	if err := chromedp.FromContext(p.ctx).Browser.Call(p.ctx, systeminfo.CommandGetProcessInfo, nil, &info); err != nil {
		p.Fatal(err)
	}
	most := 0.0
	for _, process := range info.ProcessInfo {
		if process.Type == "renderer" {
			most = max(most, peakOf(process.ID))
		}
	}
	return most
}

// peakOf returns the most memory, in megabytes, that a process has had.
func peakOf(process int64) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		return 0
	}
	kilobytes := 0.0
	if _, line, found := strings.Cut(string(status), "VmHWM:"); found {
		_, _ = fmt.Sscan(line, &kilobytes) // 0 if it is no number
	}
	return kilobytes * 1024 / 1e6
}
