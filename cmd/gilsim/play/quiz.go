// This file defines the quiz: a schedule is shown without what was read and written, and the player says what comes out.

package play

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export/page"
	"github.com/gilsim/gilsim/trace/view"
)

// A Quiz asks what runs of a program come to.
type Quiz struct {
	player  *player
	answers []page.Text // what can come out, a line each
	drawn   int         // runs that were drawn so far
	asked   map[page.Text]int
}

// A Question is a schedule, and what it could come to.
type Question struct {
	Steps   []QuizStep
	Answers []page.Text
	Right   int // which of them is right, from 0
	Game    *Game
}

// A QuizStep is a step of the schedule. What it reads, writes or prints is not told.
type QuizStep struct {
	Thread int32       `json:"thread"`
	Name   string      `json:"name"`
	Text   string      `json:"text"`
	Place  trace.Place `json:"place"`
}

// errOneEnd says that there is nothing to ask.
var errOneEnd = errors.New("there is nothing to predict: every run that was made came to the same end; try --gil=off, another --python or a larger size")

// NewQuiz begins a quiz about a program. The error says why there is none.
func NewQuiz(ctx context.Context, p Program) (*Quiz, error) {
	player := newPlayer(p)
	s, err := player.survey(ctx)
	if err != nil {
		return nil, err
	}
	q := &Quiz{player: player, asked: map[page.Text]int{}}
	for _, e := range s.ends {
		if text := e.text(); !slices.Contains(q.answers, text) {
			q.answers = append(q.answers, text)
		}
	}
	if len(q.answers) < 2 {
		return nil, errOneEnd
	}
	q.answers = q.answers[:min(len(q.answers), maxAnswers)]
	return q, nil
}

// maxAnswers is how many answers a question has.
const maxAnswers = 8

// text is what an end is called among answers. What the program itself says is the same in both languages.
func (e *End) text() page.Text {
	switch {
	case e.Kind != Result:
		return textOf(e.Result)
	case e.Result == "":
		return page.Text{English: "(nothing)", Chinese: "（无）"}
	}
	return page.Text{English: e.Result, Chinese: e.Result}
}

// textOf returns what is said of how a run has ended in both languages.
func textOf(said string) page.Text { return page.Text{English: said, Chinese: view.InChinese(said)} }

// draws is how many runs are drawn to find one with an end that was not asked for yet.
const draws = 40

// Next asks the next question: about an end that was asked for least.
func (q *Quiz) Next() (*Question, error) {
	var best *run
	for range draws {
		r, err := q.player.run(path{}, drawing(Goal{}, q.drawn), false)
		q.drawn++
		switch {
		case err != nil:
			return nil, err
		case r.end == nil || !slices.Contains(q.answers, r.end.text()):
		case best == nil || q.asked[r.end.text()] < q.asked[best.end.text()]:
			best = r
		}
	}
	if best == nil {
		return nil, errOneEnd
	}
	q.asked[best.end.text()]++
	g := &Game{player: q.player, goal: Goal{Kind: Free}, path: best.path}
	if err := g.settle(nobody); err != nil {
		return nil, err
	}
	return &Question{g.hidden(), q.answers, slices.Index(q.answers, best.end.text()), g}, nil
}

// hidden returns the steps of a run without what they read, write and print.
func (g *Game) hidden() (list []QuizStep) {
	t := g.now.notes.plain()
	places := trace.PerThread[int64]{Names: t.Names}
	rows := view.Rows(t, view.Filter{})
	for i := range t.Events {
		e := &t.Events[i]
		at := places.Row(e.Thread)
		if e.Kind == trace.At && at != nil {
			*at = e.Arg
		}
		if len(rows) == 0 || rows[0].Event != i {
			continue
		}
		if rows[0].Text != "" && !e.Kind.Fails() {
			s := QuizStep{Thread: e.Thread, Name: t.Names.Label(e.Thread), Text: masked(e.Kind, rows[0].Text)}
			s.Place, _ = t.Names.Place(*at)
			list = append(list, s)
		}
		rows = rows[1:]
	}
	return list
}

// masked returns the words of a step without its value. What a store adds to what was read is told, "balance ← ? + 5", and so is what
// comes from outside: no schedule says which number is drawn, or what the clock shows.
func masked(k trace.Kind, text string) string {
	switch k {
	case trace.Load:
		name, _, _ := strings.Cut(text, " → ")
		return name + " → ?"
	case trace.Store:
		name, value, _ := strings.Cut(text, " ← ")
		if _, sum, ok := strings.Cut(value, " ("); ok {
			for _, sign := range []string{" + ", " - "} {
				if _, by, ok := strings.Cut(sum, sign); ok {
					return name + " ← ?" + sign + strings.TrimSuffix(by, ")")
				}
			}
		}
		return name + " ← ?"
	case trace.Print:
		return k.String() + " ?"
	}
	return text
}
