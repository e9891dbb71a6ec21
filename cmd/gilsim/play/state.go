// This file defines what the page is told of a game.

package play

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/gilsim/gilsim/trace/export/page"
)

// A state is what the page is told after each move.
type state struct {
	Run       json.RawMessage `json:"run"` // as package page has it
	Goal      goalState       `json:"goal"`
	Goals     []goalState     `json:"goals"`
	Sure      bool            `json:"sure"` // no other end is possible
	Decisions int             `json:"decisions"`
	Options   []optionState   `json:"options"`
	Asked     *askedState     `json:"asked"` // what is to be answered first; null: nothing
	Waiting   []Waiter        `json:"waiting"`
	Passed    passedState     `json:"passed"`
	Won       bool            `json:"won"`
	End       *endState       `json:"end"`
	Receipt   string          `json:"receipt"` // "" unless the game is won
}

// A goalState is a goal as ParseGoal reads it, and in parts.
type goalState struct {
	Text   string `json:"text"`
	Kind   string `json:"kind"`
	Result string `json:"result"`
	Times  int    `json:"times"`
}

type optionState struct {
	Thread   int32  `json:"thread"`
	Name     string `json:"name"`
	Steps    []Step `json:"steps"`
	More     int    `json:"more"` // how many steps are not listed
	TimesOut bool   `json:"late"`
	Asks     string `json:"asks"`
}

type askedState struct {
	Kind    string   `json:"kind"`
	Thread  int32    `json:"thread"`
	Name    string   `json:"name"`
	Object  string   `json:"object"`
	Answers []string `json:"answers"`
}

// shownSteps is how many steps of a turn are listed.
const shownSteps = 6

type passedState struct {
	Name  string `json:"name"` // who has been passed over most often in a row; "" for nobody
	Times int    `json:"times"`
}

type endState struct {
	Kind   string    `json:"kind"`
	Result page.Text `json:"result"`
	OK     bool      `json:"ok"`
	Detail page.Text `json:"detail"` // of a failure: all that it says
}

func stateOfGoal(g Goal) goalState { return goalState{g.String(), g.Kind, g.Result, g.Times} }

// state returns what the page is told of the game as it stands.
func (s *Server) state() (*state, error) {
	g := s.game
	st := &state{Goal: stateOfGoal(g.goal), Sure: s.goals.Sure, Decisions: g.Decisions(), Won: g.Won(), Waiting: g.Waiting()}
	for _, goal := range s.goals.List {
		st.Goals = append(st.Goals, stateOfGoal(goal))
	}
	options, err := g.Options()
	if err != nil {
		return nil, err
	}
	for _, o := range options {
		shown := o.Steps[:min(len(o.Steps), shownSteps)]
		st.Options = append(st.Options, optionState{o.Thread, o.Name, shown, len(o.Steps) - len(shown), o.TimesOut, o.Asks})
	}
	if q := g.Asked(); q != nil {
		st.Asked = &askedState{q.Kind, q.Thread, g.Name(q.Thread), q.Object, q.Answers}
	}
	if thread, times := g.Passed(); thread != 0 {
		st.Passed = passedState{g.Name(thread), times}
	}
	st.End = stateOfEnd(g.End())
	if st.Run, err = s.picture(g); err != nil {
		return nil, err
	}
	if st.Won && g.goal.Kind != Free {
		st.Receipt, err = s.receipt()
	}
	return st, err
}

func stateOfEnd(e *End) *endState {
	if e == nil {
		return nil
	}
	st := &endState{Kind: e.Kind, Result: e.text(), OK: e.OK}
	if e.Err != nil {
		st.Detail = textOf(e.Err.Error())
	}
	return st
}

// picture returns a run as the page shows it.
func (s *Server) picture(g *Game) (json.RawMessage, error) {
	r := page.Run{Trace: g.Trace(), Short: s.Short, Doc: s.Doc}
	if e := g.End(); e != nil {
		r.Result, r.Wrong = e.text(), !e.OK
	}
	return page.Data(r, page.Options{Lang: s.Lang, Glossary: s.Glossary})
}

// receipt returns the receipt as text.
func (s *Server) receipt() (string, error) {
	r, err := s.game.Receipt()
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = r.Write(&out)
	return out.String(), err
}

// A hintState is what the page is told if it asks for a hint.
type hintState struct {
	Thread     int32  `json:"thread"`
	Name       string `json:"name"`
	Answer     int    `json:"answer"` // from 1; 0: none
	Impossible bool   `json:"impossible"`
}

func (s *Server) hint(ctx context.Context) (*hintState, error) {
	h, err := s.game.Hint(ctx)
	if err != nil {
		return nil, err
	}
	st := &hintState{Thread: h.Thread, Answer: h.Answer, Impossible: h.Impossible}
	if h.Thread != 0 {
		st.Name = s.game.Name(h.Thread)
	}
	return st, nil
}

// A quizState is a question, and the answer once it has been given.
type quizState struct {
	Steps   []QuizStep      `json:"steps"`
	Answers []page.Text     `json:"answers"`
	Asked   int             `json:"asked"`  // questions that were answered
	Known   int             `json:"known"`  // of these, rightly
	Answer  int             `json:"answer"` // what was said, from 0; -1 before
	Right   int             `json:"right"`  // what is right; -1 before
	Run     json.RawMessage `json:"run"`    // after the answer: the run with all that it reads and writes
	End     *endState       `json:"end"`
	Sources []Source        `json:"sources"`
}

// quiz returns the present question.
func (s *Server) quiz() (*quizState, error) {
	q := s.question
	st := &quizState{Steps: q.Steps, Answers: q.Answers, Asked: s.asked, Known: s.known, Answer: s.answer, Right: -1}
	for _, f := range s.Program.Header.Sources {
		st.Sources = append(st.Sources, Source{f.Name, f.Text})
	}
	if s.answer < 0 {
		return st, nil
	}
	st.Right, st.End = q.Right, stateOfEnd(q.Game.End())
	var err error
	st.Run, err = s.picture(q.Game)
	return st, err
}
