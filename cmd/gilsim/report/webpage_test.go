package report

import (
	"io"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// A page that would be too large says how large, and what to do, and was not kept in memory.
func TestAPageThatIsTooLargeIsRefused(t *testing.T) {
	names := new(trace.Names)
	names.AddThread("MainThread")
	v := NewWebPageView(trace.Header{}, names, webpage.English, 0, 0)
	batch := make([]trace.Event, 100_000)
	for range 30 {
		v.Record(batch)
	}
	err := v.Draw(io.Discard, nil, experiment.Info{})
	if err == nil || !strings.Contains(err.Error(), "are 3,000,000: gilsim view --format=html shows a window of time") {
		t.Errorf("got error %v", err)
	}
	if len(v.Events) > webpage.MaxEvents+len(batch) {
		t.Errorf("%d events are kept", len(v.Events))
	}
}
