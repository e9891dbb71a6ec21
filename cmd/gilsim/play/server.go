// This file defines the server of the page: on loopback, for whoever knows its address.

package play

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed" // the page's parts
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gilsim/gilsim/trace/export/page"
)

//go:generate go tool -modfile=../../../tools.mod esbuild app/play.ts --bundle --format=iife --target=es2020 --charset=utf8 --legal-comments=none --log-level=warning --outfile=play.js

// The parts of the page. The script is made of app by go generate.
var (
	//go:embed play.html
	body string
	//go:embed play.css
	style string
	//go:embed play.js
	script string
)

// A Server serves one game to the player's browser.
type Server struct {
	Program  Program
	Goal     Goal // the first one; its zero value is the first that the program is found to have
	Lang     string
	Glossary []page.Glossary
	Short    page.Text // what the program is, in a line
	Doc      page.Text // and in paragraphs
	Quiz     bool      // the page begins with a question

	mu       sync.Mutex
	game     *Game
	goals    *Goals
	quizzes  *Quiz
	question *Question
	answer   int // to the question; -1: none yet
	asked    int
	known    int
	token    string
	host     string // with the port
}

// Listen makes the game, and a listener on a free port of loopback, and returns the address for the browser. The error says why the
// program cannot be played.
func (s *Server) Listen(ctx context.Context) (net.Listener, string, error) {
	var err error
	if s.goals, err = FindGoals(ctx, s.Program); err != nil {
		return nil, "", err
	}
	if s.Program.Phase == 0 {
		s.Program.Phase = s.goals.Phase
	}
	if s.Goal.Kind == "" {
		s.Goal = s.goals.List[0]
	}
	if s.game, err = New(s.Program, s.Goal); err != nil {
		return nil, "", err
	}
	if s.Quiz {
		if err := s.ask(ctx); err != nil {
			return nil, "", err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	s.token, s.host = rand.Text(), l.Addr().String()
	return l, "http://" + s.host + "/" + s.token + "/", nil
}

// Serve serves until the context is done.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second, MaxHeaderBytes: 1 << 16}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// maxBody is how many bytes a request may have.
const maxBody = 1 << 16

// ServeHTTP answers requests that know the token and were sent to loopback, and no others: neither a page from elsewhere whose name
// leads here, nor another program's guess.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	path, mine := s.mine(r)
	if !mine {
		http.Error(w, "gilsim play answers only to the address that it has printed", http.StatusForbidden)
		return
	}
	switch {
	case path == "" && r.Method == http.MethodGet:
		h.Set("Content-Type", "text/html; charset=utf-8")
		_ = page.Frame{Lang: s.Lang, Body: body, Style: style, Script: script}.Write(w) // the browser is gone, if it fails
	case r.Method == http.MethodPost && r.Header.Get("Content-Type") == "application/json":
		s.answerTo(w, r, path)
	default:
		http.NotFound(w, r)
	}
}

// mine reports whether a request is the player's, and returns what of its path comes after the token.
func (s *Server) mine(r *http.Request) (path string, ok bool) {
	_, port, _ := net.SplitHostPort(s.host)
	if r.Host != s.host && r.Host != "localhost:"+port {
		return "", false
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return "", false
	}
	token, path, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return path, ok && subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1
}

// A move is what the page asks for.
type move struct {
	Thread    int32  `json:"thread"`    // of choose
	Decisions int    `json:"decisions"` // of choose and settle: how many there were before it, as the page knows it
	Goal      string `json:"goal"`      // of goal
	Answer    int    `json:"answer"`    // of settle and answer, from 0
}

// errUnknown says that the page asks for what there is not.
var errUnknown = errors.New("there is no such move")

// answerTo carries out a move, and tells the page what has come of it.
func (s *Server) answerTo(w http.ResponseWriter, r *http.Request, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var m move
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	in.DisallowUnknownFields()
	answer, err := any(nil), in.Decode(&m)
	if err == nil {
		answer, err = s.do(r.Context(), path, m)
	}
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		answer = map[string]string{"error": err.Error()}
	}
	_ = json.NewEncoder(w).Encode(answer) // as above
}

// ahead is how long a hint may be looked for.
const ahead = 5 * time.Second

func (s *Server) do(ctx context.Context, path string, m move) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, ahead)
	defer cancel()
	switch path {
	case "begin":
		return map[string]bool{"quiz": s.Quiz}, nil
	case "state":
		return s.state()
	case "choose", "settle":
		return s.after(s.decide(path, m))
	case "undo":
		_, err := s.game.Undo()
		return s.after(err)
	case "restart":
		return s.after(s.game.Restart())
	case "goal":
		goal, err := ParseGoal(m.Goal)
		if err == nil {
			s.game.Aim(goal)
		}
		return s.after(err)
	case "hint":
		return s.hint(ctx)
	case "question", "next", "answer":
		return s.doQuiz(ctx, path, m)
	}
	return nil, errUnknown
}

// decide makes a decision, unless another page has made one since this one was told how things stand.
func (s *Server) decide(path string, m move) error {
	if m.Decisions != s.game.Decisions() {
		return fmt.Errorf("the game has gone on elsewhere: there are %d decisions by now", s.game.Decisions())
	}
	if path == "settle" {
		return s.game.Answer(m.Answer)
	}
	return s.game.Choose(m.Thread)
}

func (s *Server) after(err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return s.state()
}

func (s *Server) doQuiz(ctx context.Context, path string, m move) (any, error) {
	if path == "next" || s.question == nil {
		if err := s.ask(ctx); err != nil {
			return nil, err
		}
	}
	if path == "answer" {
		if m.Answer < 0 || m.Answer >= len(s.question.Answers) || s.answer >= 0 {
			return nil, errUnknown
		}
		if s.answer = m.Answer; s.answer == s.question.Right {
			s.known++
		}
		s.asked++
	}
	return s.quiz()
}

// ask asks the next question.
func (s *Server) ask(ctx context.Context) (err error) {
	if s.quizzes == nil {
		if s.quizzes, err = NewQuiz(ctx, s.Program); err != nil {
			return err
		}
	}
	s.question, err = s.quizzes.Next()
	s.answer = -1
	return err
}
