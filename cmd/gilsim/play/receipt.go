// This file defines the receipt of a game that was won, and how it is verified.

package play

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A Receipt proves that a game was won: whoever follows its schedule comes to its goal. It has all that is needed for that.
type Receipt struct {
	Version  int               `json:"receipt"` // receiptVersion
	Program  string            `json:"program"` // a name of the catalogue, or of a Python file
	Params   map[string]string `json:"params,omitempty"`
	Lock     map[string]string `json:"lock"` // as in the header of a trace
	Python   string            `json:"python,omitempty"`
	Expect   string            `json:"expect,omitempty"` // of a Python file: what is right
	Whole    bool              `json:"whole,omitempty"`  // of a Python file: all that it prints is its result
	Goal     string            `json:"goal"`
	Result   string            `json:"result"` // what the run came to
	Phase    int64             `json:"phase,omitempty"`
	Schedule string            `json:"schedule"`
	Sources  []Source          `json:"sources,omitempty"` // of a Python file, the program first
}

// A Source is a file of the program.
type Source struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

const receiptVersion = 1

// errNotWon says that there is nothing to prove.
var errNotWon = errors.New("the goal is not reached: there is no receipt")

// Receipt returns the receipt of the game as it stands. What the program needs besides its header is for the caller to add.
func (g *Game) Receipt() (*Receipt, error) {
	if !g.Won() || g.goal.Kind == Free {
		return nil, errNotWon
	}
	p := &g.player.Program
	r := &Receipt{
		Version: receiptVersion, Program: p.Header.Program, Params: table(p.Header.Params), Lock: table(p.Lock.Params()),
		Goal: g.goal.String(), Result: g.result(), Phase: p.Phase, Schedule: writeTurns(g.turns),
	}
	for _, f := range p.Header.Sources {
		r.Sources = append(r.Sources, Source{f.Name, f.Text})
	}
	return r, nil
}

// result says what the run came to in a line.
func (g *Game) result() string {
	if g.now.end == nil {
		return fmt.Sprintf("%s was passed over %d times in a row", g.Name(g.now.whom), g.now.most)
	}
	return g.now.end.Result
}

func table(params []trace.Param) map[string]string {
	list := map[string]string{}
	for _, p := range params {
		list[p.Key] = p.Value
	}
	return list
}

// Write writes the receipt.
func (r *Receipt) Write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(r)
}

// maxReceipt is how many bytes a receipt may have: as many as a Python program and the modules beside it.
const maxReceipt = 64 << 20

// ReadReceipt reads what Write has written. The error is one sentence.
func ReadReceipt(from io.Reader) (*Receipt, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxReceipt+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > maxReceipt:
		return nil, fmt.Errorf("it has more than %d bytes: no receipt is so large", maxReceipt)
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	r := new(Receipt)
	if err := in.Decode(r); err != nil {
		return nil, fmt.Errorf("it is no receipt: %w", err)
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, errors.New("it is no receipt: something comes after it")
	}
	switch {
	case r.Version != receiptVersion:
		return nil, fmt.Errorf("it is no receipt of version %d, but of %d", receiptVersion, r.Version)
	case r.Program == "" || r.Schedule == "":
		return nil, errors.New("it is no receipt: it must name a program and a schedule")
	}
	return r, nil
}

// HeaderOf returns the header that the program of a receipt is made from.
func (r *Receipt) HeaderOf() trace.Header {
	h := trace.Header{Program: r.Program, Params: params(r.Params), Config: params(r.Lock)}
	for _, s := range r.Sources {
		h.Sources = append(h.Sources, trace.SourceFile{Name: s.Name, Text: s.Text})
	}
	return h
}

func params(list map[string]string) (made []trace.Param) {
	for key, value := range list {
		made = append(made, trace.Param{Key: key, Value: value})
	}
	return made
}

// A Mismatch says that a receipt proves nothing.
type Mismatch struct{ Why string }

// Error says why.
func (m *Mismatch) Error() string { return "the receipt does not hold: " + m.Why }

// Verify follows the receipt's schedule with its program. The error is a Mismatch if the run does not come to the receipt's goal and
// result; any other one says what is wrong with the receipt itself.
func (r *Receipt) Verify(p Program) error {
	goal, err := ParseGoal(r.Goal)
	if err != nil {
		return err
	}
	turns, err := readTurns(r.Schedule)
	if err != nil {
		return err
	}
	if p.Phase = r.Phase; p.Phase < 0 {
		return fmt.Errorf("its phase is %d: it must be 0 or more", p.Phase)
	}
	player := newPlayer(p)
	run, err := player.run(turns, nil, true)
	switch {
	case err != nil:
		return &Mismatch{err.Error()}
	case run.wrong != nil:
		return &Mismatch{run.wrong.Error()}
	}
	g := &Game{player: player, goal: goal, turns: turns, now: run}
	switch {
	case !g.Won() || goal.Kind == Free:
		return &Mismatch{"its schedule does not come to the goal " + strconv.Quote(goal.String())}
	case g.result() != r.Result:
		return &Mismatch{fmt.Sprintf("its schedule comes to %q, and it says %q", g.result(), r.Result)}
	}
	return nil
}

// writeTurns writes turns: T2*3 is three of thread 2, one after the other.
func writeTurns(turns []int32) string {
	var b strings.Builder
	for i := 0; i < len(turns); {
		n := i
		for n < len(turns) && turns[n] == turns[i] {
			n++
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "T%d", turns[i])
		if n-i > 1 {
			fmt.Fprintf(&b, "*%d", n-i)
		}
		i = n
	}
	return b.String()
}

// readTurns reads what writeTurns writes.
func readTurns(text string) (turns []int32, err error) {
	for _, word := range strings.Fields(text) {
		name, times, several := strings.Cut(word, "*")
		id, wrong := strconv.ParseInt(strings.TrimPrefix(name, "T"), 10, 32)
		n := int64(1)
		if several && wrong == nil {
			n, wrong = strconv.ParseInt(times, 10, 32)
		}
		if wrong != nil || !strings.HasPrefix(name, "T") || id < 1 || n < 1 || n > maxSteps || len(turns) > maxSteps {
			return nil, fmt.Errorf("its schedule has %q: a turn is written as T2, and three in a row as T2*3, at most %d in all", word, maxSteps)
		}
		for range n {
			turns = append(turns, int32(id))
		}
	}
	return turns, nil
}
