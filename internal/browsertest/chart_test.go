package browsertest

import (
	"path/filepath"
	"testing"
)

func TestChartsOfManyRuns(t *testing.T) {
	dir := t.TempDir()
	seeds := filepath.Join(dir, "seeds.html")
	command(t, "--workload=balance", "--python=3.9", "--switch-interval=20us", "--param=count=5000", "--seeds=60", "-q", "--html="+seeds)
	p := open(t, "file://"+seeds)
	p.ready()
	p.click("tab-charts")
	if n := is[int](p, `document.querySelectorAll("#panel .chart rect").length`); n < 2 {
		t.Errorf("the chart has %d bars, want one for each of several results", n)
	}
	p.shot("chart-seeds")
	both := filepath.Join(dir, "both.html")
	command(t, "compare", "--real=false", "--cores=4", "--threads=1,2,4", "-q", "--html="+both)
	p = open(t, "file://"+both)
	p.ready()
	p.click("tab-charts")
	if n := is[int](p, `document.querySelectorAll("#panel .chart polyline").length`); n != 4 {
		t.Errorf("the charts have %d curves, want speed-up and CPU use under two locks", n)
	}
	p.shot("chart-compare")
	p = open(t, race(t))
	p.ready()
	if !is[bool](p, `document.getElementById("tab-charts").hidden`) {
		t.Error("a page without charts has a tab for them")
	}
}
