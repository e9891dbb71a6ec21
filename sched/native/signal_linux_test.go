// This file tests how signals reach a process of a run. What they do there is tested in package signal.

package native_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// Who delivers a signal may lose its core before it wakes the main thread, and that may run the handler meanwhile, and wait for
// something else. Then it is woken for nothing, by no thread: the trace must tell that, too.
func TestAThreadIsWokenForASignalThatHasBeenHandled(t *testing.T) {
	_, err := recorded(t, native.Config{}, func(main *sched.Thread) {
		over, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			for {
				select {
				case <-over:
					return
				case <-time.After(time.Millisecond):
					native.Wake(main)
				}
			}
		}()
		main.Sleep(20 * time.Millisecond)
		close(over)
		<-done
	})
	if err != nil {
		t.Error(err)
	}
}

// alarmsProgram waits for an alarm that has been sent long before it is delivered.
func alarmsProgram(t *sched.Thread) {
	t.SetDisposition(14, sched.Disposition{Handler: func(t *sched.Thread, _ int) { t.Print("handler") }})
	t.SetTimer(time.Millisecond, 0)
	release := native.HoldSignals(t)
	time.AfterFunc(100*time.Millisecond, release)
	t.AwaitSignal()
	t.Print("back")
}

// A timer that is over has not woken anybody yet: who waits for that is not deadlocked.
func TestAnAlarmOnItsWayIsNoDeadlock(t *testing.T) {
	printed, _, err := runFamily(t, "alarms")
	if err != nil || len(printed) != 2 || printed[0] != "handler" || printed[1] != "back" {
		t.Errorf("it prints %q, %v", printed, err)
	}
}
