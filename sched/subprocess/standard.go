// This file defines programs that every system has, for the simulated machine, and the start of one as an op.

package subprocess

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// Standard returns what stands for a program that every system has, nil where there is none of the name: cat, echo, false, hostname, pwd,
// seq, sleep, sort, true, wc and whoami. They know no options but echo -n and wc -l. A name may have the folder /bin or /usr/bin.
func Standard(name string) Program {
	if dir := path.Dir(name); dir != "." && dir != "/bin" && dir != "/usr/bin" || strings.HasPrefix(name, "./") {
		return nil
	}
	switch path.Base(name) {
	case "cat":
		return cat
	case "echo":
		return echo
	case "false":
		return exits(1)
	case "hostname":
		return Prints("gilsim\n", 0, 0)
	case "pwd":
		return Prints("/\n", 0, 0)
	case "seq":
		return seq
	case "sleep":
		return sleep
	case "sort":
		return sorts
	case "true":
		return exits(0)
	case "wc":
		return wc
	case "whoami":
		return Prints("user\n", 0, 0)
	}
	return nil
}

func exits(code int) Program { return func(*sched.Thread, *Running) int { return code } }

func echo(t *sched.Thread, run *Running) int {
	words, end := run.Args[1:], "\n"
	if len(words) > 0 && words[0] == "-n" {
		words, end = words[1:], ""
	}
	run.Write(t, []byte(strings.Join(words, " ")+end))
	return 0
}

func cat(t *sched.Thread, run *Running) (code int) {
	files := run.Args[1:]
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, file := range files {
		if file != "-" {
			run.WriteError(t, []byte("cat: "+file+": No such file or directory\n"))
			code = 1
			continue
		}
		for data := run.Read(t, chunk); len(data) > 0; data = run.Read(t, chunk) {
			run.Write(t, data)
		}
	}
	return code
}

func sleep(t *sched.Thread, run *Running) int {
	var whole time.Duration
	for _, word := range run.Args[1:] {
		seconds, err := strconv.ParseFloat(strings.TrimSuffix(word, "s"), 64)
		if err != nil || seconds < 0 || seconds > sched.LongestWait.Seconds() {
			run.WriteError(t, []byte("sleep: invalid time interval '"+word+"'\n"))
			return 1
		}
		whole += time.Duration(seconds * float64(time.Second))
	}
	if len(run.Args) == 1 {
		run.WriteError(t, []byte("sleep: missing operand\n"))
		return 1
	}
	t.Sleep(min(whole, sched.LongestWait))
	return 0
}

func seq(t *sched.Thread, run *Running) int {
	first, last := 1, 0
	var err error
	switch args := run.Args[1:]; len(args) {
	case 1:
		last, err = strconv.Atoi(args[0])
	case 2:
		if first, err = strconv.Atoi(args[0]); err == nil {
			last, err = strconv.Atoi(args[1])
		}
	default:
		err = strconv.ErrSyntax
	}
	if err != nil {
		run.WriteError(t, []byte("seq: one or two whole numbers are taken\n"))
		return 1
	}
	var line []byte
	for ; first <= last; first++ {
		if line = fmt.Appendf(line, "%d\n", first); len(line) >= chunk {
			run.Write(t, line)
			line = line[:0]
		}
	}
	run.Write(t, line)
	return 0
}

func sorts(t *sched.Thread, run *Running) int {
	lines := bytes.SplitAfter(run.ReadAll(t), []byte("\n"))
	if n := len(lines); len(lines[n-1]) == 0 {
		lines = lines[:n-1]
	} else {
		lines[n-1] = append(lines[n-1], '\n')
	}
	slices.SortFunc(lines, bytes.Compare)
	run.Write(t, bytes.Join(lines, nil))
	return 0
}

func wc(t *sched.Thread, run *Running) int {
	data := run.ReadAll(t)
	lines := bytes.Count(data, []byte("\n"))
	if len(run.Args) > 1 && run.Args[1] == "-l" {
		run.Write(t, fmt.Appendf(nil, "%d\n", lines))
		return 0
	}
	run.Write(t, fmt.Appendf(nil, "%7d %7d %7d\n", lines, len(bytes.Fields(data)), len(data)))
	return 0
}

// A File is a standard stream of a program that StartOp starts. The zero value is /dev/null.
type File struct {
	End   *ipc.End                           // of a pipe
	Write func(t *sched.Thread, data []byte) // where what is written goes that is no pipe
}

func (f File) stream() stream {
	return stream{end: f.End, null: f.End == nil && f.Write == nil, writes: f.Write}
}

// StartOp returns, as an op, the start of a process on the simulated machine that a program stands for, with these standard streams: what Popen
// does, for threads that are plain data.
func StartOp(args []string, p Program, files [3]File) *sched.Starting {
	s := &sched.Starting{StartedProcess: sched.StartedProcess{Name: path.Base(args[0]), Parent: parentTime, Child: childTime, Signal: signalTime, Bare: true, Anew: true}}
	s.Given = func(process *sched.Process) {
		for _, f := range files {
			if f.End != nil {
				ipc.Pass(process, f.End)
			}
		}
	}
	s.Function = func(t *sched.Thread) {
		run := &Running{Args: args, stdin: files[0].stream(), stdout: files[1].stream(), stderr: files[2].stream()}
		if code := p(t, run) & 0xff; code != 0 {
			t.Process().SetStatus(code)
		}
	}
	return s
}
