package sched_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
)

type keyA struct{}
type keyB struct{}

func TestAPackageKeepsItsStateForOneRun(t *testing.T) {
	for range 2 {
		record(t, plain(1), func(th *sched.Thread) {
			state := func(key any) *int {
				return th.Process().Module(key, func() any { return new(int) }).(*int)
			}
			*state(keyA{})++
			*state(keyA{})++
			if *state(keyA{}) != 2 || *state(keyB{}) != 0 {
				th.Fail("%d and %d", *state(keyA{}), *state(keyB{}))
			}
		})
	}
}
