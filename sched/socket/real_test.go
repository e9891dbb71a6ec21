// This file holds sockets on the real machine: threads of the operating system, and its loopback.

package socket_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

func TestTheEchoRunsOnTheRealMachine(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.On, Interval: time.Millisecond}} {
		tr := &trace.Trace{Names: new(trace.Names)}
		var events trace.Buffer
		c := native.Config{GIL: lock, Timeout: 20 * time.Second, Recorder: &events, Names: tr.Names}
		_, err := native.Run(context.Background(), c, echo)
		tr.Events = events.Events
		if err != nil {
			t.Errorf("%v: %v", lock.Discipline, err)
		}
		if err := trace.Check(tr); err != nil {
			t.Errorf("%v: the trace breaks a rule: %v", lock.Discipline, err)
		}
	}
}

// TestTheTwoPhasesOfARealReceive looks for them in the trace: the thread waits for the socket, runs, and has received.
func TestTheTwoPhasesOfARealReceive(t *testing.T) {
	var events trace.Buffer
	var object int32
	c := native.Config{GIL: gil.Config{Discipline: gil.On}, Timeout: limit, Recorder: &events}
	_, err := native.Run(context.Background(), c, func(t *sched.Thread) {
		a, b := pair(t)
		object = b.Object()
		t.SpawnProcess("client", nil, func(t *sched.Thread) {
			t.Sleep(10 * time.Millisecond)
			sends(t, a, "hello")
		})
		receives(t, b, "hello")
	})
	if err != nil {
		t.Fatal(err)
	}
	var phases []trace.Kind
	for _, e := range events.Events {
		switch {
		case e.Thread != 1:
		case e.Kind == trace.Park && e.Obj == object, e.Kind == trace.Recv, len(phases) == 1 && e.Kind == trace.Run:
			phases = append(phases, e.Kind)
		}
	}
	if want := []trace.Kind{trace.Park, trace.Run, trace.Recv}; !slices.Equal(phases, want) {
		t.Errorf("the thread does %v, want %v", phases, want)
	}
}

func TestAReceiverOnTheRealMachineIsEndedWithTheRun(t *testing.T) {
	c := native.Config{GIL: gil.Config{Discipline: gil.On}, Timeout: 100 * time.Millisecond}
	began := time.Now()
	_, err := native.Run(context.Background(), c, func(t *sched.Thread) {
		u := listen(t, socket.Config{}, "inbox")
		defer u.Close(t)
		receive(t, u)
	})
	var timeout *native.TimeoutError
	if took := time.Since(began); !errors.As(err, &timeout) || took > time.Second {
		t.Errorf("the run ends after %v with %v, want its time-out after 0.1 s", took, err)
	}
}
