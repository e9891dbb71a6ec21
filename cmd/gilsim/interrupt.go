// This file defines how Ctrl-C ends a run: in order, with one line, and with the exit code that shells expect.

package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

// interruptible returns a context that Ctrl-C ends. A second Ctrl-C ends the process, as always.
func interruptible() (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// interrupted is the error of a run that Ctrl-C has ended.
func interrupted(format string, args ...any) error {
	return &exitError{exitInterrupted, fmt.Errorf("interrupted "+format, args...)}
}
