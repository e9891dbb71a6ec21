// This file defines the game in a terminal: the same questions, without a browser.

package play

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export/page"
	"github.com/gilsim/gilsim/trace/view"
)

// A Terminal plays a game in lines of text: it asks on Out, and reads the answers from In.
type Terminal struct {
	Program Program
	Goal    Goal // its zero value is the first that the program is found to have
	In      io.Reader
	Out     io.Writer
	Chinese bool
	Show    func(w io.Writer, t *trace.Trace) error // shows the run so far

	game  *Game
	goals *Goals
	lines *bufio.Scanner
	shown int // steps of the run that were shown
	words *terminalWords
}

// maxLine is how long an answer may be.
const maxLine = 1 << 16

// begin is what both forms of play begin with.
func (c *Terminal) begin() {
	c.words = &englishTerminal
	if c.Chinese {
		c.words = &chineseTerminal
	}
	c.lines = bufio.NewScanner(c.In)
	c.lines.Buffer(nil, maxLine)
}

// Play plays until the goal is reached or there are no more answers. It returns the receipt, nil if the game was not won.
func (c *Terminal) Play(ctx context.Context) (*Receipt, error) {
	c.begin()
	var err error
	if c.goals, err = FindGoals(ctx, c.Program); err != nil {
		return nil, err
	}
	if c.Program.Phase == 0 {
		c.Program.Phase = c.goals.Phase
	}
	if c.Goal.Kind == "" {
		c.Goal = c.goals.List[0]
	}
	if c.game, err = New(c.Program, c.Goal); err != nil {
		return nil, err
	}
	if c.goals.Sure && len(c.goals.List) < 2 {
		c.say(c.words.none)
	}
	c.sayGoal()
	c.say(c.words.help)
	for ctx.Err() == nil {
		if c.game.Won() && c.game.goal.Kind != Free {
			return c.won()
		}
		if err := c.tell(); err != nil {
			return nil, err
		}
		more, err := c.ask(ctx)
		if err != nil || !more {
			return nil, err
		}
	}
	return nil, nil
}

func (c *Terminal) say(format string, args ...any) { fmt.Fprintf(c.Out, format+"\n", args...) }

// in returns a text in the terminal's language.
func (c *Terminal) in(t page.Text) string {
	if c.Chinese {
		return t.Chinese
	}
	return t.English
}

func (c *Terminal) sayGoal() { c.say(c.words.goal, c.words.goalText(c.game.goal)) }

// won tells how, and returns the receipt.
func (c *Terminal) won() (*Receipt, error) {
	if err := c.Show(c.Out, c.game.Trace()); err != nil {
		return nil, err
	}
	c.say("")
	r, err := c.game.Receipt()
	if err == nil {
		c.say(c.words.won, c.outcome(r))
	}
	return r, err
}

// outcome says what a game that was won came to.
func (c *Terminal) outcome(r *Receipt) string {
	switch e := c.game.End(); {
	case c.game.goal.Kind == Starve:
		thread, _ := c.game.Passed()
		return fmt.Sprintf(c.words.passed, c.game.Name(thread), c.game.goal.Times)
	case e != nil:
		return trace.Printable(c.in(e.text()))
	}
	return trace.Printable(r.Result)
}

// tell tells what has happened since the last question, and what can happen now.
func (c *Terminal) tell() error {
	c.say("")
	c.tellSteps()
	if e := c.game.End(); e != nil {
		c.tellEnd(e)
		return nil
	}
	if q := c.game.Asked(); q != nil {
		c.say(c.words.question(q, c.game.Name(q.Thread)))
		for i, a := range q.Answers {
			c.say("  %d  %s", i+1, c.words.answer(q.Kind, a))
		}
		return nil
	}
	options, err := c.game.Options()
	if err != nil {
		return err
	}
	c.say(c.words.ask)
	for i, o := range options {
		c.say("  %d  %-12s  %s", i+1, o.Name, c.option(&o))
	}
	for _, w := range c.game.Waiting() {
		c.say("  -  %-12s  %s", w.Name, c.words.waiter(w))
	}
	return nil
}

// option says what a thread would do.
func (c *Terminal) option(o *Option) string {
	var parts []string
	if o.TimesOut {
		parts = append(parts, c.words.timesOut)
	}
	shown := o.Steps[:min(len(o.Steps), shownSteps)]
	for _, s := range shown {
		parts = append(parts, s.text())
	}
	if more := len(o.Steps) - len(shown); more > 0 {
		parts = append(parts, fmt.Sprintf(c.words.more, more))
	}
	if o.Asks != "" {
		parts = append(parts, c.words.asks[o.Asks])
	}
	if len(parts) == 0 {
		return c.words.library
	}
	return strings.Join(parts, "; ")
}

// text is the step with its line in the source.
func (s *Step) text() string {
	if s.Place.Line == 0 {
		return s.Text
	}
	return fmt.Sprintf("%s (:%d)", s.Text, s.Place.Line)
}

// tellSteps tells the steps that were not told yet.
func (c *Terminal) tellSteps() {
	t := c.game.now.notes.plain()
	rows := view.Rows(t, view.Filter{})
	if c.shown > len(rows) {
		c.shown = 0
	}
	for _, row := range rows[c.shown:] {
		if row.Text != "" {
			c.say("  %-12s  %s", t.Names.Label(t.Events[row.Event].Thread), row.Text)
		}
		if row.Lost != "" {
			c.say("    ! %s", c.in(textOf(row.Lost)))
		}
	}
	c.shown = len(rows)
}

func (c *Terminal) tellEnd(e *End) {
	c.say(c.words.ended, c.in(e.text()))
	if e.Kind == Deadlock && e.Err != nil {
		for line := range strings.Lines(c.in(textOf(e.Err.Error()))) {
			c.say("  %s", trace.Printable(strings.TrimRight(line, "\n")))
		}
	}
	if c.game.goal.Kind != Free {
		c.say(c.words.notGoal)
	}
}

// ask asks for an answer and carries it out. It reports whether there is more to come.
func (c *Terminal) ask(ctx context.Context) (more bool, err error) {
	fmt.Fprint(c.Out, "> ")
	if !c.lines.Scan() {
		c.say("")
		return false, c.lines.Err()
	}
	word := strings.TrimSpace(c.lines.Text())
	switch word {
	case "":
	case "q", "quit":
		return false, nil
	case "u", "undo":
		_, err = c.game.Undo()
		c.shown = 0
	case "r", "restart":
		err = c.game.Restart()
		c.shown = 0
	case "h", "hint":
		err = c.hint(ctx)
	case "s", "show":
		err = c.Show(c.Out, c.game.Trace())
	case "g", "goals":
		for _, goal := range c.goals.List {
			c.say("  goal %-20s  %s", goal, c.words.goalText(goal))
		}
	case "?", "help":
		c.say(c.words.help)
	default:
		err = c.choose(word)
	}
	return true, err
}

// choose carries out an answer that is a number or a goal.
func (c *Terminal) choose(word string) error {
	if text, ok := strings.CutPrefix(word, "goal "); ok {
		goal, err := ParseGoal(text)
		if err != nil {
			c.say("%v", err)
			return nil
		}
		c.game.Aim(goal)
		c.sayGoal()
		return nil
	}
	able, asked := c.game.Able(), c.game.Asked()
	most := len(able)
	if asked != nil {
		most = len(asked.Answers)
	}
	n, err := strconv.Atoi(word)
	switch {
	case most == 0:
		c.say(c.words.over, trace.Printable(word))
		return nil
	case err != nil || n < 1 || n > most:
		c.say(c.words.wrong, trace.Printable(word), most)
		return nil
	case asked != nil:
		return c.game.Answer(n - 1)
	}
	return c.game.Choose(able[n-1])
}

func (c *Terminal) hint(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, ahead)
	defer cancel()
	h, err := c.game.Hint(ctx)
	switch {
	case err != nil:
		return err
	case h.Thread != 0:
		c.say(c.words.hinted, c.game.Name(h.Thread))
	case h.Answer != 0:
		q := c.game.Asked()
		c.say(c.words.answerHinted, c.words.answer(q.Kind, q.Answers[h.Answer-1]))
	case h.Impossible:
		c.say(c.words.impossible)
	default:
		c.say(c.words.unknown)
	}
	return nil
}

// Ask asks questions of a quiz until there are no more answers, and returns how many were answered, and how many of them rightly.
func (c *Terminal) Ask(ctx context.Context) (asked, known int, err error) {
	c.begin()
	q, err := NewQuiz(ctx, c.Program)
	if err != nil {
		return 0, 0, err
	}
	for ctx.Err() == nil {
		question, err := q.Next()
		if err != nil {
			return asked, known, err
		}
		answer := c.askQuestion(question)
		if answer < 0 {
			break
		}
		asked++
		verdict := c.words.mistaken
		if answer == question.Right {
			known++
			verdict = c.words.correct
		}
		if err := c.Show(c.Out, question.Game.Trace()); err != nil {
			return asked, known, err
		}
		c.say("")
		c.say(verdict, c.in(question.Answers[question.Right]))
		c.say("")
	}
	c.say(c.words.score, known, asked)
	return asked, known, c.lines.Err()
}

// askQuestion asks one question until it is answered, and returns the answer; -1 if there is none.
func (c *Terminal) askQuestion(q *Question) int {
	for _, s := range q.Steps {
		step := Step{s.Text, s.Place}
		c.say("  %-12s  %s", s.Name, step.text())
	}
	c.say("")
	c.say(c.words.predict)
	for i, a := range q.Answers {
		c.say("  %d  %s", i+1, trace.Printable(c.in(a)))
	}
	for {
		fmt.Fprint(c.Out, "> ")
		if !c.lines.Scan() {
			c.say("")
			return -1
		}
		word := strings.TrimSpace(c.lines.Text())
		if word == "q" || word == "quit" {
			return -1
		}
		if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(q.Answers) {
			return n - 1
		}
		c.say(c.words.wrongAnswer, trace.Printable(word), len(q.Answers))
	}
}
