package threading_test
import ("testing";"context";"github.com/gilsim/gilsim/sched";"github.com/gilsim/gilsim/sched/native";"github.com/gilsim/gilsim/trace";"github.com/gilsim/gilsim/sched/threading")
func BenchmarkTmp(b *testing.B) {
	b.Run("announce", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N { t.Announce(trace.None,0,sched.Jump) }; b.StopTimer() })
	})
	b.Run("record", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N { t.Engine().Record(t, trace.Acquire,0,0) }; b.StopTimer() })
	})
	b.Run("burn", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N { t.Engine().Burn(t, 1, 0) }; b.StopTimer() })
	})
	b.Run("run1000", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N/1000 { t.Run(1000) }; b.StopTimer() })
	})
	b.Run("loop1000", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N/900 { t.Loop(100,9) }; b.StopTimer() })
	})
	b.Run("mutex", func(b *testing.B){
		var m sched.Mutex
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { b.ResetTimer(); for range b.N { m.Lock(t); m.Unlock(t) }; b.StopTimer() })
	})
	b.Run("real", func(b *testing.B){
		native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) { l := threading.NewLock(t, "l"); b.ResetTimer(); pairs(t,l,b.N); b.StopTimer() })
	})
}
