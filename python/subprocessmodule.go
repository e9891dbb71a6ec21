// This file defines the module _subprocess: the start of other programs (Modules/_posixsubprocess.c). On the simulated machine there are none, so
// programs of package subprocess stand for a few.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/subprocess"
)

// A launching is the start of a program under way.
type launching struct{ *sched.Starting }

func (l *launching) value(t *Thread) (Value, *Exception) { return t.hasStarted(l.Result()) }

// The descriptors of the standard output and error.
const (
	standardOutput = 1
	standardError  = 2
)

// standardFile returns what a program has as one of its standard streams: the end of a pipe, or what the run's own go to; without
// either it is /dev/null.
func (t *Thread) standardFile(fd int64, in bool) (subprocess.File, *Exception) {
	m := t.interp.machine
	d, open := t.interp.descriptors[fd]
	switch {
	case fd < firstDescriptor && in:
		return subprocess.File{}, nil
	case fd == standardOutput:
		return subprocess.File{Write: func(s *sched.Thread, data []byte) {
			s.Write(string(data))
			m.stdout = append(m.stdout, data...)
		}}, nil
	case fd == standardError:
		return subprocess.File{Write: func(_ *sched.Thread, data []byte) { m.stderr = append(m.stderr, data...) }}, nil
	case fd < firstDescriptor:
		return subprocess.File{}, nil
	case open && in && d.in != nil:
		return subprocess.File{End: d.in}, nil
	case open && !in && d.out != nil:
		return subprocess.File{End: d.out}, nil
	case open:
		return subprocess.File{}, newException(notImplementedError, "a program's standard streams can be pipes, and no sockets")
	}
	return subprocess.File{}, t.badDescriptor()
}

// launchFunction is start(args, files, shell): files are three descriptors, below 0 for /dev/null.
func launchFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	var args []string
	for _, v := range a[0].items() {
		args = append(args, v.text())
	}
	p := subprocess.Standard(args[0])
	if a[2] == pyTrue {
		var err error
		if p, err = subprocess.Shell(args[0]); err != nil {
			return raise(notImplementedError, "%s", err)
		}
		args = append([]string{"sh", "-c"}, args...)
	}
	if p == nil {
		return Value{}, t.newExceptionOf(osError, []Value{integer(2), newStr("No such file or directory"), newStr(args[0])})
	}
	var files [3]subprocess.File
	for i, v := range a[1].items() {
		var err *Exception
		if files[i], err = t.standardFile(v.i, i == 0); err != nil {
			return Value{}, err
		}
	}
	t.interp.heeds = true
	return t.perform(&launching{subprocess.StartOp(slices.Clone(args), p, files)})
}

func defineSubprocess() {
	registerModule(&NativeModule{name: "_subprocess", functions: []Native{
		{name: "start", signature: "(args, files, shell, /)", cost: engages, call: launchFunction},
	}})
}
