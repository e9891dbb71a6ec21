package report

import (
	"errors"
	"regexp"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace/view"
)

// english is two words of English side by side: no name in these tests is that.
var english = regexp.MustCompile(`[a-z]{2,} [a-z]{2,}`)

// Every sentence of the errors that end a run has its Chinese, and names and places stay as they are.
func TestHowRunsEndIsSaidInChinese(t *testing.T) {
	waits := []*sched.Wait{
		{Thread: "A", Object: `lock "L 1"`, Holder: "B", Where: "bank.py:31"},
		{Thread: "A", Object: `lock "L"`, Holder: "A"},
		{Thread: "A", Object: `condition "c"`, In: `greenlet "g"`, Holder: "A", HeldIn: `greenlet "h"`},
		{Thread: "A", Object: `queue "q"`, In: `greenlet "g"`, Holder: "A"},
		{Thread: "A", Object: `thread "B"`, Holder: "B", HeldIn: `greenlet "h"`, Ended: true},
		{Thread: "A", Object: "a wake-up", Parked: []*sched.Wait{{Thread: "g", Object: `io "read"`}}},
	}
	failed := sched.ThreadErrors{
		{Thread: "A", Err: &sched.MisuseError{Msg: "KeyError"}},
		{Thread: "B", In: `greenlet "g"`, Where: "bank.go:3", Err: &sched.MisuseError{Msg: "IndexError"}},
	}
	for _, err := range []error{
		&sched.DeadlockError{Total: 1, Cycle: waits[1:2]},
		&sched.DeadlockError{Total: 9, Cycle: waits},
		&sched.DeadlockError{Total: 2, Cycle: waits[:1]},
		&sched.DeadlockError{Total: 6, Waits: waits},
		&sched.DeadlockError{Total: 1, Waits: waits[:1]},
		&sched.StepsError{Limit: 100, Thread: "A"},
		&native.TimeoutError{Limit: time.Minute, Waits: waits, Busy: waits[:2]},
		sched.ErrInterrupted, failed[0], failed[1], failed,
		&sched.AfterError{Err: &sched.DeadlockError{Total: 6, Waits: waits}, Failed: failed},
	} {
		in := view.InChinese("halt: " + err.Error())
		if rest := english.FindString(in); rest != "" {
			t.Errorf("%q stays English in\n%s", rest, in)
		}
	}
	for text, want := range map[string]string{
		waits[0].String(): `A 等待锁 "L 1"，它由 B 持有（bank.py:31）`,
		waits[4].String(): `A 等待线程 "B"，它由 B（greenlet "h"）持有，而持有者已结束`,
		"halt: deadlock: 2 threads wait for each other in a circle\n  ": "提前结束：死锁：2 个线程互相等待，形成环路\n  ",
		"A failed: ValueError: 2 threads wait":                          "A 失败：ValueError: 2 threads wait",
		"switch on core 1: A → … 12 hand-overs … → B (sleeps, joins C)": "切换（核心 1）：A → …… 12 次交接 …… → B（睡眠，等待 C 结束）",
		"lost update: A had read 3 before B wrote 5":                    "丢失更新：A 读到 3 之后，B 写入了 5",
	} {
		if got := view.InChinese(text); got != want {
			t.Errorf("%q is\n%s, want\n%s", text, got, want)
		}
	}
}

// Each kind of failure that a page names has its Chinese.
func TestKindsOfFailureAreNamedInChinese(t *testing.T) {
	for _, err := range []error{errors.New("x"), sched.ErrInterrupted, &sched.DeadlockError{}, &sched.StepsError{}, &native.TimeoutError{}, &sched.MisuseError{}, &sched.ThreadError{Err: errors.New("x")}} {
		info := experiment.Info{Failure: err}
		if r := webResult(&info); r.Chinese == "" || r.Chinese == r.English {
			t.Errorf("%q is %q in Chinese", r.English, r.Chinese)
		}
	}
}
