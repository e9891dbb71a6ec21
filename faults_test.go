package gilsim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A fault is one that was found by trying gilsim on other people's questions: S semantics, U the command, R reliability. Each has tests,
// named by package, that fail where it comes back, or a reason why it has none.
type fault struct {
	name  string
	what  string
	tests []string
	why   string // what of it no test holds, and why
}

// faults lists them.
var faults = []fault{
	{"S1", "a task that is submitted after the end of main", []string{
		"sched/threading/futures TestS1NothingCanBeSubmittedWhenTheMainThreadHasEnded", "sched/threading/futures TestS1UpTo38ALateTaskIsDone"}, ""},
	{"S2", "close beside a blocked call", []string{
		"sched/socket TestS2ACallThatBlocksGoesOnAfterClose", "sched/socket TestS2ACallWithATimeoutFindsTheSocketClosedWhenItHasWaited"}, ""},
	{"S3", "shutdown of a listener", []string{"sched/socket TestS3ShutdownOfAListener"}, ""},
	{"S4", "connect again after a refused connect that does not block", []string{"sched/socket TestS4AFailedConnectIsToldOnceAnAttempt"}, ""},
	{"S5", "a reset in the middle of a send that blocks", []string{"sched/socket TestS5AResetInTheMiddleOfASendIsStillPending"}, ""},
	{"S6", "under the patch shutdown cancels the other greenlet's wait", []string{"greenlet/gevent TestS6AShutdownCancelsTheOtherGreenletsWait"}, ""},
	{"S7", "sleep(0) gives the core up since 3.11", []string{"gil TestS7SleepZeroHasAnEra"}, ""},
	{"S8", "without the lock a shared object costs something", []string{
		"sched/sim TestObjectIsDearerAfterAnotherCoreHasHadIt", "cmd/gilsim/experiment TestWhatThreadsShareIsChargedOnce",
		"cmd/gilsim/report TestASentenceObeysTheRulesWhateverWasMeasured"}, ""},
	{"S9", "waits with a time-out poll up to 3.1", []string{"sched/threading TestS9AWaitWithATimeoutPollsUpTo31", "sched/threading TestS9AnItemIsGotLateUpTo31"}, ""},
	{"S10", "another thread sets what a greenlet waits for", []string{
		"greenlet/gevent TestAnotherThreadSetsWhatAGreenletWaitsFor", "greenlet/gevent TestAHubDoesNotWaitForWhatAnotherThreadMaySet"}, ""},
	{"S11", "calls on sockets cost something", []string{
		"sched/socket TestEachCallCostsWhatTheMachineSaysOfIt", "cmd/gilsim/survey TestEveryCostOfACallIsMeasured"}, ""},
	{"S12", "atexit comes after the threads, _register_atexit before", []string{
		"sched TestAtexitComesWhenAllThreadsHaveEndedThatAreNoDaemons", "sched TestAThreadThatWaitsForWhatAtexitDoesWaitsForEver"}, ""},
	{"S13", "an exception ends its thread alone", []string{
		"sched TestS13AnExceptionEndsItsThreadAlone", "sched TestS13ARunThatFailsFastEndsAtTheFirstException",
		"sched/threading/futures TestS13WhatATaskRaisesIsItsException"}, ""},
	{"S14", "smaller gaps of the library", []string{
		"greenlet/gevent TestALockThatIsNotPatchedNamesBothGreenlets", "sched/threading TestS14WhoWaitsForAQueueThatIsShutDownIsWoken",
		"sched/threading TestS14AQueuesMutexIsTheProgramsToo", "sched/socket TestS14ADatagramIsCutToTheBuffer", "sched/threading/futures TestS14AnInitializerRunsInEachWorker",
		"sched/threading/futures TestS14AnInitializerThatFailsBreaksThePool", "greenlet/gevent TestS14ImapWaitsForRoomInItsQueue",
		"greenlet/generator TestAGeneratorBelongsToItsThread"},
		"a generator of a Go program is not handed to another thread: its body holds its *sched.Thread, and the Go runtime ties a stack to the OS " +
			"thread that it was made on; in Python files it is"},
	{"U1", "no verdict under noise", []string{"cmd/gilsim/report TestASentenceObeysTheRulesWhateverWasMeasured"}, ""},
	{"U2", "a wrong result forbids advice", []string{
		"cmd/gilsim/report TestASentenceObeysTheRulesWhateverWasMeasured", "cmd/gilsim/experiment TestNoAdviceIsGivenForAFileThatIsNotRight"}, ""},
	{"U3", "a real run that fails is a finding", []string{"cmd/gilsim/report TestARunThatFailsOrIsWrongIsAFindingUnderEitherLock"}, ""},
	{"U4", "each way to wait looks different", []string{
		"trace/view TestEachWayToWaitLooksDifferentAndTheLegendNamesIt", "trace/view TestATimelineTellsWhoHoldsALock"}, ""},
	{"U5", "columns fold the steps of the library", []string{"trace/view TestStepsInsideTheLibraryAreTheLibrarysOwn", "trace/view TestFiltersOnlyTakeAway"}, ""},
	{"U6", "names are cut where they are alike", []string{"trace/view TestLongNamesAreCutWhereTheyAreAlike"}, ""},
	{"U7", "what cannot be predicted is not shown as a prediction", []string{"cmd/gilsim/report TestWhatOthersTakeIsNoErrorOfThePrediction"}, ""},
	{"U8", "price starts what it measures", []string{"cmd/gilsim/workload TestAThreadIsFarCheaperThanAForkAndThatThanASpawn"}, ""},
	{"U9", "what the catalogue says of versions", []string{
		"sched/threading TestDefaultNamesCountTheThreadsThatWereMadeWithoutAName", "cmd/gilsim/workload TestSwitchingWithYieldTakesLonger"},
		"balance under 2.7: real runs lose an update in 3 of 27 to 8 of 20, by the cores on which the two threads happen to be, and simulated ones in most"},
	{"U10", "a single run says what to try", []string{
		"cmd/gilsim/report TestTheSentenceOfASingleRunObeysTheRules", "cmd/gilsim/report TestTheNextCommandIsNotTheOneThatWasGiven",
		"cmd/gilsim/workload TestWhatToTryNextNamesProgramsAndParametersThatExist"}, ""},
	{"U11", "a default answers within ten seconds", []string{"cmd/gilsim TestTheDefaultCommandEndsWithinTenSeconds"}, ""},
	{"U12", "a glossary", []string{
		"cmd/gilsim/report TestEveryWordOfTheTablesIsExplained", "cmd/gilsim/report TestTheGlossaryIsWholeInBothLanguages"}, ""},
	{"U13", "no flag is ignored", []string{
		"cmd/gilsim TestAMistakeIsToldInOneSentence", "cmd/gilsim TestAFlagThatHasNoEffectUnderTheDisciplineIsRefused",
		"cmd/gilsim TestFlagsOfRunsOfAFileThatAreNotMadeAreRefused"}, ""},
	{"U14", "counts of seeds survive an interrupt", []string{"cmd/gilsim TestCountingThatIsInterruptedShowsItsCounts"}, ""},
	{"U15", "calibrate looks first whether it can write", []string{"cmd/gilsim TestAMistakeIsToldInOneSentence"}, ""},
	{"U16", "compare adds no thread that deadlocks", []string{"cmd/gilsim TestAMistakeIsToldInOneSentence"}, ""},
	{"U17", "mistakes are told in a sentence", []string{"cmd/gilsim TestAMistakeIsToldInOneSentence", "cmd/gilsim TestOnlyANearNameIsProposed"}, ""},
	{"U18", "smaller faults of the command", []string{
		"cmd/gilsim TestTheShellCompletesValuesAndNames", "cmd/gilsim TestOutputThatCannotBeWrittenIsTrouble", "trace TestLinesMayEndAsOnWindows",
		"cmd/gilsim/workload TestTheTutorialsScheduleEndsAtMinus8", "trace/view TestTimelineSaysHowManyThreadsItLeavesOut"}, ""},
	{"R1", "the portable parker calls correct programs deadlocked", []string{
		"sched/native TestAThreadThatUsesItsPermitUpNoLongerCountsAsWaiting", "sched/native TestAPermitIsKeptAndUsedUpOnce"}, ""},
	{"R2", "a small trace takes all memory", []string{"trace TestNumbersAreBoundedByWhatTheFileHolds", "cmd/gilsim TestDamagedTracesAreRefusedInOneSentence"}, ""},
	{"R3", "Execute keeps the announcement before", []string{"sched TestCodeThatDoesNothingToAnObjectAnnouncesNothing"}, ""},
	{"R4", "view calls real lock-free traces unsound", []string{"cmd/gilsim TestViewHoldsATraceAgainstTheRulesOfItsMachine"}, ""},
	{"R5", "files are replaced atomically", []string{"cmd/gilsim TestAFileIsReplacedWhenTheNewOneIsWhole", "cmd/gilsim TestSignalsToTerminateInterrupt"}, ""},
	{"R6", "a full disk ends the run", []string{"cmd/gilsim TestARunEndsWithTheFirstErrorOfItsTrace"}, ""},
	{"R7", "a primitive of another run", []string{
		"sched/threading TestAPrimitiveOfAnotherRunIsRefusedInASentence", "sched/socket TestWhatUsesASocketOfAnotherRunEndsWithASentence",
		"greenlet/gevent TestWhatBelongsToAnotherRunIsRefusedInASentence"}, ""},
	{"R8", "a foreign goroutine uses a thread", []string{"sched TestMethodsOfAnotherThreadAreRefused", "sched/native TestR8AForeignGoroutineCannotWaitAsAThread"},
		"of a goroutine that uses a simulated thread while that is the running one, or a real one without waiting, nothing is known but by go test -race: " +
			"Go tells no goroutine who it is"},
	{"R9", "a run inside a run", []string{"sched/native TestARunInsideARunIsRefused"}, ""},
	{"R10", "-update of a package under test", []string{"trace/tracetest TestTheEnvironmentOrAFlagOfTheTestsUpdates"}, ""},
	{"R11", "real traces of sockets replay", []string{"sched/socket TestReplayOfARealRun"}, ""},
	{"R12", "smaller faults under attack", []string{
		"sched TestAThreadThatHasEndedDoesNothingMore", "cmd/gilsim TestViewTellsThatATraceIsCut", "sched/native TestMoreThreadsThanTheMachineRunsAreRefused",
		"sched/native TestARunThatRecordsTooMuchIsEnded"}, "a Go channel or mutex inside a simulated thread hangs: the documentation says so"},
	{"R13", "tests that flake under load", nil, "it is about tests: .ci/long runs those of the real machine again and again beside busy loops"},
	{"R14", "mutants that survived every test", []string{
		"gil TestAThreadIsNotForcedByTheRequestToALaterHolder", "sched/threading TestAResetMendsABarrierThatHasJustBroken",
		"sched/socket TestASmallSendIntoAFullBufferDoesNotLoseTheNotice", "sched/socket TestAResetDoesNotOvertakeWhatHasDeparted",
		"sched/native TestAPermitIsKeptAndUsedUpOnce", "sched/choice TestExactReplayWakesOnlyWhoWaits",
		"sched/choice TestMixedWakesTheLastOneOfANewGroupOnly", "sched/choice TestASignalEndsTheGroupOfThoseWhoWait",
		"sched/choice TestATimerFiresSoOftenInATurn"}, "testdata/mutants finds others"},
}

// Every fault that was found is held by tests that exist, or it is said what of it none holds.
func TestEveryFaultThatWasFoundHasATest(t *testing.T) {
	want := 0
	for group, n := range map[string]int{"S": 14, "U": 18, "R": 14} {
		want += n
		if got := len(slices.DeleteFunc(slices.Clone(faults), func(f fault) bool { return f.name[:1] != group })); got != n {
			t.Errorf("%d faults are in group %s, want %d", got, group, n)
		}
	}
	if len(faults) != want {
		t.Errorf("%d faults are listed, want %d", len(faults), want)
	}
	packages := map[string][]string{}
	for _, f := range faults {
		if len(f.tests) == 0 && f.why == "" {
			t.Errorf("%s, %s, has no test, and no reason why", f.name, f.what)
		}
		for _, test := range f.tests {
			folder, name, _ := strings.Cut(test, " ")
			if packages[folder] == nil {
				packages[folder] = testsIn(t, folder)
			}
			if !slices.Contains(packages[folder], name) {
				t.Errorf("%s, %s: package %s has no test %s", f.name, f.what, folder, name)
			}
		}
	}
}

// testsIn returns the names of the tests of a package.
func testsIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no tests in %s (%v)", folder, err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}
