// This file defines the exit codes, the error that ends the command with one of its own, and what Ctrl-C does.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes, as diff(1) and grep(1) use them.
const (
	exitFine        = 0
	exitFinding     = 1   // traces differ, a replay departs, a run failed, took too long or is wrong
	exitTrouble     = 2   // a bad flag, a file that cannot be read, a combination that makes no sense
	exitIncomplete  = 3   // a search that found nothing wrong, and could not run everything
	exitInterrupted = 130 // 128 and the number of the signal, as shells have it
)

// An exitError is an error that ends the command with a code of its own. Any other error is trouble.
type exitError struct {
	code int
	err  error // nil if all has been said already
}

// Error returns the message.
func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap returns the cause.
func (e *exitError) Unwrap() error { return e.err }

// finding is the error of a command that went well and found something; nil for nothing.
func finding(what error) error {
	if what == nil {
		return nil
	}
	return &exitError{exitFinding, what}
}

// found is the error of a finding that the output has told in full.
func found() error { return &exitError{code: exitFinding} }

func codeOf(err error) int {
	var e *exitError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &e):
		return e.code
	}
	return exitTrouble
}

// interruptible returns a context that Ctrl-C ends, and so do the signals to terminate and, unless it is ignored as under
// nohup, that the terminal is gone. A second one ends the process, as always.
func interruptible() (ctx context.Context, stop func()) {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop = signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// interrupted is the error of a run that Ctrl-C has ended.
func interrupted(format string, args ...any) error {
	return &exitError{exitInterrupted, fmt.Errorf("interrupted "+format, args...)}
}
