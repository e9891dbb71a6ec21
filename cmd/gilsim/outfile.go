// This file creates the files that commands write: one that is there already is replaced when the new one is whole.

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/moby/sys/atomicwriter"
)

// newFile is what a file may be used for that was not there before; one that is replaced keeps its own permissions.
const newFile = 0o644

// createFile creates a file that appears under its name when it is closed: until then, or if nothing was written to it, or
// if writing failed, what was there stays. Where that is a device or a pipe, it is written to directly.
func createFile(path string) (io.WriteCloser, error) {
	old, err := os.Stat(path)
	if err != nil {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, plainly(err)
		}
		return atomicwriter.New(path, newFile)
	}
	open, err := os.OpenFile(path, os.O_WRONLY, 0) // whether that is allowed: replacing it would not ask
	if err != nil || !old.Mode().IsRegular() {
		return open, plainly(err)
	}
	if err := open.Close(); err != nil {
		return nil, err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, err
	}
	return atomicwriter.New(path, old.Mode().Perm())
}

// plainly returns an error about a file without the name of the system call.
func plainly(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return fmt.Errorf("%s: %w", of.Path, of.Err)
	}
	return err
}

// sameFile reports whether two paths name one file, which may not be there yet.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	a, errA = filepath.Abs(a)
	b, errB = filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// An output is where a command writes what was asked for: standard output, or a file that is replaced when it is whole.
type output struct {
	*stream
	file io.WriteCloser // nil for standard output, and when it is closed
}

// createOutput creates a file; no path, or "-", is standard output.
func (a *app) createOutput(path string) (*output, error) {
	if path == "" || path == stdio {
		return &output{stream: a.stdout}, nil
	}
	file, err := createFile(path)
	if err != nil {
		return nil, fmt.Errorf("the output cannot be written: %w", err)
	}
	return &output{newStream(file), file}, nil
}

// close ends a file. Standard output stays open.
func (o *output) close() error {
	if o.file == nil {
		return nil
	}
	file := o.file
	o.file = nil
	return errors.Join(o.Flush(), file.Close())
}
