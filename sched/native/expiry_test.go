// This file tests that a wait whose time is over loses no wake-up.

package native_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/threading"
)

// A put that wakes a getter just when its time is over must not leave the other getter asleep, with an item in the queue.
// In each round a hasty getter queues up first and a patient one behind it, and the item comes when the hasty one gives up,
// more or less.
func TestAWakeUpThatComesWhenTheTimeIsOverIsNotLost(t *testing.T) {
	const rounds, timeout, byHasty, byPatient = 1000, 300 * time.Microsecond, 0, 1
	var seen [2]int
	_, err := native.Run(t.Context(), native.Config{GIL: gil.Config{}, Loop: loop(), Timeout: 20 * time.Second}, func(t *sched.Thread) {
		q := threading.NewSimpleQueue[int](t, "q")
		hasty, patient := threading.NewSimpleQueue[int](t, "hasty"), threading.NewSimpleQueue[int](t, "patient")
		taken := threading.NewSimpleQueue[int](t, "taken")
		t.SpawnDaemon("hasty", func(t *sched.Thread) {
			for {
				hasty.Get(t)
				if _, err := q.GetTimeout(t, timeout); err == nil {
					taken.Put(t, byHasty)
				}
			}
		})
		t.SpawnDaemon("patient", func(t *sched.Thread) {
			for {
				patient.Get(t)
				q.Get(t)
				taken.Put(t, byPatient)
			}
		})
		third := int64(timeout/time.Nanosecond) / 3 / 2 // of its timeout, in bytecodes
		for i := range int64(rounds) {
			hasty.Put(t, 1)
			t.Run(third)
			patient.Put(t, 1)
			t.Run(2*third + i%100*third/50)
			q.Put(t, 1)
			who, err := taken.GetTimeout(t, time.Second)
			if err != nil {
				t.Fail("round %d: an item is in the queue, and nobody takes it", i)
			}
			seen[who]++
			if who == byHasty {
				q.Put(t, 1) // the patient one still waits
				taken.Get(t)
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
	t.Logf("the hasty one was in time in %d rounds, and too late in %d", seen[byHasty], seen[byPatient])
}
