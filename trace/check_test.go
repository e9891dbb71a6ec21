// This file tests the checker: good runs pass, and for each rule there is a run that breaks that rule only.

package trace

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkHead defines what the short runs of these tests refer to.
const checkHead = `gilsim trace 1
seed 1
thread T1 "main"
thread T2 "worker"
thread T3 "other"
thread T4 P1 "first of a process"
thread T5 P1 "second of a process"
object o1 gil "gil"
object o2 var "v"
object o3 lock "mutex"
object o4 timer "sleep"
object o5 io "socket"
object o6 greenlet "task"
object o7 hub "hub"
object o8 generator "gen"
object o9 generator "inner"
object o10 gil "gil of the worker"
object o12 ref "list"
object o13 ref "list[0]"
object o14 ref "account.balance"
text x1 "oops"
text x2 "<list of 1>"
text x3 "<list of 2>"
text x4 "<dict of 2>"
`

// born starts T1, which spawns T2; both are on their cores and no interpreter lock is there.
const born = `0 c0 T1 run - 0
0 c0 T1 start - 0
1 c0 T1 spawn T2 0
1 c1 T2 run - 0
`

// locked is born with an interpreter lock, which T1 holds.
const locked = `0 c0 T1 run - 0
0 c0 T1 take o1 1
0 c0 T1 start - 0
1 c0 T1 spawn T2 0
1 c1 T2 run - 0
`

// forked is locked with a thread of another process in place of T2.
const forked = `0 c0 T1 run - 0
0 c0 T1 take o1 1
0 c0 T1 start - 0
1 c0 T1 fork T2 0
1 c1 T2 run - 0
`

// twoLocks is a run of two processes, each with a lock of its own: T1 holds o1, and T2, which has spawned T3, holds o10.
const twoLocks = forked + `1 c1 T2 take o10 1
1 c1 T2 start - 0
2 c1 T2 spawn T3 0
2 c2 T3 run - 0
`

// checkText checks a run that is given by its event lines.
func checkText(tb testing.TB, lines string) error {
	tb.Helper()
	return Check(readText(tb, checkHead+lines))
}

// brokenRules returns the names of the rules that an error of Check names.
func brokenRules(err error) []string {
	var names []string
	if err == nil {
		return nil
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		_, rest, _ := strings.Cut(line, `: rule "`)
		name, _, _ := strings.Cut(rest, `"`)
		names = append(names, name)
	}
	return names
}

func TestGoldenTracesObeyTheRules(t *testing.T) {
	for _, file := range goldenTraces(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(readText(t, string(text))); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}

// breaches holds runs that break one rule each; the last line but what is said otherwise is the first that breaks it.
var breaches = []struct{ name, rule, lines, why string }{
	{"time falls", "time", born + "0 c0 T1 now - 0\n", "it was 1 ns"},
	{"time is negative", "time", "-1 c0 T1 run - 0\n", "it was 0 ns"},
	{"never spawned", "spawned", "0 c0 T2 run - 0\n", "T2 was not"},
	{"spawned twice", "spawned", born + "1 c0 T1 spawn T2 0\n", "T2 was there"},
	{"main spawned", "spawned", born + "1 c0 T1 spawn T1 0\n", "T1 was there"},
	{"the machine runs", "machine", "0 - T0 run - 0\n", "T0 is the machine itself"},
	{"the machine takes", "machine", "0 - T0 take o1 0\n", "T0 is the machine itself"},
	{"runs after exit", "gone", born + "1 c1 T2 exit - 0\n2 c1 T2 run - 0\n", "T2 has"},
	{"timer after exit", "gone", born + "1 - T2 park o4 5\n2 - T2 timeout - 0\n2 - T2 exit - 0\n3 - T2 unpark T1 0\n", "T2 has"},
	{"step before start", "steps", born + "1 c1 T2 now - 0\n", "it has not started"},
	{"step of the machine", "steps", born + "1 - T0 now - 0\n", "it has not started"},
	{"starts twice", "steps", born + "1 c0 T1 start - 0\n", "it started before"},
	{"step after end", "steps", born + "1 c0 T1 end - 5\n1 c0 T1 now - 0\n", "it has ended"},
	{"step after crash", "steps", born + "1 c0 T1 crash - 1\n1 c0 T1 now - 0\n", "it has ended"},
	{"one core for two", "cores", born + "2 c1 T2 expire - 0\n2 c0 T2 run - 0\n", "c0 runs T1"},
	{"two cores for one", "cores", born + "2 c2 T1 run - 0\n", "T1 is on c0"},
	{"acts on a free core", "on core", born + "1 c0 T1 expire - 0\n1 c0 T1 now - 0\n", "c0 runs nobody"},
	{"acts on another's core", "on core", born + "1 c1 T1 now - 0\n", "c1 runs T2"},
	{"acts on a core after its wake-up", "on core", born + "1 c1 T2 park o4 5\n6 - T2 timeout - 0\n6 c1 T2 start - 0\n", "c1 runs nobody"},
	{"acts on a core after a preemption", "on core", born + "1 c0 T1 preempt T2 5\n6 c0 T1 now - 0\n", "c0 runs nobody"},
	{"runs while parked", "parked", born + "1 c1 T2 park o4 5\n2 c1 T2 run - 0\n", "T2 waits for o4"},
	{"acts while parked, on no core", "parked", born + "1 c0 T1 park o4 -1\n2 - T1 now - 0\n", "T1 waits for o4"},
	{"runs while parked on a simulated device", "parked", born + "1 c1 T2 park o5 -1\n2 c1 T2 run - 0\n", "T2 waits for o5"},
	{"parks while parked", "parked", born + "1 c0 T1 park o4 -1\n2 - T1 park o4 -1\n", "T1 waits for o4"},
	{"one wake-up for two waits", "parked", born + "1 c1 T2 park o4 -1\n2 c0 T1 unpark T2 0\n2 c1 T2 run - 0\n2 c1 T2 park o4 -1\n3 c1 T2 run - 0\n", "T2 waits for o4"},
	{"one wake-up in advance for two waits", "parked", born + "1 c0 T1 unpark T2 0\n1 c1 T2 park o4 -1\n2 c1 T2 run - 0\n2 c1 T2 park o4 -1\n3 c1 T2 run - 0\n", "T2 waits for o4"},
	{"timer without wait", "timer", born + "1 - T1 timeout - 0\n", "T1 does not wait"},
	{"timer that was not set", "timer", born + "1 c0 T1 park o4 -1\n1 - T1 timeout - 0\n", "T1 waits for ever"},
	{"two holders", "one holder", locked + "2 c1 T2 take o1 2\n", "T1 holds o1"},
	{"taken twice", "one holder", locked + "2 c0 T1 take o1 2\n", "T1 holds o1"},
	{"dropped by another", "holder drops", locked + "2 c1 T2 drop o1 0\n", "T1 holds o1"},
	{"dropped twice", "holder drops", locked + "2 c0 T1 drop o1 0\n2 c0 T1 drop o1 0\n", "nobody holds o1"},
	{"step without the lock", "lock held", locked + "2 c1 T2 start - 0\n", "T2 does not hold one"},
	{"step after drop", "lock held", locked + "2 c0 T1 drop o1 5\n2 c0 T1 load o2 5\n", "T1 does not hold one"},
	{"step before any lock", "lock held", "0 c0 T1 run - 0\n0 c0 T1 start - 0\n1 c0 T1 take o1 1\n", "event 2 is a step from before it was ever taken"},
	{"spawns a thread of another process", "process", born + "2 c0 T1 spawn T4 0\n", "T1 belongs to process 0, and T4 to 1"},
	{"forks into a process that has threads", "process", born + "2 c0 T1 fork T4 0\n2 c0 T1 fork T5 0\n", "process 1 had threads before T5"},
	{"takes the lock of another process", "outside", forked + "2 c0 T1 drop o1 5\n2 c1 T2 take o1 2\n", "T2 belongs to another process"},
	{"asks from another process", "outside", forked + "2 c1 T2 request T1 0\n", "T2 belongs to another process"},
	{"asks the holder of another process's lock", "outside", twoLocks + "3 c2 T3 request T1 0\n", "T3 belongs to another process"},
	{"waits for the lock of another process", "outside", twoLocks + "3 c2 T3 fail o1 0\n", "T3 belongs to another process"},
	{"takes another process's lock that is free", "outside", twoLocks + "3 c0 T1 drop o1 5\n3 c2 T3 take o1 2\n", "T3 belongs to another process"},
	{"two holders of a process's own lock", "one holder", twoLocks + "3 c2 T3 take o10 2\n", "T2 holds o10"},
	{"step while another thread of its process has the lock", "lock held", twoLocks + "3 c2 T3 start - 0\n", "T3 does not hold one"},
	{"step before the process's lock", "lock held", forked + "2 c1 T2 start - 0\n3 c1 T2 take o10 1\n", "event 6 is a step from before it was ever taken"},
	{"forked twice", "spawned", forked + "1 c0 T1 fork T2 0\n", "T2 was there"},
	{"asks one that does not hold", "request", locked + "2 c1 T2 request T2 0\n", "T2 does not hold it"},
	{"asks after drop", "request", locked + "2 c0 T1 drop o1 5\n2 c1 T2 request T1 0\n", "T1 does not hold it"},
	{"tried and got while held", "try", born + "1 c1 T2 start - 0\n1 c0 T1 acquire o3 0\n2 c1 T2 try o3 1\n", "T1 acquired o3"},
	{"acquired while another has got it", "acquire", born + "1 c1 T2 start - 0\n1 c0 T1 try o3 1\n2 c1 T2 acquire o3 0\n", "T1 acquired o3"},
	{"acquired twice", "acquire", born + "1 c1 T2 start - 0\n1 c0 T1 acquire o3 0\n2 c1 T2 acquire o3 0\n", "T1 acquired o3"},
	{"released while free", "release", born + "1 c0 T1 release o3 0\n", "o3 is free"},
	{"released twice", "release", born + "1 c0 T1 acquire o3 0\n1 c0 T1 release o3 0\n1 c0 T1 release o3 0\n", "o3 is free"},
	{"load of what was never stored", "load", born + "1 c0 T1 store o2 5\n1 c0 T1 load o2 6\n", "o2 holds 5, and 6 was read"},
	{"loads that differ", "load", born + "1 c0 T1 load o2 5\n1 c0 T1 load o2 6\n", "o2 holds 5, and 6 was read"},
	{"load of another container", "load", born + "1 c0 T1 store o12 2\n1 c0 T1 load o12 4\n", "o12 holds 2, and 4 was read"},
	{"load of what is no container", "load", born + "1 c0 T1 load o12 3\n1 c0 T1 load o12 1\n", "o12 holds 3, and 1 was read"},
	{"an integer is no container", "load", born + "1 c0 T1 store o2 2\n1 c0 T1 load o2 3\n", "o2 holds 2, and 3 was read"},
	{"put with a number left out", "put", born + "1 c0 T1 put o5 1\n1 c0 T1 put o5 3\n", "1 were put into o5"},
	{"put again with the same number", "put", born + "1 c0 T1 put o5 1\n1 c0 T1 put o5 1\n", "1 were put into o5"},
	{"got before it was put", "get", born + "1 c0 T1 put o5 1\n1 c0 T1 get o5 2\n", "o5 holds no item 2"},
	{"got twice", "get", born + "1 c0 T1 put o5 1\n1 c0 T1 get o5 1\n1 c0 T1 get o5 1\n", "o5 holds no item 1"},
	{"join of the living", "join", born + "1 c0 T1 join T2 0\n", "T2 has not ended"},
	{"count falls", "count", born + "1 c0 T1 expire - 5\n1 c0 T1 run - 0\n1 c0 T1 exit - 4\n", "it falls from 5 to 4"},
	{"a lock acts", "actor", born + "1 c0 T1.3 now - 0\n", "o3 is of class \"lock\""},
	{"handed over to a variable", "actor", born + "1 c0 T1 switch o2 0\n", "o2 is of class \"var\""},
	{"acts before its first turn", "current", born + "1 c0 T1.6 now - 0\n", "in T1 that is its own code"},
	{"the own code acts while a greenlet has its turn", "current", born + "1 c0 T1 switch o6 0\n1 c0 T1 now - 0\n", "in T1 that is o6"},
	{"acts after its end", "current", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 switch - 1\n1 c0 T1.6 now - 0\n", "in T1 that is its own code"},
	{"leaves its core as the own code, and not as who is current", "current", born + "1 c0 T1 switch o6 0\n1 c0 T1 expire - 0\n", "in T1 that is o6"},
	{"leaves for good as a greenlet", "current", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 exit - 0\n", "in T1 that is its own code"},
	{"an actor of the machine", "current", born + "1 - T0.6 unpark T2 0\n", "in T0 that is its own code"},
	{"acts before the generator in its body has yielded", "current", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 resume o8 0\n1 c0 T1.8 switch - 0\n1 c0 T1 switch o6 0\n1 c0 T1.6 now - 0\n", "in T1 that is o8"},
	{"switched to a generator", "generator", born + "1 c0 T1 switch o8 0\n", "o8 is of class \"generator\""},
	{"resumed a greenlet", "generator", born + "1 c0 T1 resume o6 0\n", "o6 is of class \"greenlet\""},
	{"resumed the own code", "generator", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 resume - 0\n", "it is the thread's own code"},
	{"a greenlet yields", "generator", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 yield - 0\n", "o6 is of class \"greenlet\""},
	{"switched to the dead", "ended", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 switch - 1\n1 c0 T1 switch o6 0\n", "o6 has"},
	{"thrown into the dead", "ended", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 throw - 1\n1 c0 T1 throw o6 0\n", "o6 has"},
	{"resumed the exhausted", "ended", born + "1 c0 T1 resume o8 0\n1 c0 T1.8 yield - 1\n1 c0 T1 resume o8 0\n", "o8 has"},
	{"a greenlet of another thread", "one thread", born + "1 c1 T2 start - 0\n1 c0 T1 switch o6 0\n1 c1 T2 switch o6 0\n", "o6 acts in T1"},
	{"a generator of another thread", "one thread", born + "1 c1 T2 start - 0\n1 c0 T1 resume o8 0\n1 c0 T1.8 yield - 0\n1 c1 T2 resume o8 0\n", "o8 acts in T1"},
	{"resumed while it is executed", "suspended", born + "1 c0 T1 resume o8 0\n1 c0 T1.8 resume o9 0\n1 c0 T1.9 resume o8 0\n", "o8 is being executed"},
	{"yielded past who has resumed it", "yields back", born + "1 c0 T1 resume o8 0\n1 c0 T1.8 resume o9 0\n1 c0 T1.9 yield - 0\n", "that was o8"},
	{"yielded to another greenlet", "yields back", born + "1 c0 T1 resume o8 0\n1 c0 T1.8 yield o6 0\n", "that was the thread's own code"},
	{"neither ended nor not", "end", born + "1 c0 T1 switch o6 2\n", "it is 2"},
	{"turn of the machine", "defined", "0 - T0 turn - 1\n", "T0 is not"},
	{"turn stands still", "turns grow", "0 - T1 turn - 1\n0 - T2 turn - 1\n0 - T1 turn - 1\n", "T1's last one ended at 1, and this one at 1"},
	{"turn of nothing", "turns grow", "0 - T1 turn - 0\n", "T1's last one ended at 0, and this one at 0"},
}

func TestEachBreachIsToldWithEventTimeThreadAndRule(t *testing.T) {
	for _, tc := range breaches {
		t.Run(tc.name, func(t *testing.T) {
			err := checkText(t, tc.lines)
			if diff := cmp.Diff([]string{tc.rule}, brokenRules(err)); diff != "" {
				t.Fatalf("%s\n%v", diff, err)
			}
			lines := strings.Split(strings.TrimSuffix(tc.lines, "\n"), "\n")
			last := strings.Fields(lines[len(lines)-1])
			where := fmt.Sprintf("trace: event %d at %s ns, %s %s: rule", len(lines), last[0], last[2], last[3])
			if got := err.Error(); !strings.HasPrefix(got, where) || !strings.HasSuffix(got, ", but "+tc.why) {
				t.Errorf("%s\nwant %s … but %s", got, where, tc.why)
			}
			if err := checkText(t, strings.Join(lines[:len(lines)-1], "\n")+"\n"); len(lines) > 1 && err != nil {
				t.Errorf("the run up to there: %v", err)
			}
		})
	}
}

func TestEveryRuleIsBrokenByATest(t *testing.T) {
	broken, there := make(map[string]bool), make(map[string]bool)
	for _, tc := range breaches {
		broken[tc.rule] = true
	}
	for _, r := range slices.Concat(runRules, actorRules, turnRules) {
		there[r.name] = true
	}
	if diff := cmp.Diff(there, broken); diff != "" {
		t.Error(diff)
	}
}

// What looks odd and is allowed.
func TestRunsThatObeyTheRules(t *testing.T) {
	for _, tc := range []struct{ name, lines string }{
		{"nothing happens", ""},
		{"first load of an old value", born + "1 c0 T1 load o2 5\n1 c0 T1 load o2 5\n1 c0 T1 store o2 6\n1 c0 T1 load o2 6\n"},
		{"a container that grows", born + "1 c0 T1 store o12 2\n1 c0 T1 load o12 3\n1 c0 T1 load o12 2\n"},
		{"a yield is no wait", born + "1 c0 T1 park o4 0\n1 c0 T1 run - 0\n"},
		{"woken before it waits", born + "1 c0 T1 unpark T2 0\n1 c1 T2 park o4 -1\n1 c1 T2 run - 0\n"},
		{"woken while awake", born + "1 c1 T2 park o4 5\n6 - T2 timeout - 2\n7 c0 T1 unpark T2 1\n8 c1 T2 run - 0\n8 c1 T2 park o4 9\n17 - T2 timeout - 0\n"},
		{"woken by the machine", born + "1 c1 T2 park o4 -1\n6 - T0 unpark T2 2\n8 c1 T2 run - 0\n"},
		{"on another core than before", born + "1 c1 T2 expire - 0\n8 c5 T2 run - 0\n8 c5 T2 start - 0\n"},
		{"the machine may name a core", born + "1 c0 T0 unpark T2 0\n"},
		{"two processes hold their locks at the same time, and each hands its own on", twoLocks + "3 c0 T1 store o2 5\n3 c1 T2 load o2 5\n" +
			"4 c2 T3 request T2 0\n4 c1 T2 drop o10 9\n4 c2 T3 take o10 2\n4 c2 T3 start - 0\n5 c0 T1 now - 0\n5 c0 T1 drop o1 9\n6 c0 T1 take o1 1\n"},
		{"a process without a lock beside one with it", forked + "2 c1 T2 start - 0\n2 c0 T1 now - 0\n2 c1 T2 now - 0\n"},
		{"a real run has no cores", "0 - T1 start - 0\n0 - T1 park o4 5\n5 - T1 timeout - 0\n5 - T1 now - 0\n"},
		{"in a real run the system wakes who waits for input", "0 - T1 start - 0\n0 - T1 park o5 -1\n5 - T1 run - 0\n5 - T1 recv o5 3\n"},
		{"released by another", born + "1 c1 T2 start - 0\n1 c0 T1 acquire o3 0\n2 c1 T2 release o3 0\n"},
		{"released before its acquire is told", born + "1 c1 T2 start - 0\n1 c0 T1 try o3 1\n1 c1 T2 release o3 0\n1 c1 T2 acquire o3 0\n1 c0 T1 acquire o3 0\n1 c1 T2 release o3 0\n"},
		{"tried in vain", born + "1 c0 T1 try o3 2\n1 c0 T1 try o3 1\n1 c0 T1 acquire o3 0\n1 c0 T1 try o3 0\n"},
		{"other classes may be held by many", born + "1 c0 T1 acquire o4 0\n1 c0 T1 acquire o4 0\n"},
		{"items may be got in any order", born + "1 c0 T1 put o5 1\n1 c0 T1 put o5 2\n1 c0 T1 get o5 2\n1 c0 T1 put o5 3\n1 c0 T1 get o5 1\n1 c0 T1 get o5 3\n"},
		{"a crash needs no lock", locked + "2 c1 T2 crash - 1\n"},
		{"joined after a crash", locked + "2 c1 T2 crash - 1\n2 c0 T1 join T2 0\n"},
		{"between drop and take", locked + "2 c0 T1 drop o1 5\n2 c0 T1 unpark T2 0\n2 c0 T1 take o1 2\n2 c0 T1 now - 0\n"},
		{"steps in another process, and in what it spawns", forked + "2 c1 T2 start - 0\n2 c1 T2 spawn T3 0\n2 c2 T3 run - 0\n2 c2 T3 start - 0\n"},
		{"dropped and parked after the end", locked + "2 c0 T1 end - 5\n2 c0 T1 drop o1 5\n2 c0 T1 park o1 -1\n2 c1 T2 unpark T1 0\n3 c0 T1 run - 0\n3 c0 T1 exit - 5\n"},
		{"a greenlet has its turns and ends", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 switch o6 0\n1 c0 T1.6 throw - 0\n1 c0 T1 throw o6 0\n1 c0 T1.6 switch - 1\n1 c0 T1 end - 5\n1 c0 T1 exit - 5\n"},
		{"a run notes a turn", born + "1 c0 T1 switch o6 0\n1 - T1 turn - 5\n1 c0 T1.6 now - 0\n"},
		{"a run notes the turn of a thread that waits", born + "1 c0 T1 park o4 5\n1 - T1 turn - 5\n6 - T1 timeout - 0\n"},
		{"a thread fails while a greenlet is current", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 crash - 1\n1 c0 T1 exit - 5\n"},
		{"each thread has its own current actor", born + "1 c1 T2 start - 0\n1 c0 T1 switch o6 0\n1 c1 T2 switch o7 0\n1 c1 T2.7 now - 0\n1 c0 T1.6 now - 0\n"},
		{"what a greenlet's thread does below it is done as the greenlet", locked + "2 c0 T1 switch o6 0\n2 c0 T1.6 expire - 5\n3 c0 T1.6 run - 0\n3 c0 T1.6 drop o1 6\n3 c0 T1.6 park o4 5\n8 - T1.6 timeout - 0\n"},
		{"a generator goes on where its greenlet does", born + "1 c0 T1 switch o6 0\n1 c0 T1.6 resume o8 0\n1 c0 T1.8 resume o9 0\n1 c0 T1.9 switch - 0\n1 c0 T1 now - 0\n1 c0 T1 switch o6 0\n1 c0 T1.9 yield o8 1\n1 c0 T1.8 yield o6 0\n1 c0 T1.6 switch - 1\n1 c0 T1 now - 0\n"},
		{"a generator is resumed by several greenlets, in turn", born + "1 c0 T1 resume o8 0\n1 c0 T1.8 yield - 0\n1 c0 T1 switch o6 0\n1 c0 T1.6 resume o8 0\n1 c0 T1.8 yield o6 1\n"},
		{"a schedule is held against turns only", "5 - T2 load o2 1\n0 - T1 turn - 1\n0 - T3 now - 5\n0 - T2 turn - 1\n0 - T1 turn - 2\n"},
	} {
		if err := checkText(t, tc.lines); err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// What the stamps of a real machine do not prove is no breach there, and one on the simulated machine; what they prove is
// one on both.
func TestARealMachineIsHeldAgainstWhatItsStampsProve(t *testing.T) {
	const lateWake = born + "1 - T1 unpark T2 0\n1 - T2 park o4 5\n6 - T2 timeout - 0\n6 - T2 run - 0\n6 - T2 park o4 -1\n7 - T2 run - 0\n"
	for _, tc := range []struct{ name, lines, simulated, real string }{
		{"loads that differ, without a lock", born + "1 - T1 load o2 5\n1 - T1 load o2 6\n", "load", ""},
		{"loads that differ, under a lock", locked + "1 - T1 load o2 5\n1 - T1 load o2 6\n", "load", "load"},
		{"loads that differ, of processes with a lock each", twoLocks + "3 - T1 load o2 5\n3 - T2 load o2 6\n", "load", ""},
		{"a wake-up that takes effect at the next wait", lateWake, "parked", ""},
		{"one wake-up for two waits", lateWake + "7 - T2 park o4 -1\n8 - T2 run - 0\n", "parked parked", "parked"},
		{"a join of the living", born + "1 - T1 join T2 0\n", "join", "join"},
	} {
		tr := readText(t, checkHead+tc.lines)
		if got := strings.Join(brokenRules(Check(tr)), " "); got != tc.simulated {
			t.Errorf("%s: the simulated machine breaks %q, want %q", tc.name, got, tc.simulated)
		}
		tr.Config = append(tr.Config, Param{Key: "machine", Value: "real"})
		if got := strings.Join(brokenRules(Check(tr)), " "); got != tc.real {
			t.Errorf("%s: a real machine breaks %q, want %q", tc.name, got, tc.real)
		}
	}
}

// What a program in Python shares can change by what is no step of its own, as list.sort moves items; its variables cannot.
func TestPartsOfPythonObjectsChangeBelowTheProgram(t *testing.T) {
	for object, python := range map[string]string{"o12": "load", "o13": "", "o14": ""} {
		tr := readText(t, checkHead+born+"1 c0 T1 store "+object+" 1\n1 c0 T1 load "+object+" 2\n")
		if got := strings.Join(brokenRules(Check(tr)), " "); got != "load" {
			t.Errorf("%s in a program in Go: breaks %q, want load", object, got)
		}
		tr.Params = append(tr.Params, Param{Key: "source", Value: "a.py"})
		if got := strings.Join(brokenRules(Check(tr)), " "); got != python {
			t.Errorf("%s in a program in Python: breaks %q, want %q", object, got, python)
		}
	}
}

func TestAThreadThatLosesItsCoreToABreachMayGoOn(t *testing.T) {
	err := checkText(t, born+"1 c1 T2 expire - 0\n2 c0 T2 run - 0\n3 c1 T1 run - 0\n3 c0 T2 start - 0\n3 c1 T1 now - 0\n")
	if diff := cmp.Diff([]string{"cores"}, brokenRules(err)); diff != "" {
		t.Errorf("%s\n%v", diff, err)
	}
}

func TestEventsThatReferToNothingAreTold(t *testing.T) {
	names := readText(t, checkHead).Names
	for _, tc := range []struct {
		e    Event
		want string
	}{
		{Event{Thread: 1, Core: NoCore}, "there is no kind 0"},
		{Event{Thread: 1, Core: NoCore, Kind: 255}, "there is no kind 255"},
		{Event{Thread: 1, Core: -2, Kind: Run}, "there is no core -2"},
		{Event{Thread: 6, Core: NoCore, Kind: Run}, "T6 is not defined"},
		{Event{Thread: -4, Core: NoCore, Kind: Run}, "T-4 is not defined"},
		{Event{Thread: 1, Core: NoCore, Kind: Unpark, Obj: 2_000_000_000}, "T2000000000 is not defined"},
		{Event{Thread: 1, Core: NoCore, Kind: Take, Obj: 11}, "o11 is not defined"},
		{Event{Thread: 1, Core: NoCore, Kind: Now, Actor: 11}, "o11 is not defined"},
		{Event{Thread: 1, Core: NoCore, Kind: Switch, Obj: 11}, "o11 is not defined"},
		{Event{Thread: 1, Core: NoCore, Kind: Take, Obj: -5}, "o-5 is not defined"},
		{Event{Thread: 6, Core: NoCore, Kind: Turn, Arg: 1}, "T6 is not"},
	} {
		err := Check(&Trace{Names: names, Events: []Event{tc.e}})
		if diff := cmp.Diff([]string{"defined"}, brokenRules(err)); diff != "" || !strings.HasSuffix(err.Error(), tc.want) {
			t.Errorf("%v: %v, want %q", tc.e, err, tc.want)
		}
	}
}

func TestAfterTwentyBreachesTheRestIsCounted(t *testing.T) {
	err := checkText(t, born+strings.Repeat("1 c0 T1 join T2 0\n", 25))
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 21 || lines[20] != "trace: and 5 more" {
		t.Errorf("%d lines, the last one %q", len(lines), lines[len(lines)-1])
	}
}

func TestACheckerAgreesWithCheckHoweverTheEventsArrive(t *testing.T) {
	for _, tc := range breaches {
		tr := readText(t, checkHead+tc.lines)
		c := NewChecker(tr.Names)
		for i := range tr.Events {
			c.Record(tr.Events[i : i+1])
		}
		if diff := cmp.Diff(Check(tr).Error(), c.Err().Error()); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

func TestCheckerAllocatesNothingForAnEvent(t *testing.T) {
	events, names := benchEvents(10_000)
	c := NewChecker(names)
	n := testing.AllocsPerRun(9, func() { // and once before, which meets the names
		c.Record(events[:1000])
		events = events[1000:]
	})
	if n != 0 || c.Err() != nil || len(events) > 0 {
		t.Errorf("%v allocations for 1000 events, error %v", n, c.Err())
	}
}

func BenchmarkCheck(b *testing.B) {
	events, names := benchEvents(benchSize)
	b.ReportAllocs()
	for done := 0; done < b.N; done += benchSize {
		NewChecker(names).Record(events[:min(benchSize, b.N-done)])
	}
}
