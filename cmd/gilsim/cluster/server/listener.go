// This file hears what the server says while it starts.

package server

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"
)

// A listener keeps the last complaint of a server. It is its log.
type listener struct {
	mu    sync.Mutex
	last  string
	fatal chan struct{} // closed by the first complaint after which the server does not start
	full  chan error    // has the first failure to write a message down, after which that is not tried again
}

func newListener() *listener { return &listener{fatal: make(chan struct{}), full: make(chan error, 1)} }

// ready waits until the server takes connections and keeps messages, and reports whether it does.
func (l *listener) ready(s *nats.Server) bool {
	for began := time.Now(); time.Since(began) < time.Minute; {
		if s.ReadyForConnections(20 * time.Millisecond) {
			return s.JetStreamEnabled()
		}
		select {
		case <-l.fatal:
			return false
		default:
		}
	}
	return false
}

func (l *listener) keep(format string, v ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = fmt.Sprintf(format, v...)
}

// failure says why the server has not started.
func (l *listener) failure(listen string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case strings.Contains(l.last, "address already in use"):
		return fmt.Errorf("somebody listens at %s already: give another --listen", listen)
	case l.last == "":
		return errors.New("the server did not start within a minute")
	}
	return fmt.Errorf("the server cannot be started: %s", l.last)
}

// Fatalf keeps it.
func (l *listener) Fatalf(format string, v ...any) {
	l.keep(format, v...)
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.fatal:
	default:
		close(l.fatal)
	}
}

// Errorf keeps it, and sees whether the disk is full. The server tells that nobody else: it just does not answer.
func (l *listener) Errorf(format string, v ...any) {
	l.keep(format, v...)
	text := fmt.Sprintf(format, v...)
	if !strings.Contains(strings.ToLower(text), "critical write error") {
		return
	}
	_, why, _ := strings.Cut(text, ": ")
	if strings.Contains(text, "no space left") || strings.Contains(text, "not enough space") {
		why = "the disk is full"
	}
	select {
	case l.full <- fmt.Errorf("%s, and so the server ends: when that has changed, start it again; what it has stored is kept, and masters and workers wait", why):
	default:
	}
}

// Warnf, Noticef, Debugf and Tracef are of no use here.
func (l *listener) Warnf(string, ...any)   {}
func (l *listener) Noticef(string, ...any) {}
func (l *listener) Debugf(string, ...any)  {}
func (l *listener) Tracef(string, ...any)  {}
