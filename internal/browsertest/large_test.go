package browsertest

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
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
		p := open(t, "about:blank", func(p *tab) {
			if _, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{}); err != nil {
				t.Fatal(err)
			}
		})
		begun := time.Now()
		p.do(chromedp.Navigate(address))
		p.ready()
		opened := time.Since(begun)
		events := is[int](p, `new Promise((go) => { document.getElementById("level").value = "2"; document.getElementById("level").dispatchEvent(new Event("change")); go(Number(document.getElementById("where").textContent.split(" of ")[1].replaceAll(",", ""))); })`)
		rate := is[float64](p, panning)
		memory := heap(p)
		t.Logf("%s: %d events, %.1f MB, opened within %v, moves at %.0f frames a second, %.0f MB of memory", name, events, float64(info.Size())/1e6, opened.Round(10*time.Millisecond), rate, memory)
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

// heap returns how many megabytes the script of the page holds.
func heap(p *tab) float64 {
	got, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range got.Metrics {
		if m.Name == "JSHeapUsedSize" {
			return m.Value / 1e6
		}
	}
	return 0
}
