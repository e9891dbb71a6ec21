// This file defines the program in which each thread has a variable of its own.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// local is the tutorials' ThreadLocal.
func local() *Program {
	return &Program{
		Name:   "local",
		Family: "threading",
		Short:  "threading.local: one variable, a value for each thread",
		Doc: `Each thread stores the name of its student in local_school.student, and a
function that it calls greets the student, without having been given one: it
looks where the thread has stored it. local_school is a threading.local: each
thread sees what it has stored there itself, and needs no lock for it.

With one variable for all (variable=global) the second thread overwrites the
student of the first one before that is greeted. The pause between the two makes
that certain.

The tutorials print "Hello, Alice (in Thread-A)" and "Hello, Bob (in Thread-B)".
That holds under every interpreter, with the lock and without it.`,
		Try: []string{
			"gilsim --workload=local --view=program  # the lines of the tutorials",
			"gilsim --workload=local --param=variable=global --view=program  # Bob is greeted twice",
			"gilsim --workload=local --param=variable=global --param=pause=0s --seeds=50  # without the pause it goes well, by luck",
		},
		Threads: 2,
		Params: []Param{
			{Name: "variable", Default: "local", Words: []string{"local", "global"}, Doc: "where the student is stored"},
			{Name: "pause", Default: "1ms", Doc: "how long a thread sleeps before it greets"},
		},
		Run: runLocal,
	}
}

// A blackboard is where a student is noted.
type blackboard interface {
	Set(t *sched.Thread, student string)
	Get(t *sched.Thread) string
}

// runLocal runs the threads. Each must have greeted its own student.
//
//	def process_student():
//	    print('Hello, %s (in %s)' % (local_school.student, threading.current_thread().name))
//
//	def process_thread(name):
//	    local_school.student = name
//	    process_student()
func runLocal(t *sched.Thread, in Input) Outcome {
	var school blackboard = threading.NewLocal[string](t, "student")
	if in.Word("variable") == "global" {
		school = sched.NewRef(t, "student", "")
	}
	own := make([]bool, in.Threads)
	crew := make([]*threading.Thread, in.Threads)
	for i := range crew {
		crew[i] = threading.New(t, "Thread-"+lettered(i), func(t *sched.Thread) {
			school.Set(t, student(i))
			if pause := in.Duration("pause"); pause > 0 {
				t.Sleep(pause)
			}
			t.Call(func() {
				greeted := school.Get(t)
				own[i] = greeted == student(i)
				t.Print(fmt.Sprintf("Hello, %s (in %s)", greeted, threading.Current(t).Name()))
			})
		})
	}
	for _, other := range crew {
		other.Start(t)
	}
	joinAll(t, crew)
	return Outcome{
		Result: fmt.Sprintf("%d of %d threads greet their own student", count(own), in.Threads),
		OK:     count(own) == in.Threads,
		Want:   "each thread greets its own student",
	}
}

// lettered returns A, B and so on, and numbers after Z.
func lettered(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return fmt.Sprint(i + 1)
}

// student returns the student of the i-th thread.
func student(i int) string {
	if i < 2 {
		return []string{"Alice", "Bob"}[i]
	}
	return "Student-" + lettered(i)
}
