// This file holds the configuration against its promises: defaults, one sentence for each error, and the way through a
// header and back.

package sim_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"pgregory.net/rapid"
)

func TestConfigErrorsAreOneSentence(t *testing.T) {
	for _, c := range []struct {
		config sim.Config
		want   string
	}{
		{sim.Config{Cores: -1}, "sim: -1 cores: there must be 1 to 1024"},
		{sim.Config{Cores: 1025}, "sim: 1025 cores: there must be 1 to 1024"},
		{sim.Config{MaxSteps: -1}, "sim: at most -1 steps: there must be at least 1"},
		{sim.Config{Bytecode: -1}, "sim: a bytecode costs 0 ps: it must cost 1 to 1000000"},
		{sim.Config{Bytecode: 1_000_001}, "sim: a bytecode costs 1000001 ps: it must cost 1 to 1000000"},
		{sim.Config{Jitter: 101}, "sim: the jitter is 101 percent: it must be at most 100"},
		{sim.Config{SpeedJitter: 1000}, "sim: the speed jitter is 1000 per mille: it must be under 1000"},
		{sim.Config{Slice: -1}, "sim: there is no time slice: it must be positive"},
		{sim.Config{WakeIdle: 2 * time.Hour}, "sim: wake-idle-ns is 7200000000000: it must be at most 3600000000000"},
		{sim.Config{Lateness: 1 << 62}, "sim: lateness-ns is 4611686018427387904: it must be at most 3600000000000"},
	} {
		ran := false
		result, err := sim.Run(c.config, func(*sched.Thread) { ran = true })
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v: error %q, want %q", c.config, err, c.want)
		}
		if ran || result != (sim.Result{}) {
			t.Errorf("%v: the program ran nevertheless: %+v", err, result)
		}
	}
}

func TestHeaderErrorsAreOneSentence(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"cores", "many", `sim: cores "many" in the header is not a number`},
		{"cores", "5000", "sim: 5000 cores: there must be 1 to 1024"},
		{"slice-ns", "-5", `sim: slice-ns "-5" in the header is not a number of 0 or more`},
		{"slice-ns", "4ms", `sim: slice-ns "4ms" in the header is not a number of 0 or more`},
		{"slice-ns", "99999999999999999999", `sim: slice-ns "99999999999999999999" in the header is not a number of 0 or more`},
		{"bytecode-ps", "0", "sim: a bytecode costs 0 ps: it must cost 1 to 1000000"},
	} {
		_, err := sim.ConfigOf(trace.Header{Config: []trace.Param{{Key: c.key, Value: c.value}}})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s %s: error %q, want %q", c.key, c.value, err, c.want)
		}
	}
}

// quantiles generates a spread, or none.
func quantiles(r *rapid.T, name string) []int64 {
	list := rapid.SliceOfN(rapid.Int64Range(0, 1e12), 0, 33).Draw(r, name)
	if len(list) < 2 {
		return nil
	}
	slices.Sort(list)
	return list
}

// machines generates configurations, those with no cost at all included.
func machines(r *rapid.T) sim.Config {
	span := func(name string) time.Duration { return time.Duration(rapid.Int64Range(-1, 1e12).Draw(r, name)) }
	return sim.Config{
		Cores:       rapid.IntRange(0, 1024).Draw(r, "cores"),
		Seed:        rapid.Uint64().Draw(r, "seed"),
		Bytecode:    rapid.Int64Range(0, 1_000_000).Draw(r, "bytecode"),
		Slice:       max(0, span("slice")),
		Granularity: span("granularity"),
		WakeIdle:    span("idle"),
		WakeBusy:    span("busy"),
		WakeCost:    span("cost"),
		WakeEmpty:   span("empty"),
		Switch:      span("switch"),
		Lateness:    span("lateness"),
		SpawnCost:   span("spawn"),
		Jitter:      rapid.Int64Range(-1, 100).Draw(r, "jitter"),
		SpeedJitter: rapid.Int64Range(-1, 999).Draw(r, "speed jitter"),

		Recent:        span("recent"),
		WakeRecent:    span("wake recent"),
		SwitchIdle:    span("switch idle"),
		SwitchRecent:  span("switch recent"),
		InterruptSend: span("interrupt send"),
		InterruptCost: span("interrupt"),
		WakeEmptyLone: span("empty, alone"),
		Balance:       span("balance"),
		Touch:         span("touch"),
		WakeQuantiles: quantiles(r, "wake"),
		BusyQuantiles: quantiles(r, "busy"),
		LateQuantiles: quantiles(r, "late"),
		Sockets: sched.SocketCosts{
			Call: span("call"), Send: span("send"), Receive: span("receive"), SendTo: span("sendto"), ReceiveFrom: span("recvfrom"),
			Connect: span("connect"), Accept: span("accept"), Look: span("look"), Byte: int64(span("byte")),
		},
		Processes: sched.ProcessCosts{Start: span("process start"), Begin: span("process begin"), End: span("process end")},
	}
}

func TestHeaderAndConfigAreTheSame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := machines(r)
		lock := gil.Config{
			Discipline:    rapid.SampledFrom(gil.Disciplines()).Draw(r, "discipline"),
			Checks:        rapid.SampledFrom(gil.AllChecks()).Draw(r, "checks"),
			Interval:      time.Duration(rapid.Int64Range(1000, 3.6e12).Draw(r, "interval")),
			CheckInterval: rapid.IntRange(1, 1e9).Draw(r, "check interval"),
			WakeOrder:     choice.WakeOrder(rapid.IntRange(0, 2).Draw(r, "order")),
		}
		c.GIL = lock
		params := []trace.Param{{Key: "n", Value: "5"}}
		header := c.Header("spin", params)
		back, err := sim.ConfigOf(header)
		if err != nil {
			r.Fatal(err)
		}
		if back.GIL, err = gil.ConfigOf(header); err != nil {
			r.Fatal(err)
		}
		if again := back.Header("spin", params); !reflect.DeepEqual(header, again) {
			r.Fatalf("the header\n%v\ncomes back as\n%v", header, again)
		}
	})
}

func TestHeaderThatMentionsNothingHasDefaults(t *testing.T) {
	c, err := sim.ConfigOf(trace.Header{Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	want := sim.Config{Seed: 7}.Header("", nil)
	if got := c.Header("", nil); !reflect.DeepEqual(got, want) {
		t.Errorf("the header is %v, want %v", got, want)
	}
}

func TestHeaderHasEverySettingOfTheMachine(t *testing.T) {
	apart := []string{"Seed", "GIL", "MaxSteps", "Strategy", "Recorder", "Stderr", "Names", "Interrupted"}           // not the machine's
	nested := reflect.TypeFor[sched.SocketCosts]().NumField() + reflect.TypeFor[sched.ProcessCosts]().NumField() - 2 // the costs of calls have one field, and those of processes
	fields := reflect.TypeFor[sim.Config]().NumField() - len(apart) + nested + 1                                     // and the version of its rules
	all := sim.Config{Recent: 1, WakeRecent: 1, SwitchIdle: 1, SwitchRecent: 1, InterruptSend: 1, InterruptCost: 1, InterruptIn: 1,
		Nap: 1, Deep: 1, WakeDeep: 1, SwitchDeep: 1, SendDeep: 1, WakeQueued: 1, TimerCost: 1, TimerSet: 1, LookAgain: 1, Line: 1,
		WakeEmptyLone: 1, Touch: 1, Balance: 1, LibraryShare: 1,
		Sockets: sched.SocketCosts{Call: 1, Send: 1, Receive: 1, SendTo: 1, ReceiveFrom: 1, Connect: 1, Accept: 1, Look: 1, Byte: 1}, Processes: sched.ProcessCosts{Start: 1, Begin: 1, End: 1}, FailFast: true, Library: sched.Library{PolledWaits: true, PlainNames: true, Calls: sched.CallCosts{7}},
		WakeQuantiles: []int64{0, 1}, BusyQuantiles: []int64{0, 1}, LateQuantiles: []int64{0, 1}}
	if header := all.Header("", nil); len(header.Config) != fields {
		t.Errorf("the header has %d settings, but the machine has %d: %v", len(header.Config), fields, header.Config)
	}
}

func TestSameConfigGivesTheSameRun(t *testing.T) {
	program := func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", func(t *sched.Thread) {
				for range 5 {
					t.Loop(t.Random(100_000), 7)
					t.Sleep(time.Duration(t.Random(1_000_000)))
				}
			})
		}
	}
	for _, d := range gil.Disciplines() {
		c := sim.Config{Cores: 2, Seed: 3, GIL: gil.Config{Discipline: d}}
		first, second := machinetest.Record(t, c, program), machinetest.Record(t, c, program)
		if !slices.Equal(first.Events, second.Events) {
			t.Errorf("%v: two runs of one configuration differ", d)
		}
		c.Seed = 4
		if third := machinetest.Record(t, c, program); slices.Equal(first.Events, third.Events) {
			t.Errorf("%v: another seed gives the same run", d)
		}
	}
}

func TestStrategyThatAnswersOutOfRangeEndsTheRun(t *testing.T) {
	for _, answer := range []int64{-1, 99} {
		for _, timed := range []bool{false, true} {
			c := machinetest.Exactly(2)
			c.GIL = gil.Config{Discipline: gil.Interval, WakeOrder: choice.Mixed, Interval: time.Microsecond}
			c.WakeIdle, c.WakeBusy, c.Jitter, c.MaxSteps = 1000, 1000, 25, 100_000
			c.Strategy = stubborn{timed, answer}
			_, err := sim.Record(c, func(t *sched.Thread) {
				for range 3 {
					t.Spawn("", spin(100_000))
				}
			})
			if err == nil || !strings.Contains(err.Error(), "strategy") || strings.Contains(err.Error(), "runtime error") {
				t.Errorf("timed %v: a strategy that always answers %d: error %v, want one that says so", timed, answer, err)
			}
		}
	}
}

// stubborn is a strategy that always gives the same answer.
type stubborn struct {
	timed  bool
	answer int64
}

func (s stubborn) Timed() bool                          { return s.timed }
func (s stubborn) Pick(*choice.Decision) (int64, error) { return s.answer, nil }
