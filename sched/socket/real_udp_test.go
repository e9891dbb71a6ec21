// This file holds what real sockets promise when several threads of the operating system use one.

package socket

import (
	"errors"
	"testing"
	"time"
)

func TestACallThatNothingComesForReturnsToLookAround(t *testing.T) {
	c, _, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	began := time.Now()
	_, _, timedOut, err := c.recvFrom(make([]byte, 10), lookInterval)
	if err != nil || !timedOut || time.Since(began) < lookInterval/2 {
		t.Errorf("recvfrom returns after %v (timed out: %t, %v), want it to time out after %v", time.Since(began), timedOut, err, lookInterval)
	}
}

func TestASocketClosedDuringACallIsClosedAfterIt(t *testing.T) {
	n, err := newNative(newOpenFiles(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !n.enter() {
		t.Fatal("it is closed from the start")
	}
	n.close(nil)
	if err := n.conn.sendTo(n.port, []byte("still open")); err != nil {
		t.Errorf("the descriptor is closed during a call: %v", err)
	}
	if n.enter() {
		t.Error("another call begins on a closed socket")
	}
	n.leave()
	if err := n.conn.sendTo(n.port, []byte("closed")); err == nil {
		t.Error("the descriptor is still open after the last call")
	}
	if err := perform(nil, n.receipt(0, nil)); !errors.Is(err, ErrClosed) {
		t.Errorf("receiving on a closed socket: %v", err)
	}
}
