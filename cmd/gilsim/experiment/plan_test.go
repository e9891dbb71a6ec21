package experiment

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestEveryRunOfAPlanIsInOneShard(t *testing.T) {
	for _, seeds := range []int{1, 2, 255, 256, 257, 1000, 99_999, 1_000_000} {
		p := &SeedPlan{Setups: make([]*Setup, 3), Seeds: seeds}
		next := make([]int, 3)
		for shard := range p.Shards() {
			setup, first, count := p.Part(shard)
			if first != next[setup] || count < 1 || count > runsPerShardMax {
				t.Fatalf("shard %d of %d seeds has %d runs of setup %d from %d, want them from %d", shard, seeds, count, setup, first, next[setup])
			}
			next[setup] += count
		}
		for setup, n := range next {
			if n != seeds {
				t.Errorf("setup %d has %d runs in shards, want %d", setup, n, seeds)
			}
		}
	}
}

// mixed are workers who do shards in another order, and lose some.
type mixed struct {
	lost map[int]bool
	err  error
}

func (m mixed) Work(ctx context.Context, p Plan, took func(int, []byte) error) error {
	for _, shard := range rand.Perm(p.Shards()) {
		if m.lost[shard] {
			continue
		}
		result, err := p.Do(ctx, shard)
		if err == nil {
			err = took(shard, result)
		}
		if err != nil {
			return err
		}
	}
	return m.err
}

func TestItDoesNotMatterInWhichOrderShardsAreDone(t *testing.T) {
	p := &SeedPlan{Seeds: 600, Setups: []*Setup{
		setupOf(t, sim.Config{Cores: 2, Seed: 11, GIL: under(t, gil.Off)}, "", "balance", 0, "count", "50"),
		setupOf(t, sim.Config{Cores: 2, Seed: 5, GIL: under(t, gil.Interval)}, "", "balance", 0, "count", "50"),
	}}
	tell := func(int, int) {}
	want, err := p.Sweeps(context.Background(), Cores{}, tell)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Sweeps(context.Background(), mixed{}, tell)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCouldNotBeDoneIsMissingAndTheRestIsThere(t *testing.T) {
	p := &SeedPlan{Seeds: 600, Setups: []*Setup{setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Off)}, "", "balance", 0, "count", "10")}}
	why := errors.New("two are gone")
	got, err := p.Sweeps(context.Background(), mixed{lost: map[int]bool{0: true, 7: true}, err: why}, func(int, int) {})
	if !errors.Is(err, why) {
		t.Errorf("the error is %v, want %v", err, why)
	}
	if n := len(got[0].Walls); n != 600-2*p.PerShard() || !got[0].Interrupted() {
		t.Errorf("%d runs are there, want all but two shards of %d", n, p.PerShard())
	}
}

func TestResultsOfShardsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, text := range []string{``, `{}`, `[]`, `{"Of":[0,0]}`, `{"Of":[0,0],"Walls":[1,2]}`, `{"Of":[-2,-1],"Walls":[1,2],"Results":[{}]}`, `{"Of":[0],"Walls":[1],"Results":[{}]}`} {
		if err := decodeRuns([]byte(text), make([]seedRun, 2)); err == nil {
			t.Errorf("%s is taken for two runs", text)
		}
	}
	runs := []seedRun{{"\xff\x00", false, true, false, 3, true}, {}, {"\xff\x00", true, false, false, 4, true}}
	data, err := encodeRuns(runs)
	if err != nil {
		t.Fatal(err)
	}
	again := make([]seedRun, 3)
	if err := decodeRuns(data, again); err != nil {
		t.Fatal(err)
	}
	for i := range runs {
		if again[i] != runs[i] {
			t.Errorf("run %d is %+v, and was %+v", i, again[i], runs[i])
		}
	}
}
