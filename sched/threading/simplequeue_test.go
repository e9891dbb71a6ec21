// This file tests SimpleQueue.

package threading_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// misuse returns the text of the misuse that ended a run, "" for none.
func misuse(err error) string {
	var m *sched.MisuseError
	if errors.As(err, &m) {
		return m.Msg
	}
	return ""
}

// T20.
func TestASimpleQueueIsFirstInFirstOut(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewSimpleQueue[int](th, "q")
		puts, gets := 0, 0
		for range 3 { // what holds the items goes round, and grows
			for range 25 {
				q.Put(th, puts)
				puts++
			}
			for range 15 {
				got := q.Get(th)
				must(th, got == gets, "got %d, want %d", got, gets)
				gets++
			}
		}
	})
}

// T20.
func TestASimpleQueueIsEmptyWhereThereIsNothingToGet(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewSimpleQueue[string](th, "q")
		_, err := q.GetNowait(th)
		must(th, err == threading.ErrEmpty && q.Empty(th), "error %v", err)
		_, err = q.GetTimeout(th, time.Millisecond)
		must(th, err == threading.ErrEmpty, "error %v", err)
		q.Put(th, "a")
		must(th, q.Qsize(th) == 1 && !q.Empty(th), "size %d", q.Qsize(th))
		got, err := q.GetNowait(th)
		must(th, err == nil && got == "a", "%q, error %v", got, err)
	})
}

func TestANegativeTimeoutOfASimpleQueueIsPythonsError(t *testing.T) {
	failsWith(t, "'timeout' must be a non-negative number", func(th *sched.Thread) {
		threading.NewSimpleQueue[int](th, "q").GetTimeout(th, -time.Second)
	})
}

func TestAGetWaitsForAPut(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewSimpleQueue[int](th, "q")
		got := 0
		other := th.Spawn("", func(th *sched.Thread) { got = q.Get(th) })
		th.Sleep(time.Millisecond)
		q.Put(th, 5)
		th.Join(other)
		must(th, got == 5, "got %d", got)
	})
}

func TestWhoHasWaitedLongestForAnItemGetsIt(t *testing.T) {
	tr, err := simulated(t, exactly(1), func(th *sched.Thread) {
		q := threading.NewSimpleQueue[int](th, "q")
		for range 3 {
			th.Spawn("", func(th *sched.Thread) { q.Get(th) })
			th.Sleep(time.Microsecond)
		}
		for i := range 3 {
			q.Put(th, i)
			th.Sleep(time.Microsecond)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	want := int32(2)
	for _, e := range tr.Events {
		if e.Kind == trace.Get {
			if e.Thread != want || e.Arg != int64(want-1) {
				t.Errorf("T%d gets item %d, want T%d", e.Thread, e.Arg, want)
			}
			want++
		}
	}
	if want != 5 {
		t.Errorf("%d threads get an item, want 3", want-2)
	}
}

// In virtual time a get gives up exactly when its time is over, and an item that comes before that ends it then.
func TestATimeoutOfAGetIsExact(t *testing.T) {
	for _, put := range []time.Duration{3 * time.Millisecond, 7 * time.Millisecond} {
		_, err := simulated(t, exactly(2), func(th *sched.Thread) {
			q := threading.NewSimpleQueue[int](th, "q")
			th.Spawn("", func(th *sched.Thread) {
				th.Sleep(put - th.Now())
				q.Put(th, 1)
			})
			began := th.Now()
			_, err := q.GetTimeout(th, 5*time.Millisecond-1) // the get itself is a bytecode of 1 ns
			took := th.Now() - began - 1                     // and so is asking for the time
			want := min(put-began, 5*time.Millisecond)
			must(th, (err == nil) == (put < 5*time.Millisecond), "error %v", err)
			must(th, took == want || err == nil && took >= want && took < want+3, "it took %v, want %v", took, want)
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAGetterThatIsWokenForAnItemThatIsGoneWaitsOn(t *testing.T) {
	_, err := simulated(t, sim.Config{Cores: 1, Granularity: time.Millisecond}, func(th *sched.Thread) {
		q := threading.NewSimpleQueue[int](th, "q")
		got := -1
		other := th.Spawn("", func(th *sched.Thread) { got = q.Get(th) })
		th.Sleep(time.Millisecond)
		q.Put(th, 1)
		first, err := q.GetNowait(th) // faster than the one that has been woken
		must(th, err == nil && first == 1, "%d, %v", first, err)
		th.Sleep(time.Millisecond)
		q.Put(th, 2)
		th.Join(other)
		must(th, got == 2, "got %d", got)
	})
	if err != nil {
		t.Error(err)
	}
}
