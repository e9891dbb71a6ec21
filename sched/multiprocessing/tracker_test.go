package multiprocessing_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/signal"
	"github.com/gilsim/gilsim/sched/subprocess"
)

// Rule 19: SharedMemory lives until it is unlinked, also when a child that has attached ends; but another program that has attached,
// and ends or is killed, has it removed by its resource tracker. What CPython 3.11 prints is the same.
func TestRule19AnotherProgramRemovesSharedMemory(t *testing.T) {
	var got []string
	run(t, func(th *sched.Thread) {
		got = nil
		attaches := func(t *sched.Thread) {
			_, err := mp.AttachSharedMemory(t, "abc")
			must(t, err)
		}
		subprocess.Provide(th, "other", func(t *sched.Thread, _ *subprocess.Running) int { attaches(t); return 0 })
		subprocess.Provide(th, "parent", func(t *sched.Thread, _ *subprocess.Running) int { ended(t, attaches); return 0 })
		subprocess.Provide(th, "killed", func(t *sched.Thread, _ *subprocess.Running) int {
			attaches(t)
			signal.Raise(t, signal.SIGKILL)
			return 0
		})
		subprocess.Provide(th, "stranger", func(*sched.Thread, *subprocess.Running) int { return 0 })
		for _, program := range []string{"", "stranger", "other", "parent", "killed"} {
			m, err := mp.NewSharedMemory(th, "abc", 10)
			must(th, err)
			if program == "" {
				ended(th, attaches)
			} else {
				subprocess.Run(th, []string{program}, subprocess.Options{})
			}
			_, err = mp.AttachSharedMemory(th, "abc")
			if err == nil {
				must(th, m.Unlink(th))
				got = append(got, "there")
				continue
			}
			got = append(got, err.Error())
		}
	})
	const gone = "[Errno 2] No such file or directory: '/abc'"
	if want := strings.Join([]string{"there", "there", gone, gone, gone}, "|"); strings.Join(got, "|") != want {
		t.Errorf("after a child, a program that does not attach, one that does, one whose child does, one that is killed: %q", got)
	}
}
