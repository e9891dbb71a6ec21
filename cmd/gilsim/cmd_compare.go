// This file defines gilsim compare, which runs a program under several locks with several numbers of threads.

package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/plot"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

type compareFlags struct {
	workload word
	family   choice
	params   params
	gil      list
	threads  list
	interval list
	python   list
	file     fileFlags
	seeds    number
	machine  machineFlags
	real     realFlags
	format   choice
	plot     word
	page     pageFlags
	fleet    fleetFlags

	failOnWrong toggle
}

// The formats that only gilsim compare has.
const (
	formatMarkdown = "md"
	formatCSV      = "csv"
)

func (a *app) compareCommand() *cobra.Command {
	var o compareFlags
	cmd := &cobra.Command{
		Use:   "compare [FILE.py] [-- ARGUMENTS]",
		Short: "a program under several locks, with more and more threads or in several models, predicted and measured",
		Long: "Runs a program under each lock with each number of threads, on the simulated machine and for real, and shows both side by side. The two machines have the same number of cores.\n\n" +
			"A program may have more work with more threads, or split it. So the relative time is the time per bytecode that was executed, over that with one thread under the same lock, and the speed-up is the reverse. The error is what the predicted time is off by. All real runs take turns, round by round.\n\n" +
			"--family=io runs a server in each model of input and output instead, as busy as its clients can keep it, and answers whether coroutines and multiplexing beat threads and pools. --param=cpu=1 has somebody compute beside it.\n\n" +
			"--family=parallel has the same work done one after the other, by threads with the lock and without it, by greenlets, processes and a pool of them. What starting them takes stands apart, and it says below how much work processes do not pay. --threads says how many tasks there are, --param=rounds=N how long each is.\n\n" +
			"--family=ipc has two processes send each other messages of several sizes (--param=size=N: of one) by a pipe, a FIFO, sockets, message queues, shared memory and the queues of multiprocessing, and answers what is right about the tutorials' ranking.\n\n" +
			"A Python file is simulated as several versions of Python run it, --seeds runs each: a row says which results came out, and how often. Then gilsim's own machine executes the bytecodes of each version on the cores of this computer, under that version's lock and without one, predicted beside measured: its times are not CPython's. A file of which one run of each version takes more than a second is measured if --real says so, and with --workers, too.\n\n" +
			"The exit code is 1 if a run fails. A result that is wrong is told, and counts as a failure with --fail-on-wrong only.",
		Example: "gilsim compare --workload countdown\n" +
			"gilsim compare mine.py --python 3.9,3.13,3.13t     which versions of Python it is right on\n" +
			"gilsim compare --gil on --threads 2,4 --switch-interval 1ms,5ms,20ms\n" +
			"gilsim compare --real=false --cores 16 --threads 1,2,4,8,16,32     on a machine that you do not have\n" +
			"gilsim compare --plot spin.svg     draws CPU use and speed-up\n" +
			"gilsim compare --threads 1,2,4,8,16,32 --workers nats://HOST:4222     the simulated runs on several machines\n" +
			"gilsim compare mine.py --python 3.13,3.13t --html both.html     one run of each, side by side in a browser\n" +
			"gilsim compare --family parallel --threads 8     threads, processes, a pool: what starting them costs, and what they gain\n" +
			"gilsim compare --family ipc     what a message costs by each way between processes\n" +
			"gilsim compare --family io --param cpu=1     blocking, threads, pool, non-blocking, select, hub, asynchronous",
		Args: fileOrCommand,
		RunE: func(cmd *cobra.Command, words []string) error {
			if cmd.Flags().Changed("lang") && o.page.path.value == "" {
				return errNoPage
			}
			if o.file.take(words); o.file.path != "" {
				return a.compareFile(&o, cmd.Flags().Changed)
			}
			if err := o.refuseOfFile(cmd.Flags().Changed); err != nil {
				return err
			}
			if err := o.fleet.refuse(o.real.nothingSimulated(), cmd.Flags().Changed); err != nil {
				return err
			}
			if err := o.real.simulatesOnly(o.program(), o.params, cmd.Flags().Changed); err != nil {
				return err
			}
			if err := o.real.refuse(cmd.Flags().Changed); err != nil {
				return err
			}
			if f := experiment.FamilyOf(o.family.value); f != nil {
				if err := o.refuseFamily(f, cmd.Flags().Changed); err != nil {
					return err
				}
			}
			if err := o.refuseOtherCores(cmd.Flags().Changed); err != nil {
				return err
			}
			if err := o.refuseMeasuring(cmd.Flags().Changed); err != nil {
				return err
			}
			return a.compareMatrix(&o, cmd.Flags().Changed)
		},
	}
	o.declare(cmd.Flags())
	_ = cmd.RegisterFlagCompletionFunc("workload", completeWorkloads)
	_ = cmd.RegisterFlagCompletionFunc("profile", completeProfiles)
	_ = cmd.RegisterFlagCompletionFunc("param", completeParams(&o.workload))
	return cmd
}

func (o *compareFlags) refuseFamily(f *experiment.Family, changed func(flag string) bool) error {
	for _, flag := range []string{"workload", "threads", "plot"} {
		if flag == "threads" && f.CountsThreads() {
			continue
		}
		if changed(flag) {
			return fmt.Errorf("--family=%s runs the workload %s, each %s once: leave --%s out", f.Name, f.Workload, f.Varies, flag)
		}
	}
	if changed("threads") && len(o.threads.values) > 1 {
		return fmt.Errorf("--family=%s does as many tasks as --threads says, in each way: give one number, not %s", f.Name, &o.threads)
	}
	if slices.ContainsFunc(o.params, func(p trace.Param) bool { return p.Key == f.Varies }) {
		return fmt.Errorf("--family=%s runs each %s: leave --param=%s=… out", f.Name, f.Varies, f.Varies)
	}
	return nil
}

// refuseOtherCores refuses flags of real runs with other cores than this computer has, where nothing is measured.
func (o *compareFlags) refuseOtherCores(changed func(flag string) bool) error {
	cores := int(o.machine.cores.value)
	if cores == 0 || cores == experiment.CoresInReach() || !o.real.real.on {
		return nil
	}
	for _, flag := range []string{"real", "repeat", "timeout", "pin"} {
		if changed(flag) {
			return fmt.Errorf("--%s is for real runs, of which --cores=%d makes none: %s in reach here", flag, cores, areCores(experiment.CoresInReach()))
		}
	}
	return nil
}

func areCores(n int) string {
	if n == 1 {
		return "1 core is"
	}
	return layout.Plural(n, "core") + " are"
}

func (o *compareFlags) declare(to *pflag.FlagSet) {
	o.workload = word{"spin", "NAME"}
	o.family = choice{"", familyNames()}
	o.threads = list{one: &number{0, 1, 1_000_000}, values: []string{"1", "2", "4", "8"}}
	grouped(to, groupProgram, func(fs *pflag.FlagSet) {
		fs.Var(&o.workload, "workload", "the program to run: gilsim list tells which there are")
		fs.Var(&o.family, "family", "runs programs that do the same in several ways, in place of one with several numbers of threads")
		fs.Var(&o.threads, "threads", "how many threads it starts; 1, or the fewest with which the program can end, is always among them, to compare with")
		fs.Var(&o.params, "param", "one of its parameters: gilsim list NAME tells which there are; can be given several times")
	})
	o.gil = list{one: &choice{"", append([]string{gilOn}, names(gil.Disciplines())...)}, values: []string{"off", gilOn}}
	o.interval = list{one: &span{0, time.Microsecond, time.Hour}, values: []string{layout.Compact(gil.DefaultInterval)}}
	o.python = list{one: &choice{"", eraNames()}}
	grouped(to, groupLock, func(fs *pflag.FlagSet) {
		fs.Var(&o.gil, "gil", "the rules by which it goes from thread to thread")
		fs.Var(&o.interval, "switch-interval", "of on: how long a thread waits until it asks the holder to let go")
		fs.Var(&o.python, "python", "checks and speed of a version of CPython; for a Python file several, separated by commas")
	})
	o.file.declare(to)
	o.seeds = number{20, 1, 1_000_000}
	grouped(to, groupFile, func(fs *pflag.FlagSet) {
		fs.Var(&o.seeds, "seeds", "how many runs of a Python file there are under each version, each with the next seed")
	})
	o.machine.declare(to)
	o.machine.cores.value = 0
	cores := to.Lookup("cores")
	cores.Usage, cores.DefValue = "how many cores it has (default: as many as this computer has in reach; with others nothing is measured)", ""
	o.machine.declareLimit(to)
	o.real.declareRuns(to)
	o.fleet.declare(to)
	o.format = choice{formatText, []string{formatText, formatMarkdown, formatCSV, formatJSON}}
	o.plot = word{"", "FILE"}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.format, "format", "for people, as tables for a document or a spreadsheet, or for scripts (schema 1)")
		o.failOnWrong.declare(fs, "fail-on-wrong", "exits with 1 if a result is wrong, too")
		fs.Var(&o.plot, "plot", "also draws CPU use and speed-up into a file that ends in .svg or .png")
	})
	o.page.declare(to, "a simulated run under the first lock (or version of Python) and one under the last, side by side,")
}

func (a *app) compareMatrix(o *compareFlags, given func(flag string) bool) error {
	if o.plot.value != "" {
		if err := plot.Check(o.plot.value); err != nil {
			return err
		}
	}
	m, err := o.matrix(given)
	if err != nil {
		return err
	}
	drawing, err := createDrawing(o.plot.value)
	if err != nil {
		return err
	}
	defer drawing.close()
	page, err := o.createPair(m)
	if err != nil {
		return err
	}
	defer page.close()
	ctx, stop := interruptible()
	defer stop()
	crew, err := a.crew(&o.fleet, nil)
	if err != nil {
		return err
	}
	if err := crew.did(m.Run(ctx, crew, crew.watch())); err != nil {
		return err
	}
	if err := a.showMatrix(m, o, drawing); err != nil {
		return err
	}
	if m.Interrupted {
		return interrupted("before all runs were made")
	}
	if err := crew.shownAll(func(shard int) string {
		return report.LockName(m.Cells[shard].Lock()) + " and " + report.CellName(m.Cells[shard])
	}); err != nil {
		return err
	}
	if err := a.simulatePair(page, pairOf(m), func() []webpage.Chart { return report.MatrixWebCharts(m) }); err != nil {
		return err
	}
	return finding(report.MatrixError(m, o.failOnWrong.on))
}

// createPair creates the page of two of the runs, nil if there is to be none.
func (o *compareFlags) createPair(m *experiment.Matrix) (*pairFile, error) {
	if o.page.path.value != "" && (m.Family != nil || pairOf(m)[0] == pairOf(m)[1]) {
		return nil, fmt.Errorf("--html shows two locks or versions of Python side by side: give two, and no family of models")
	}
	return createPair(&o.page)
}

// pairOf returns what a page shows of a matrix: the first lock and the last one, each with the fewest threads that are more than
// those that the others are compared with, if there are such.
func pairOf(m *experiment.Matrix) (pair [2]*experiment.Setup) {
	perLock := 0
	for perLock < len(m.Cells) && m.Cells[perLock].Base == m.Cells[0] {
		perLock++
	}
	place := min(1, perLock-1)
	return [2]*experiment.Setup{m.Cells[place].Setup, m.Cells[len(m.Cells)-perLock+place].Setup}
}

// program returns the name of the program: that of the family, if there is one.
func (o *compareFlags) program() string {
	if f := experiment.FamilyOf(o.family.value); f != nil {
		return f.Workload
	}
	return o.workload.value
}

func (o *compareFlags) matrix(given func(flag string) bool) (*experiment.Matrix, error) {
	f := experiment.FamilyOf(o.family.value)
	p, err := findWorkload(o.program())
	if err != nil {
		return nil, err
	}
	m := &experiment.Matrix{Program: p, Family: f, Real: o.real.machine(), Repeat: int(o.real.repeat.value), Least: o.real.least(given), Measures: o.measures(given), Predicts: o.real.sim.on}
	m.Cores = experiment.CoresInReach()
	if cores := int(o.machine.cores.value); cores != 0 {
		m.Cores = cores
	}
	if !m.Measures && !m.Predicts {
		return nil, fmt.Errorf("nothing is left to do: --sim=false simulates nothing, and with other --cores than the %d of this computer nothing is measured", experiment.CoresInReach())
	}
	machine, err := o.machine.config()
	if err != nil {
		return nil, err
	}
	machine.Cores = m.Cores
	locks := o.locks()
	if f != nil && f.CountsThreads() && !given("gil") { // what all are compared with comes first
		slices.Reverse(locks)
	}
	for _, lock := range locks {
		machine.GIL = lock
		inputs, err := o.inputs(m, lock, given)
		if err != nil {
			return nil, err
		}
		if err := m.Add(inputs, o.version(), machine); err != nil {
			return nil, err
		}
	}
	if len(m.Cells) == 0 {
		return nil, fmt.Errorf("--family=%s compares processes, each of which has a lock of its own: without one, --gil=off, there is nothing that differs", f.Name)
	}
	return m, nil
}

// locks returns the locks to compare, in the order of the flags.
func (o *compareFlags) locks() []gil.Config {
	var locks []gil.Config
	for _, name := range o.gil.values {
		d, _ := gil.ParseDiscipline(name) // the flag takes no other names
		c := usualLock(d)
		if era, err := gil.CPython(o.version()); err == nil {
			c.Checks = era.Lock.Checks
		}
		if d != gil.Interval {
			locks = append(locks, c)
			continue
		}
		for _, c.Interval = range o.intervals() {
			locks = append(locks, c)
		}
	}
	return locks
}

// intervals returns the switch intervals.
func (o *compareFlags) intervals() []time.Duration {
	list := make([]time.Duration, len(o.interval.values))
	for i, text := range o.interval.values {
		list[i], _ = time.ParseDuration(text) // the flag takes nothing else
	}
	return list
}

// inputs returns what the program is run with under each lock.
func (o *compareFlags) inputs(m *experiment.Matrix, lock gil.Config, given func(flag string) bool) ([]workload.Input, error) {
	if m.Family != nil {
		tasks := 0
		if given("threads") {
			tasks, _ = strconv.Atoi(o.threads.values[0]) // the flag takes nothing else
		}
		return m.Family.Inputs(m.Program, tasks, m.Cores, lock.Discipline != gil.Off, o.params)
	}
	var list []workload.Input
	for _, n := range o.threadCounts(m.Base(), given("threads")) {
		if n < m.Base() {
			return nil, fmt.Errorf("--threads has %d: workload %s never ends with fewer than %d", n, m.Program.Name, m.Base())
		}
		in, err := m.Program.Input(n, o.params)
		if err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	return list, nil
}

// threadCounts returns the numbers of threads, first the one that the others are compared with. Of those by default, the program
// may be unable to do with some.
func (o *compareFlags) threadCounts(base int, given bool) []int {
	counts := []int{base}
	for _, text := range o.threads.values {
		if n, _ := strconv.Atoi(text); n > base || n < base && given {
			counts = append(counts, n)
		}
	}
	return counts
}

// showMatrix shows the matrix in the format that was asked for, and draws it if that is wanted.
func (a *app) showMatrix(m *experiment.Matrix, o *compareFlags, d *drawing) error {
	if err := d.draw(m); err != nil {
		return err
	}
	switch o.format.value {
	case formatJSON:
		return report.MatrixDocument(m).Write(a.stdout)
	case formatCSV:
		w := csv.NewWriter(a.stdout)
		return w.WriteAll(report.MatrixCSV(m))
	case formatMarkdown:
		_, err := a.stdout.WriteString(report.MatrixMarkdown(m))
		return err
	}
	return a.print(a.stdout, report.MatrixPage(m, a.width(a.stdout)))
}

// A drawing is the file of a plot, nil if there is to be none.
type drawing struct {
	path string
	file io.WriteCloser
}

// createDrawing creates the file before anything is measured: so long a run is not to end with a folder that is not there.
func createDrawing(path string) (*drawing, error) {
	if path == "" {
		return nil, nil
	}
	file, err := createFile(path)
	if err != nil {
		return nil, fmt.Errorf("the plot cannot be written: %w", err)
	}
	return &drawing{path, file}, nil
}

// draw draws the matrix, and replaces the file with that.
func (d *drawing) draw(m *experiment.Matrix) error {
	if d == nil {
		return nil
	}
	var picture bytes.Buffer
	if err := plot.Write(&picture, d.path, report.MatrixCharts(m)); err != nil {
		return err
	}
	_, err := d.file.Write(picture.Bytes())
	return cmp.Or(err, d.close())
}

// close ends the file: if nothing was drawn, what was there stays.
func (d *drawing) close() error {
	if d == nil || d.file == nil {
		return nil
	}
	file := d.file
	d.file = nil
	return file.Close()
}
