package play

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// typed plays in a terminal with these answers, and returns the receipt and what was printed.
func typed(t *testing.T, chinese bool, answers ...string) (*Receipt, string) {
	t.Helper()
	var out bytes.Buffer
	c := &Terminal{
		Program: counting(gil.Config{}), In: strings.NewReader(strings.Join(answers, "\n")), Out: &out, Chinese: chinese,
		Show: func(w io.Writer, t *trace.Trace) error { _, err := io.WriteString(w, "PICTURE\n"); return err },
	}
	r, err := c.Play(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r, out.String()
}

func TestAGameIsWonInTheTerminal(t *testing.T) {
	r, out := typed(t, false, "1", "1", "2")
	if r == nil || r.Result != "n = 1" || !strings.Contains(out, "Won: n = 1") || !strings.Contains(out, "PICTURE") {
		t.Fatalf("the receipt is %+v after\n%s", r, out)
	}
	if err := r.Verify(counting(gil.Config{})); err != nil {
		t.Error(err)
	}
}

func TestTheTerminalTellsWhatItIsAsked(t *testing.T) {
	for answers, want := range map[string]string{
		"h":               "There is a way to the goal: let ",
		"g":               "reach this result: n = 2",
		"s":               "PICTURE",
		"1 u":             "1  MainThread    spawn b",
		"7":               `"7" is no answer: it must be a number from 1 to 2`,
		"\x1b[31m":        `\x1b[31m`,
		"goal win":        `there is no goal "win"`,
		"goal deadlock":   "Goal: make them wait for each other for ever",
		"1 1 1 1 1 1 1 1": "That is not the goal",
		"1 1 1 h":         "From here the goal cannot be reached any more",
	} {
		lines := strings.Split(answers, " ")
		if strings.HasPrefix(answers, "goal") {
			lines = []string{answers}
		}
		if r, out := typed(t, false, lines...); r != nil || !strings.Contains(out, want) || strings.Contains(out, "\x1b") {
			t.Errorf("to %q it says\n%s\nand not %q; receipt %+v", answers, out, want, r)
		}
	}
}

func TestTheTerminalSpeaksChinese(t *testing.T) {
	if _, out := typed(t, true, "h", "1", "?"); !strings.Contains(out, "接下来谁继续？") || !strings.Contains(out, "有办法达到目标") || strings.Contains(out, "Who goes on") {
		t.Errorf("it says\n%s", out)
	}
	if _, out := typed(t, true, "goal starve=2", "1", "1", "1", "1", "1", "1"); !strings.Contains(out, "次没有轮到") {
		t.Errorf("of who starves it says\n%s", out)
	}
	for kind, text := range englishTerminal.goals {
		if chinese := chineseTerminal.goals[kind]; chinese == "" || strings.Count(chinese, "%") != strings.Count(text, "%") {
			t.Errorf("the goal %s is %q in Chinese", kind, chinese)
		}
	}
}

func TestAQuizIsAnsweredInTheTerminal(t *testing.T) {
	var out bytes.Buffer
	c := &Terminal{
		Program: counting(gil.Config{}), In: strings.NewReader("x\n1\n1\nq\n"), Out: &out,
		Show: func(io.Writer, *trace.Trace) error { return nil },
	}
	asked, known, err := c.Ask(context.Background())
	if err != nil || asked != 2 || known != 1 { // of two questions with two answers the same answer is right once
		t.Errorf("asked %d, known %d, %v:\n%s", asked, known, err, out.String())
	}
	if !strings.Contains(out.String(), `"x" is no answer`) || !strings.Contains(out.String(), "1 of 2 right") {
		t.Errorf("it says\n%s", out.String())
	}
}
