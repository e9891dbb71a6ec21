// This file measures queues between two OS threads, beside a Go channel between two.

package threading_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// bounds are how many items the queues and the channel hold.
var bounds = []struct {
	name string
	n    int
}{{"bound=1", 1}, {"bound=100", 100}}

func BenchmarkChannelBetweenTwoOSThreads(b *testing.B) {
	for _, bound := range bounds {
		b.Run(bound.name, func(b *testing.B) {
			c, done := make(chan int, bound.n), make(chan bool)
			go func() {
				runtime.LockOSThread()
				for range b.N {
					<-c
				}
				done <- true
			}()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			for i := range b.N {
				c <- i
			}
			<-done
		})
	}
}

// transfer runs a program in which one real thread, without an interpreter lock, puts b.N items, and another one gets them.
func transfer(b *testing.B, make func(t *sched.Thread) (put func(t *sched.Thread, i int), get func(t *sched.Thread))) {
	_, err := native.Run(context.Background(), native.Config{Loop: machine.Loop()}, func(t *sched.Thread) {
		put, get := make(t)
		b.ResetTimer()
		consumer := t.Spawn("", func(t *sched.Thread) {
			for range b.N {
				get(t)
			}
		})
		for i := range b.N {
			put(t, i)
		}
		t.Join(consumer)
		b.StopTimer()
	})
	if err != nil {
		b.Error(err)
	}
}

func BenchmarkQueueBetweenTwoOSThreads(b *testing.B) {
	for _, bound := range bounds {
		b.Run(bound.name, func(b *testing.B) {
			transfer(b, func(t *sched.Thread) (func(*sched.Thread, int), func(*sched.Thread)) {
				q := threading.NewQueue[int](t, "q", bound.n)
				return q.Put, func(t *sched.Thread) { q.Get(t) }
			})
		})
	}
}

func BenchmarkSimpleQueueBetweenTwoOSThreads(b *testing.B) {
	transfer(b, func(t *sched.Thread) (func(*sched.Thread, int), func(*sched.Thread)) {
		q := threading.NewSimpleQueue[int](t, "q")
		return q.Put, func(t *sched.Thread) { q.Get(t) }
	})
}

func BenchmarkSimulatedQueue(b *testing.B) {
	b.ReportAllocs()
	_, err := sim.Run(sim.Config{Cores: 1}, func(t *sched.Thread) {
		q := threading.NewQueue[int](t, "q", 0)
		b.ResetTimer()
		for i := range b.N {
			q.Put(t, i)
			q.Get(t)
		}
		b.StopTimer()
	})
	if err != nil {
		b.Error(err)
	}
}
