// This file defines gilsim play, which lets somebody be the scheduler.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/play"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

type playFlags struct {
	program  programFlags
	file     fileFlags
	lock     lockFlags
	goal     word
	quiz     toggle
	terminal toggle
	all      toggle
	check    word
	receipt  word
	lang     pageFlags
}

func (a *app) playCommand() *cobra.Command {
	var o playFlags
	cmd := &cobra.Command{
		Use:   "play WORKLOAD|FILE.py [-- ARGUMENTS]",
		Short: "you are the scheduler: wherever several threads could go on, you say which does",
		Long: "Lets you make the schedule of a program of the catalogue, or of a Python file, in the browser or in the terminal. Wherever the lock permits several threads to go on, at whatever timing, you are asked who does, and shown what each would do. The goal is to bring something about: a wrong result, a deadlock, a thread that starves, some output. Any schedule that does so wins, and gives a receipt, which --check verifies by following it: 0 if it holds, 1 if not, 2 if it is none.\n\n" +
			"The page comes from this computer's loopback under an address that nobody can guess, and lives until Ctrl-C. What is not given is as small as it can be: whole numbers above 3 are 1, and more than 3 threads are 3. Of the terminal the exit code is 0 if the goal was reached, and 1 if not.",
		Example: "gilsim play balance --gil off     lose an update, in the browser\n" +
			"gilsim play deadlock --terminal     the same kind of game in the terminal\n" +
			"gilsim play mine.py --python 3.9 --goal result=2     a Python file that is to print 2\n" +
			"gilsim play balance --gil off --quiz     say what comes out of a schedule, then see it\n" +
			"gilsim play --check receipt.json     whether a receipt holds",
		Args: func(cmd *cobra.Command, words []string) error {
			switch dash := cmd.ArgsLenAtDash(); {
			case o.check.value != "" && len(words) > 0:
				return fmt.Errorf("%q is too much: with --check the receipt says what was played", words[0])
			case o.check.value == "" && len(words) == 0:
				return fmt.Errorf("WORKLOAD or FILE.py is missing: %s", usage(cmd))
			case len(words) > 1 && dash != 1:
				return fmt.Errorf("%q is too much: the arguments of a Python file come after --", words[1])
			}
			return nil
		},
		RunE:              func(cmd *cobra.Command, words []string) error { return a.play(words, &o, cmd.Flags().Changed) },
		ValidArgsFunction: completeWorkloads,
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *playFlags) declare(to *pflag.FlagSet) {
	o.goal = word{"", "GOAL"}
	o.check = word{"", "RECEIPT"}
	o.receipt = word{"", "FILE"}
	grouped(to, groupPlay, func(fs *pflag.FlagSet) {
		fs.Var(&o.goal, "goal", "what is to be brought about: wrong, deadlock, failure, starve or starve=TIMES, result=TEXT, or free (default: what can go wrong)")
		o.quiz.declare(fs, "quiz", "shows a schedule without what is read and written, and asks what comes out, then shows it")
		o.terminal.declare(fs, "terminal", "asks here, and not in the browser")
		o.all.declare(fs, "all-steps", "asks before each step, those inside the library, too; without it a thread that goes on does so until it has made a step of the program's own")
		fs.Var(&o.receipt, "receipt", "of --terminal: where the receipt goes (default: printed)")
		fs.Var(&o.check, "check", "verifies a receipt by following its schedule; - is standard input")
	})
	o.program.declareSize(to)
	o.file.declare(to)
	o.lock.declarePossible(to)
	grouped(to, groupOutput, func(fs *pflag.FlagSet) { o.lang.declareLang(fs) })
}

func (a *app) play(words []string, o *playFlags, given func(flag string) bool) error {
	if o.check.value != "" {
		return a.checkReceipt(o, given)
	}
	if given("receipt") && !o.terminal.on {
		return errors.New("--receipt is for --terminal: the page shows the receipt")
	}
	var goal play.Goal
	var err error
	if given("goal") {
		if goal, err = play.ParseGoal(o.goal.value); err != nil {
			return err
		}
	}
	s, err := a.playSetup(words, o, given)
	if err != nil {
		return err
	}
	p := playProgram(s)
	p.All, p.Settings = o.all.on, append(p.Settings, o.file.settings()...)
	if o.terminal.on {
		return a.playInTerminal(p, goal, o)
	}
	srv := &play.Server{Program: p, Goal: goal, Lang: o.lang.language(), Glossary: report.WebGlossary(), Quiz: o.quiz.on}
	srv.Short, srv.Doc = report.WebAbout(s.Program.Name)
	return a.playOnPage(words[0], srv)
}

// playProgram returns what is played. Its header has no machine: there is none with cores and times.
func playProgram(s *experiment.Setup) play.Program {
	h := s.Header()
	h.Config, h.Seed = s.Lock().Params(), 0
	if s.Python != "" {
		h.Config = append(h.Config, trace.Param{Key: experiment.ConfigPython, Value: s.Python})
	}
	return play.Program{Make: s.Searchable(), Lock: s.Lock(), Library: s.Machine.Library, Header: h, Settings: s.Settings()}
}

// playOnPage serves the page until Ctrl-C, which is its usual end.
func (a *app) playOnPage(what string, srv *play.Server) error {
	ctx, stop := interruptible()
	defer stop()
	l, address, err := srv.Listen(ctx)
	if err != nil {
		return cannotPlay(what, err)
	}
	fmt.Fprintf(a.stdout, "%s\nOpen this address in a browser on this computer. Ctrl-C ends the game.\n", address)
	if err := a.stdout.Flush(); err != nil {
		return err
	}
	return srv.Serve(ctx, l)
}

func cannotPlay(what string, err error) error {
	return fmt.Errorf("%s cannot be played: %w", what, err)
}

func (a *app) playInTerminal(p play.Program, goal play.Goal, o *playFlags) error {
	width, out := a.width(a.stdout), &flushed{a.stdout}
	t := &play.Terminal{
		Program: p, Goal: goal, In: a.stdin, Out: out, Chinese: o.lang.language() == langChinese,
		Show: func(_ io.Writer, t *trace.Trace) error {
			page := layout.New(width)
			page.Blank()
			page.AddPicture(view.Columns(t, view.ColumnsOptions{Width: width, Limit: report.DefaultSteps, Chinese: o.lang.language() == langChinese}))
			return a.print(a.stdout, page)
		},
	}
	if o.quiz.on {
		asked, known, err := t.Ask(context.Background())
		if err == nil && known < asked {
			return found()
		}
		return err
	}
	receipt, err := t.Play(context.Background())
	switch {
	case err != nil:
		return cannotPlay(p.Header.Program, err)
	case receipt == nil:
		return found()
	}
	return a.keepReceipt(receipt, o.receipt.value)
}

// flushed is a stream on which everything shows at once.
type flushed struct{ *stream }

// Write writes to the stream, and flushes it.
func (f *flushed) Write(text []byte) (int, error) {
	n, err := f.stream.Write(text)
	if err == nil {
		err = f.Flush()
	}
	return n, err
}

// keepReceipt writes a receipt to a file, or prints it.
func (a *app) keepReceipt(r *play.Receipt, path string) error {
	if path == "" || path == stdio {
		return r.Write(a.stdout)
	}
	f, err := createFile(path)
	if err != nil {
		return fmt.Errorf("the receipt cannot be written: %w", err)
	}
	if err := r.Write(f); err != nil {
		return err
	}
	return f.Close()
}

// playSetup returns what is played.
func (a *app) playSetup(words []string, o *playFlags, given func(flag string) bool) (*experiment.Setup, error) {
	lock, err := o.lock.config(given)
	if err != nil {
		return nil, err
	}
	python, p := o.lock.python.value, (*workload.Program)(nil)
	if pyfile.Is(words[0]) {
		o.file.take(words)
		if err := o.file.refuse(given); err != nil {
			return nil, err
		}
		if info, err := os.Stat(o.file.expect.value); err == nil && info.Mode().IsRegular() {
			return nil, errors.New("--expect must be a text or /a pattern/ here: the receipt could not hold the file")
		}
		python = pythonOf(python, lock)
		p, err = a.deaf().fileProgram(&o.file, python, 1)
	} else if len(words) > 1 {
		err = errors.New("a program of the catalogue takes no arguments after --: it has --threads and --param")
	} else if err = o.file.refuse(given); err == nil {
		p, err = findWorkload(words[0])
	}
	if err != nil {
		return nil, err
	}
	threads, params := smallest(p, int(o.program.threads.value), o.program.params)
	in, err := p.Input(threads, params)
	if err != nil {
		return nil, err
	}
	return experiment.New(p, in, python, sim.Config{Cores: 1, Seed: 1, GIL: lock})
}

// deaf returns the app for a program whose standard input is empty: the player's answers come from there.
func (a *app) deaf() *app {
	own := *a
	own.stdin = strings.NewReader("")
	return &own
}

// large is how large a number has to be to be brought down, where it is not given.
const large = 3

// smallest returns a size at which somebody can make every decision: what is given, and small numbers in place of large ones.
func smallest(p *workload.Program, threads int, given []trace.Param) (int, []trace.Param) {
	if threads == 0 && p.Threads > large {
		threads = max(large, p.Least)
	}
	for _, param := range p.Params {
		if _, is := trace.Lookup(given, param.Name); is {
			continue
		}
		if n, err := strconv.Atoi(param.Default); err == nil && n > large {
			given = append(given, trace.Param{Key: param.Name, Value: "1"})
		}
	}
	return threads, given
}

// checkReceipt verifies a receipt.
func (a *app) checkReceipt(o *playFlags, given func(flag string) bool) error {
	for _, flag := range []string{"goal", "quiz", "terminal", "all-steps", "receipt", "threads", "param", "gil", "checks", "python", "check-interval", "expect", "result", "max-memory", "lang"} {
		if given(flag) {
			return fmt.Errorf("--%s has no effect with --check: the receipt says all that is needed", flag)
		}
	}
	r, err := a.readReceipt(o.check.value)
	if err != nil {
		return inFile(o.check.value, err)
	}
	s, err := a.receiptSetup(r)
	if err != nil {
		return inFile(o.check.value, err)
	}
	var mismatch *play.Mismatch
	switch err := r.Verify(playProgram(s)); {
	case errors.As(err, &mismatch):
		return finding(inFile(o.check.value, err))
	case err != nil:
		return inFile(o.check.value, err)
	}
	fmt.Fprintf(a.stdout, "%s: the receipt holds: %s, goal %s, comes to %s\nplayed with %s\n", shownPath(o.check.value), trace.Printable(s.Program.Name), trace.Printable(r.Goal), trace.Printable(r.Result), settingsOf(r))
	return nil
}

// settingsOf says with what a receipt was played, so that whoever checks it sees whether that is what was to be played: a receipt can be of
// another source of the same name, of another size, or under another lock.
func settingsOf(r *play.Receipt) string {
	schedule, err := search.ParseSchedule(r.Schedule)
	if err != nil {
		return "" // it has been parsed before
	}
	var list []string
	for _, p := range schedule.Settings {
		list = append(list, trace.Printable(p.Key+"="+p.Value))
	}
	return strings.Join(list, " ")
}

func (a *app) readReceipt(path string) (*play.Receipt, error) {
	if path == stdio {
		return play.ReadReceipt(a.stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return play.ReadReceipt(f)
}

// receiptSetup makes what a receipt was given for. Of a Python file nothing is taken from this computer but what the receipt holds.
func (a *app) receiptSetup(r *play.Receipt) (*experiment.Setup, error) {
	schedule, err := search.ParseSchedule(r.Schedule)
	if err != nil {
		return nil, err
	}
	h, rest := experiment.HeaderOfSchedule(schedule)
	for _, s := range r.Sources {
		h.Sources = append(h.Sources, trace.SourceFile{Name: s.Name, Text: s.Text})
	}
	if pyfile.Is(h.Program) && len(h.Sources) == 0 {
		return nil, errors.New("it has no source: that of a Python file must be in it")
	}
	s, _, err := a.deaf().scheduledSetup(h, rest, &replayFlags{}, func(string) bool { return false })
	return s, err
}
