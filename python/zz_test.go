package python_test

import (
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	src, _ := os.ReadFile(os.Getenv("ZZ"))
	for i, prog := range strings.Split(string(src), "#----\n") {
		for _, v := range strings.Fields(os.Getenv("ZV")) {
			s := searchShared(t, prog, v)
			t.Logf("%d %s: complete %v, %d classes, %d runs, %d results: %.200s; %v", i, v, s.found.Complete, s.found.Classes, s.found.Runs, len(s.results), strings.Join(s.results, " | "), s.found.Why)
			if s.whole() {
				s.compare(uint64(i), prog)
			}
		}
	}
}
