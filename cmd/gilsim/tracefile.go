// This file opens traces: to write them while a run goes on, and to read them.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/schedules"
	"github.com/gilsim/gilsim/trace"
)

// stdio is the path that stands for standard input or standard output.
const stdio = "-"

// reportStream returns where the report goes: to standard error if the trace goes to standard output.
func (a *app) reportStream(trace string) *stream {
	if trace == stdio && !a.flags.quiet.on {
		return a.stderr
	}
	return a.stdout
}

// A traceFile is a trace that is being written. A nil one is none. It begins with the first event: a run that never was
// leaves the trace alone that is there already, and so does one that fails or is interrupted: its trace goes beside it.
type traceFile struct {
	path   string      // where it is written to
	final  string      // where it goes in the end unless the run fails; "" if that is where it is
	mode   os.FileMode // of what is there now
	failed bool        // the run has failed, or was interrupted
	out    io.Writer
	file   io.Closer // nil for standard output
	header trace.Header
	names  *trace.Names
	writer *trace.Writer      // nil before the first event
	fail   context.CancelFunc // ends the run when writing fails
}

// createTrace creates the trace of a run, nil without a path.
func (a *app) createTrace(path string, h trace.Header, names *trace.Names) (*traceFile, error) {
	t := &traceFile{path: path, header: h, names: names}
	switch path {
	case "":
		return nil, nil
	case stdio:
		t.out = a.traces
		return t, nil
	}
	file, err := createFile(path)
	if old, missing := os.Stat(path); err == nil && missing == nil && old.Mode().IsRegular() {
		_ = file.Close() // nothing was written: what is there stays
		if t.final, err = filepath.EvalSymlinks(path); err == nil {
			t.path, t.mode = path+failedSuffix, old.Mode().Perm()
			file, err = createFile(t.path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("the trace cannot be written: %w", err)
	}
	t.out, t.file = file, file
	return t, nil
}

// failedSuffix is the end of the name of a failed run's trace where another trace has the name that was given.
const failedSuffix = ".failed"

// end notes how the run has ended.
func (t *traceFile) end(err error) {
	if t != nil {
		t.failed = err != nil
	}
}

// aside says that the trace did not go where it was to go; nil if it did.
func (t *traceFile) aside() error {
	if t == nil || t.final == "" || !t.failed || t.writer == nil {
		return nil
	}
	return fmt.Errorf("the trace of this run is in %s: it does not replace %s", t.path, strings.TrimSuffix(t.path, failedSuffix))
}

// during returns the context of a run that ends when its trace cannot be written.
func (t *traceFile) during(ctx context.Context) context.Context {
	if t != nil {
		ctx, t.fail = context.WithCancel(ctx)
	}
	return ctx
}

func (t *traceFile) recorder() trace.Recorder {
	if t == nil {
		return nil
	}
	return t
}

// Record writes events.
func (t *traceFile) Record(events []trace.Event) {
	if t.writer == nil {
		t.writer = trace.NewWriter(t, t.header, t.names)
	}
	t.writer.Record(events)
}

// Write writes to the file, and ends the run with the first error.
func (t *traceFile) Write(text []byte) (int, error) {
	n, err := t.out.Write(text)
	if err != nil && t.fail != nil {
		t.fail()
	}
	return n, err
}

// kept says for whom it may concern that the trace was kept.
func (t *traceFile) kept() string {
	switch {
	case t == nil || t.writer == nil:
		return ""
	case t.file == nil:
		return "; the trace up to there is complete"
	}
	return fmt.Sprintf("; the trace up to there is in %s", t.path)
}

// close ends the file, which is complete up to here.
func (t *traceFile) close() error {
	if t == nil {
		return nil
	}
	if t.fail != nil {
		t.fail()
	}
	var err error
	if t.writer != nil {
		err = t.writer.Close()
	}
	if t.file != nil {
		err = errors.Join(err, t.file.Close())
	}
	if err == nil && t.final != "" && !t.failed && t.writer != nil {
		err = errors.Join(os.Chmod(t.path, t.mode), os.Rename(t.path, t.final))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", t.path, err)
	}
	return nil
}

func (a *app) openTrace(path string) (io.ReadCloser, error) {
	if path == stdio {
		return io.NopCloser(a.stdin), nil
	}
	file, err := os.Open(path)
	if schedule, ok := schedules.Open(path); ok && errors.Is(err, fs.ErrNotExist) {
		return schedule, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the trace cannot be read: %w", plainly(err))
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		file.Close()
		return nil, fmt.Errorf("the trace cannot be read: %s is a directory", path)
	}
	return file, nil
}

// A traceReader reads a trace, and names it in its errors.
type traceReader struct {
	*trace.Reader
	path  string
	in    io.Closer
	count int64 // events read so far
}

// readTrace opens a trace and reads its header.
func (a *app) readTrace(path string) (*traceReader, error) {
	in, err := a.openTrace(path)
	if err != nil {
		return nil, err
	}
	r, err := trace.NewReader(in)
	if err != nil {
		in.Close()
		return nil, inFile(path, err)
	}
	return &traceReader{Reader: r, path: path, in: in}, nil
}

// Next returns the next event, io.EOF at the end.
func (r *traceReader) Next() (trace.Event, error) {
	e, err := r.Reader.Next()
	switch err {
	case nil:
		r.count++
	case io.EOF:
	default:
		err = inFile(r.path, err)
	}
	return e, err
}

// feed tells the recorder all events.
func (r *traceReader) feed(rec trace.Recorder) error {
	batch := make([]trace.Event, 0, 256)
	for {
		e, err := r.Next()
		if err == nil {
			batch = append(batch, e)
		}
		if err != nil || len(batch) == cap(batch) {
			rec.Record(batch)
			batch = batch[:0]
		}
		switch err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
	}
}

func (a *app) wholeTrace(path string) (*trace.Trace, error) {
	r, err := a.readTrace(path)
	if err != nil {
		return nil, err
	}
	defer r.close()
	var all trace.Buffer
	err = r.feed(&all)
	return &trace.Trace{Header: r.Header(), Names: r.Names(), Events: all.Events}, err
}

func (r *traceReader) close() { _ = r.in.Close() }

// shownPath names a trace that is read.
func shownPath(path string) string {
	if path == stdio {
		return "standard input"
	}
	return path
}

// inFile names the file in an error about what stands in it.
func inFile(path string, err error) error {
	name := shownPath(path)
	var format *trace.FormatError
	if errors.As(err, &format) {
		return fmt.Errorf("%s, line %d: %s", name, format.Line, format.Msg)
	}
	return fmt.Errorf("%s: %w", name, err)
}
