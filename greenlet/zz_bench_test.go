package greenlet_test

import (
	"iter"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

func BenchmarkZRaw(b *testing.B) {
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) {
		}
	})
	defer stop()
	for range b.N {
		next()
	}
}

func BenchmarkZSwitch(b *testing.B) {
	b.ReportAllocs()
	sched.Run(sched.Config{Cores: 1, MaxSteps: 1 << 60}, func(t *sched.Thread) {
		main := greenlet.Current(t)
		g := greenlet.New(t, "g", func(t *sched.Thread, a greenlet.Args) (any, error) {
			for {
				main.Switch(t)
			}
		})
		g.Switch(t)
		b.ResetTimer()
		for range b.N / 2 {
			g.Switch(t)
		}
		b.StopTimer()
	})
}
func BenchmarkZCreateRaw(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		next, stop := iter.Pull(func(yield func(struct{}) bool) {
		})
		next()
		stop()
	}
}
func BenchmarkZCreate(b *testing.B) {
	b.ReportAllocs()
	sched.Run(sched.Config{Cores: 1, MaxSteps: 1 << 60}, func(t *sched.Thread) {
		for range b.N {
			g := greenlet.New(t, "g", func(t *sched.Thread, a greenlet.Args) (any, error) { return nil, nil })
			g.Switch(t)
		}
	})
}
