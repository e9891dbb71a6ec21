// This file holds the list of the rules of CPython's processes, which were found with CPython 3.8, 3.11 and 3.13 on Linux, and where each of
// them is a test.

package multiprocessing_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/trace"
)

// A listed rule says where its tests are: functions of the package's own folder, or of another one after its path and a colon.
// Where there is none on a machine it says why.
type listed struct {
	rule      string
	simulated string
	real      string
}

// table is where a rule of real processes is a row of realRules, by its number, and no function.
const table = "TestRulesOfRealProcesses"

var list48 = [49]listed{
	1:  {"memory is that of start(); of the module under spawn", "TestRule1AChildHasWhatItsParentHadAtStart", "../native:TestMemoryOfRealProcesses"},
	2:  {"exit codes", "TestRule2ExitCodes ../signal:TestRulesOfSignals", table},
	3:  {"exitcode, join and start when", "TestRule3Lifecycle", table},
	4:  {"terminate() is asynchronous; close()", "TestRule3Lifecycle", table},
	5:  {"only the parent may join", "TestRule3Lifecycle", "why: what is asserted is asserted before the machine is asked"},
	6:  {"names", "TestRule6Names", table},
	7:  {"daemonic processes", "TestRule7Daemons", table},
	8:  {"others are joined at the end", "TestRule7Daemons", table},
	9:  {"zombies", "TestRule9Zombies", "../native:TestEndsOfRealProcesses"},
	10: {"a fork copies the calling thread alone", "..:TestWhatBelongsToAnotherProcessIsRefused", "../native:TestRealProcessesOfAProgramWithThreads"},
	// What a program prints is an event, and never in a buffer of its process, so that os.fork has no buffer to copy. That Process has
	// written it all before it forks, shows.
	11: {"Process flushes before it forks", "TestRule11ProcessFlushesBeforeItForks", table},
	12: {"a file's position is shared", "../ipc:TestSimulated", "../ipc:TestReal"},
	13: {"what spawn cannot pickle", "why: a Go function is no text that is pickled; which variables the child sees is rule 1", table},
	14: {"what start and join take", "TestRule14StartAndJoin", "why: it takes what Go takes to start the executable"},
	15: {"Ctrl-C goes to the process group", "../signal:TestRulesOfSignals", "../../cmd/gilsim:TestCtrlCEndsRealProcesses"},
	16: {"locks have no owner, and outlive it", "TestRule16Locks", table},
	17: {"value.value += 1 is two steps", "TestRule17UpdatesOfAValue", table},
	18: {"values wrap around; arrays have bounds", "TestRule18ValuesAndArrays", table},
	19: {"SharedMemory has a name; another program removes it", "TestSharedMemory TestRule19AnotherProgramRemovesSharedMemory", table},
	20: {"put() pickles later", "TestRule20TheFeederPicklesLater", table},
	21: {"what cannot be pickled is gone", "TestRule21WhatCannotBePickled", "why: the same code does it before the machine is asked"},
	22: {"empty() right after put()", "TestRule22EmptyAfterPut", "why: how often it is so is a matter of this computer's load"},
	23: {"join before get", "TestRule23JoinBeforeGet", table},
	24: {"cancel_join_thread", "TestRule24CancelJoinThread", table},
	25: {"Full, Empty, task_done", "TestRule22EmptyAfterPut", table},
	26: {"a reader that is terminated keeps the lock", "TestRule26ATerminatedReader", table},
	27: {"a Queue as the argument of a task", "TestRule27AQueueIsNoArgument", "why: the same code does it before the machine is asked"},
	28: {"what a pipe holds", "../ipc:TestRoomInAPipeComesInPages", table},
	29: {"EOF and EPIPE", "../ipc:TestAnInputEndsWithItsLastWriter", table},
	30: {"two writes can be one read", "TestRule30TwoWritesCanBeOneRead", "why: a pipe of the system's is what the rule was found with"},
	31: {"FIFO", "../ipc:TestSimulated", "../ipc:TestReal"},
	32: {"message queues", "../ipc:TestSimulated", "../ipc:TestReal"},
	33: {"workers of a pool", "TestRule33Workers", table},
	34: {"errors of a pool", "TestRule34ErrorsAndCallbacks", "why: the same code does it before the machine is asked"},
	35: {"a killed worker", "TestRule35AKilledWorker", table},
	36: {"a failing initializer", "TestRule36AFailingInitializer", table},
	37: {"callbacks", "TestRule34ErrorsAndCallbacks", "why: they run in a thread of the parent, on every machine alike"},
	38: {"imap and imap_unordered", "TestRule38Imap", "why: the order of completion is this computer's"},
	39: {"d['y'] += 1 is two round trips", "managers:TestAddingToAnItemLosesUpdates managers:TestANestedListIsACopy", "managers:TestServersOfEveryCPython"},
	40: {"exceptions come back as they are", "managers:TestTasksAndResults managers:TestRequestsForWhatIsNotThere", "managers:TestClientsOfEveryCPython"},
	41: {"proxies are counted", "managers:TestProxiesAreCounted managers:TestChildrenCountTheirProxies", "managers:TestClientsOfEveryCPython"},
	42: {"authkey", "managers:TestAnotherKeyIsRefused managers:TestStartsAndConnectionsThatFail", "managers:TestClientsOfEveryCPython"},
	43: {"a client that is killed inside get()", "managers:TestAClientThatIsKilledInGetLosesAnItem", "why: a client of the real machine is a thread of a CPython there"},
	44: {"handlers run in the main thread", "../signal:TestRulesOfSignals", "../signal:TestRulesOfRealSignals"},
	45: {"blocked signals and alarms", "../signal:TestRulesOfSignals", "../signal:TestRulesOfRealSignals"},
	46: {"handlers that return, and that raise", "../signal:TestRulesOfSignals", "../signal:TestRulesOfRealSignals"},
	47: {"a signal has to win the lock", "../signal:TestRule47ASignalHasToWinTheLock", "why: by how much is this computer's load"},
	48: {"subprocess", "../subprocess:TestRulesOfPrograms ../subprocess:TestAFullPipeIsADeadlock", "../subprocess:TestRulesOfRealPrograms"},
}

// Every rule has a test on each machine, which is there, or a reason why not.
func TestEveryRuleIsListed(t *testing.T) {
	known := map[string]map[string]bool{}
	for number, l := range list48[1:] {
		number++
		if l.rule == "" {
			t.Errorf("rule %d is not listed", number)
		}
		for _, where := range []string{l.simulated, l.real} {
			if why, ok := strings.CutPrefix(where, "why: "); ok {
				if len(why) < 5 {
					t.Errorf("rule %d (%s) has no test, and no reason", number, l.rule)
				}
				continue
			}
			for name := range strings.FieldsSeq(where) {
				dir, function, ok := strings.Cut(name, ":")
				if !ok {
					dir, function = ".", name
				}
				if known[dir] == nil {
					known[dir] = testsIn(t, dir)
				}
				if !known[dir][function] {
					t.Errorf("rule %d (%s): there is no %s in %s", number, l.rule, function, dir)
				}
			}
		}
	}
}

// testsIn returns the names of the tests of a folder, whichever system they are for.
func testsIn(t *testing.T, dir string) map[string]bool {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v, %v", dir, files, err)
	}
	names := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}

// unflushed writes what is no line, and starts a process.
func unflushed(t *sched.Thread) {
	t.Write("no line")
	p := mp.NewProcess(t, func(t *sched.Thread) { t.Write("child") })
	p.Start(t)
	p.Join(t)
	t.Write("\n")
}

// Rule 11: Process flushes first, so that what was not written yet does not appear twice.
func TestRule11ProcessFlushesBeforeItForks(t *testing.T) {
	tr := machinetest.Record(t, machinetest.Locked(gil.On), unflushed)
	var printed []string
	for _, e := range machinetest.Events(tr, trace.Print) {
		text, _ := tr.Names.Text(e.Arg)
		printed = append(printed, text)
	}
	if want := []string{"no line", "child", "\n"}; !slices.Equal(printed, want) {
		t.Errorf("it prints %q, want %q", printed, want)
	}
}

// Rule 27: a queue goes to a process when that is started, and not as the argument of a task.
func TestRule27AQueueIsNoArgument(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 0)
		task := mp.NewFunc(th, "task", func(*sched.Thread, ...any) (any, error) { return nil, nil })
		pool := mp.NewPool(th, mp.PoolConfig{Processes: 1})
		_, err := pool.Apply(th, task, q)
		machinetest.Must(th, err != nil && strings.Contains(err.Error(), "Queue objects should only be shared between processes through inheritance"), "the error is %v", err)
		pool.Terminate(th)
	})
}

// Rule 30: two writes can be one read.
func TestRule30TwoWritesCanBeOneRead(t *testing.T) {
	run(t, func(th *sched.Thread) {
		r, w := ipc.NewPipe(th, "pipe")
		for range 2 {
			if err := w.Write(th, []byte("ab")); err != nil {
				th.Fail("%v", err)
			}
		}
		data, err := r.Read(th, 100)
		machinetest.Must(th, err == nil && string(data) == "abab", "it reads %q, %v", data, err)
	})
}
