package main

import (
	"strings"
	"testing"
)

func TestTheClaimOfTheTutorialsIsAnsweredFromTheFigures(t *testing.T) {
	for args, want := range map[string]string{
		"":                                     "with gil on and nobody who computes beside the server, the model pool serves 1.3 times as many requests a second as select: threads and pools beat coroutines",
		"--param=think=5ms --param=requests=5": "the models select and threads serve about as many requests a second: coroutines and multiplexing do not beat threads",
		"--param=cpu=1 --param=requests=3":     "with gil on and 1 CPU-bound thread beside the server, the model threads serves ",
		"--gil=ticks,coop --param=requests=5":  "with gil ticks and nobody",
		"--gil=off --param=requests=1":         "the claim is about a lock, and none is compared",
		"--param=size=1":                       "a run failed: the figures say nothing",
		"--gil=on --profile=vm --param=cpu=4 --param=requests=2 --param=clients=2": "with gil on and 4 CPU-bound threads beside the server, ",
	} {
		m := matrixFrom(t, append(strings.Fields(args), "--family=io", "--cores=2")...)
		if got := m.meaning(); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

// Whichever side serves more, the sentence says so, and what is hardly a difference is none.
func TestTheAnswerFollowsTheFigures(t *testing.T) {
	m := matrixFrom(t, "--family=io", "--cores=2", "--param=requests=1", "--gil=on")
	for _, test := range []struct {
		hub, pool float64
		want      string
	}{
		{2e6, 1e6, "the model hub serves 2.0 times as many requests a second as pool: coroutines and multiplexing beat threads"},
		{1e6, 3e6, "the model pool serves 3.0 times as many requests a second as hub: threads and pools beat"},
		{1.05e6, 1e6, "the models hub and pool serve about as many requests a second: coroutines and multiplexing do not beat"},
	} {
		for model, rps := range map[string]float64{"hub": test.hub, "pool": test.pool} {
			c := m.model(m.cells[0], model)
			c.predicted.info.outcome.Metrics[0].Value = rps
		}
		if got := m.claim(); !strings.Contains(got, test.want) {
			t.Errorf("%v and %v: %q, want %q", test.hub, test.pool, got, test.want)
		}
	}
}

func TestEachModelOfAFamilyHasACellForEachLock(t *testing.T) {
	m := matrixFrom(t, "--family=io", "--cores=2", "--gil=off,on", "--param=requests=1", "--param=clients=1")
	var got []string
	for _, c := range m.cells {
		got = append(got, lockName(c.lock)+" "+c.name()+" over "+c.base.name())
	}
	text := strings.Join(got, ", ")
	for _, want := range []string{"gil off blocking over blocking, gil off threads over blocking", "gil on blocking over blocking", "gil on async over blocking"} {
		if !strings.Contains(text, want) || len(m.cells)%2 != 0 {
			t.Errorf("the cells are %s, want %s among them", text, want)
		}
	}
	for _, c := range m.cells {
		if r := c.prediction(); !r.of(throughput).Known() || !r.of("copy_seconds").Known() || !r.of("latency_p99_seconds").Known() {
			t.Errorf("%s, %s: a figure is lacking", lockName(c.lock), c.name())
		}
	}
}
