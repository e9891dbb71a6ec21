// This file defines the receipt of a game that was won, and how it is verified.

package play

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
)

// A Receipt proves that a game was won: whoever follows its schedule comes to its goal. It has all that is needed for that.
type Receipt struct {
	Version  int      `json:"receipt"` // receiptVersion
	Goal     string   `json:"goal"`
	Result   string   `json:"result"`            // what the run came to
	Schedule string   `json:"schedule"`          // as gilsim replay takes it; it says what the program and its lock are
	Sources  []Source `json:"sources,omitempty"` // of a Python file, the program first
}

// A Source is a file of the program.
type Source struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

const receiptVersion = 1

// errNotWon says that there is nothing to prove.
var errNotWon = errors.New("the goal is not reached: there is no receipt")

// Receipt returns the receipt of the game as it stands.
func (g *Game) Receipt() (*Receipt, error) {
	if !g.Won() || g.goal.Kind == Free {
		return nil, errNotWon
	}
	p := &g.player.Program
	whole, err := g.whole()
	if err != nil {
		return nil, err
	}
	schedule := search.ScheduleOf(p.Make, p.searched(), &search.Example{Turns: whole.turns, Answers: whole.answers, Phase: p.Phase})
	schedule.Settings = p.Settings
	r := &Receipt{Version: receiptVersion, Goal: g.goal.String(), Result: whole.result(g.goal), Schedule: schedule.String()}
	for _, f := range p.Header.Sources {
		r.Sources = append(r.Sources, Source{f.Name, f.Text})
	}
	return r, nil
}

// whole returns the game's run up to its end: one that was won before goes on thread by thread, as a schedule is for a whole run.
func (g *Game) whole() (*run, error) {
	if g.now.end != nil {
		return g.now, nil
	}
	return g.player.run(g.path, straight{}, true)
}

// straight is the decider that lets each thread go on as long as it can, and gives the first answer.
type straight struct{}

func (straight) turn(t *serial.Turn) int32 {
	if slices.Contains(t.Enabled, t.Last) {
		return t.Last
	}
	return t.Enabled[0]
}

func (straight) answer(int64) int64 { return 0 }

// result says in a line what the run came to, as far as a goal is concerned.
func (r *run) result(goal Goal) string {
	if goal.Kind == Starve {
		return fmt.Sprintf("%s was passed over %d times in a row", r.notes.names.Label(r.whom), goal.Times)
	}
	return r.end.Result
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
		return nil, fmt.Errorf("it is no receipt: %w", noReceipt(err))
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, errors.New("it is no receipt: something comes after it")
	}
	switch {
	case r.Version != receiptVersion:
		return nil, fmt.Errorf("it is no receipt of version %d, but of %d", receiptVersion, r.Version)
	case r.Schedule == "":
		return nil, errors.New("it is no receipt: it must have a schedule")
	}
	return r, nil
}

// noReceipt says what is wrong with the text of a receipt, by the error of its decoder.
func noReceipt(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it is cut short")
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("it is a JSON %s, and must be an object", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("its field %q is a JSON %s", kind.Field, kind.Value)
	}
	return err
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
	schedule, err := search.ParseSchedule(r.Schedule)
	if err != nil {
		return err
	}
	p.Phase = schedule.Phase
	replayed, err := search.Replay(p.Make, p.searched(), schedule)
	switch {
	case err != nil:
		return &Mismatch{err.Error()}
	case len(replayed.Drift) > 0:
		return &Mismatch{"its schedule cannot be followed: " + replayed.Drift[0]}
	}
	run, err := newPlayer(p).run(path{turns: replayed.Turns, answers: replayed.Answers}, nil, true)
	switch {
	case err != nil:
		return &Mismatch{err.Error()}
	case run.wrong != nil:
		return &Mismatch{run.wrong.Error()}
	case !goal.reached(run) || goal.Kind == Free:
		return &Mismatch{"its schedule does not come to the goal " + strconv.Quote(goal.String())}
	case run.result(goal) != r.Result:
		return &Mismatch{fmt.Sprintf("its schedule comes to %q, and it says %q", run.result(goal), r.Result)}
	}
	return nil
}
