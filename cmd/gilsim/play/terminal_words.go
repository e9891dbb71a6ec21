// This file has the words of the game in a terminal, in its languages.

package play

import (
	"fmt"

	"github.com/gilsim/gilsim/trace"
)

type terminalWords struct {
	goal, help, none, ask, more, library, won, ended, over, notGoal, wrong, hinted, impossible, unknown string

	predict, correct, mistaken, score, wrongAnswer string

	waits, held string
	passed      string            // who starves, and how often in a row
	goals       map[string]string // by kind

	// Of what a turn leaves open, by kind: what is asked of a thread, and what a thread's turn comes to.
	questions, asks map[string]string
	awaited         string // of whom a signal wakes: what they wait for
	answers         map[string]string
	timesOut        string
	answerHinted    string
}

var englishTerminal = terminalWords{
	goal:        "Goal: %s",
	help:        "A number lets a thread go on. h: a hint, u: take back, r: anew, s: the run so far, g: the goals, q: the end",
	none:        "Every run of this program ends alike under this lock: there is nothing to win.",
	ask:         "Who goes on?",
	more:        "and %d more steps",
	library:     "a step inside the library",
	won:         "Won: %s",
	ended:       "The end: %s",
	over:        "%q is no answer: the run has ended, so it must be u, r, s, g or q",
	notGoal:     "That is not the goal: u takes the last decision back, r begins anew.",
	wrong:       "%q is no answer: it must be a number from 1 to %d, or h, u, r, s, g, q",
	hinted:      "There is a way to the goal: let %s go on.",
	impossible:  "From here the goal cannot be reached any more: every continuation was run.",
	unknown:     "No way was found from here, in many runs; there may be one all the same.",
	predict:     "In this order the steps are made. What comes out?",
	correct:     "Right: %s",
	mistaken:    "Not so: %s",
	score:       "%d of %d right",
	wrongAnswer: "%q is no answer: it must be a number from 1 to %d, or q",
	waits:       "waits for %s",
	held:        ", which %s has",
	passed:      "%s was passed over %d times in a row",
	goals: map[string]string{
		Wrong: "make the result wrong", Deadlock: "make them wait for each other for ever", Failure: "make a thread fail",
		Starve: "starve a thread: pass it over %d times in a row", Result: "reach this result: %s", Free: "none: look around",
	},
	questions: map[string]string{
		Whom: "Whom does %s wake?", Number: "Which number does %s draw?", Seed: "Which seed does the generator of %s start from?", Clock: "How much time has passed when %s looks at the clock?",
	},
	asks: map[string]string{
		Whom: "wakes one of several, you say whom", Number: "draws a number, you say which", Seed: "draws from a generator, you say from which seed", Clock: "looks at the clock, you say what it shows",
	},
	awaited:      " They wait for %s.",
	timesOut:     "its time-out fires",
	answerHinted: "There is a way to the goal: answer %s.",
}

var chineseTerminal = terminalWords{
	goal:        "目标：%s",
	help:        "输入数字让一个线程继续。h：提示，u：悔一步，r：重来，s：到目前为止的运行，g：所有目标，q：结束",
	none:        "在这把锁之下，这个程序每次运行的结局都一样，没有可以赢的目标。",
	ask:         "接下来谁继续？",
	more:        "还有 %d 步",
	library:     "库内部的一步",
	won:         "赢了：%s",
	ended:       "结束：%s",
	over:        "%q 不是有效的回答：运行已经结束，应为 u、r、s、g 或 q",
	notGoal:     "这不是目标：u 悔一步，r 重来。",
	wrong:       "%q 不是有效的回答：应为 1 到 %d 的数字，或 h、u、r、s、g、q",
	hinted:      "有办法达到目标：让 %s 继续。",
	impossible:  "从这里已经无法达到目标：所有后续都运行过了。",
	unknown:     "运行了很多次，没有从这里找到办法；也许仍然存在。",
	predict:     "各步骤按这个顺序执行。结果会是什么？",
	correct:     "对了：%s",
	mistaken:    "不对：%s",
	score:       "答对 %d 题，共 %d 题",
	wrongAnswer: "%q 不是有效的回答：应为 1 到 %d 的数字，或 q",
	waits:       "等待 %s",
	held:        "，它由 %s 持有",
	passed:      "%s 连续 %d 次没有轮到",
	goals: map[string]string{
		Wrong: "让结果出错", Deadlock: "让它们永远互相等待", Failure: "让某个线程失败",
		Starve: "让某个线程饿死：连续 %d 次轮不到它", Result: "得到这个结果：%s", Free: "没有目标，随意试试",
	},
	questions: map[string]string{
		Whom: "%s 唤醒谁？", Number: "%s 抽到哪个随机数？", Seed: "%s 的随机数生成器从哪个种子开始？", Clock: "%s 看时钟时已经过了多久？",
	},
	asks: map[string]string{
		Whom: "唤醒几个等待者之一，由你决定唤醒谁", Number: "抽一个随机数，由你决定抽到哪个", Seed: "从随机数生成器抽数，由你决定种子", Clock: "看时钟，由你决定过了多久",
	},
	awaited:      "他们在等待 %s。",
	answers:      map[string]string{clockAnswers[0]: "没有时间", clockAnswers[1]: "一小时"},
	timesOut:     "它的超时到时",
	answerHinted: "有办法达到目标：回答 %s。",
}

// question says what a thread's turn leaves open.
func (w *terminalWords) question(q *Choice, thread string) string {
	text := fmt.Sprintf(w.questions[q.Kind], thread)
	if q.Object != "" {
		text += fmt.Sprintf(w.awaited, q.Object)
	}
	return text
}

// answer says an answer. Those to the clock are words, and the others names and numbers.
func (w *terminalWords) answer(kind, text string) string {
	if in := w.answers[text]; kind == Clock && in != "" {
		return in
	}
	return text
}

// goalText says what is to be brought about.
func (w *terminalWords) goalText(g Goal) string {
	switch g.Kind {
	case Starve:
		return fmt.Sprintf(w.goals[Starve], g.Times)
	case Result:
		return fmt.Sprintf(w.goals[Result], trace.Printable(g.Result))
	}
	return w.goals[g.Kind]
}

func (w *terminalWords) waiter(x Waiter) string {
	text := fmt.Sprintf(w.waits, x.For)
	if x.Holder != "" {
		text += fmt.Sprintf(w.held, x.Holder)
	}
	return text
}
