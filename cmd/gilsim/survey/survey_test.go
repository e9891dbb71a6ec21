package survey

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestEveryCostOfACallIsMeasured holds that a profile of this computer says of every call what it costs, and that a call costs no less
// than the bare one, but for the noise of a busy computer.
func TestEveryCostOfACallIsMeasured(t *testing.T) {
	figures, err := sockets(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]int64{}
	for _, f := range figures {
		if f.Doc == "" || len(f.Values) != 1 || f.Values[0] < 0 || f.Setting == strings.HasPrefix(f.Key, "bare-") && f.Key != "socket-sending-wake-ns" {
			t.Errorf("%+v", f)
			continue
		}
		values[f.Key] = f.Values[0]
	}
	var profile strings.Builder
	every := sim.Config{Sockets: sched.SocketCosts{Call: 1, Send: 1, Receive: 1, SendTo: 1, ReceiveFrom: 1, Connect: 1, Accept: 1, Look: 1, Byte: 1}}
	if err := every.WriteProfile(&profile); err != nil {
		t.Fatal(err)
	}
	settings := 0
	for line := range strings.Lines(profile.String()) {
		key, _, _ := strings.Cut(line, " ")
		if !strings.HasPrefix(key, "socket-") {
			continue
		}
		settings++
		if _, ok := values[key]; !ok {
			t.Errorf("%s is not measured", key)
		}
		bare, ok := values["bare-"+key]
		if unix := runtime.GOOS != "windows"; unix && !ok {
			t.Errorf("%s is not measured without gilsim", key)
		}
		if strings.HasSuffix(key, "-ns") && values[key] < bare/3 {
			t.Errorf("%s is %d, less than a third of the bare call's %d", key, values[key], bare)
		}
	}
	if settings != 9 {
		t.Errorf("a profile has %d settings of sockets, want 9", settings)
	}
}

func TestASurveyOfSocketsCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if figures, err := sockets(ctx); !errors.Is(err, sched.ErrInterrupted) || len(figures) > 0 {
		t.Errorf("%d figures, error %v", len(figures), err)
	}
}
