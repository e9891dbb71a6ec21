// Package gilsim_test holds the arrows of the design: who may import whom, and what the deterministic packages may not do.
package gilsim_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/gilsim/gilsim/"

// arrows lists, for each package, the packages of this module and from outside that it may import beside the standard
// library, each with the reason. An arrow that is not here is a mistake, or a change of the design.
var arrows = map[string]map[string]string{
	"trace":      {},
	"trace/diff": {"trace": "it compares traces"},
	"trace/view": {
		"golang.org/x/text/width": "a wide character takes two columns",
		"trace":                   "it draws traces",
		"trace/diff":              "and where two of them part",
	},
	"trace/cause": {
		"trace":      "it says why a run of a trace ends badly",
		"trace/view": "what belongs to the library is known there",
	},
	"trace/export": {"trace": "it writes traces for other tools"},
	"trace/export/page": {
		"trace":        "it shows traces",
		"trace/diff":   "which steps of two belong together",
		"trace/view":   "the words of steps, and where control changes hands",
		"trace/export": "what does not show is escaped",
	},
	"internal/coro":      {},
	"internal/container": {},
	"internal/reexec":    {"golang.org/x/sys/unix": "files in memory, and descriptors of processes"},
	"sched/choice": {
		"trace": "decisions name what happens, and replay follows a recorded run",
	},
	"sched": {
		"sched/choice":       "what is free in a run is decided there",
		"trace":              "it records what happens",
		"internal/coro":      "threads whose body is a function are coroutines",
		"internal/container": "what waits stands in lists",
	},
	"sched/threading": {
		"internal/container": "its queues keep their items there",
		"sched":              "its locks are state machines over threads",
		"trace":              "they record what the program does with them",
	},
	"sched/threading/futures": {
		"sched":           "its workers are threads",
		"sched/threading": "it stands on Python's locks and queues",
		"trace":           "calls of built-in functions announce nothing",
	},
	"sched/sim": {
		"sched":        "it is an engine",
		"sched/choice": "it asks a strategy",
		"trace":        "it records what happens",
	},
	"sched/native": {
		"internal/reexec":          "its processes are this executable again",
		"sched":                    "it is an engine",
		"sched/choice":             "random numbers come from a seed",
		"trace":                    "it records what happens",
		"golang.org/x/sys/unix":    "affinity, processor use, the number of the futex call",
		"golang.org/x/sys/windows": "processor use",
	},
	"sched/socket": {
		"sched": "its sockets are what threads wait for",

		"internal/container": "those of a process stand in a list",

		"trace": "they record what the program does with them",

		"golang.org/x/sys/unix": "the system calls of real sockets and pollers",
	},
	"sched/serial": {
		"sched":        "it is an engine",
		"sched/choice": "the run asks it for numbers",
		"trace":        "it records what happens",
	},
	"sched/search": {
		"sched/serial": "it runs programs there",
		"sched":        "what the standard library does",
		"gil":          "where a lock may be lost",
		"trace":        "an example is a trace",
	},
	"sched/ipc": {
		"sched": "it is what threads of several processes wait for",
		"trace": "it records what the program does with it",

		"golang.org/x/sys/unix": "the system calls of real pipes, and the numbers of futex's",
	},
	"sched/signal": {"sched": "handlers run in its threads"},
	"sched/subprocess": {
		"sched":                 "a program is a process",
		"sched/ipc":             "its streams are pipes",
		"sched/signal":          "and it is sent signals",
		"trace":                 "what it has written is part of what a process was told",
		"internal/text":         "arguments and output are shown as Python shows them",
		"golang.org/x/sys/unix": "files in memory",
	},
	"sched/multiprocessing": {
		"sched":           "its processes are there",
		"sched/ipc":       "it stands on pipes and semaphores",
		"sched/threading": "feeders and the threads of a pool have Python's conditions",
		"internal/text":   "exceptions are quoted as Python quotes them",

		"sched/multiprocessing/pickle": "what is sent is pickled",
	},
	"sched/multiprocessing/pickle": {},
	"sched/multiprocessing/connection": {
		"sched":        "its ends are threads",
		"sched/socket": "messages go over TCP",
	},
	"sched/multiprocessing/managers": {
		"sched":                            "servers and clients are processes",
		"sched/threading":                  "a server's objects are Python's locks and queues",
		"sched/socket":                     "the addresses of servers",
		"sched/multiprocessing":            "a server that is started is a process of its own",
		"sched/multiprocessing/connection": "requests and answers go over connections",
		"sched/multiprocessing/pickle":     "and are pickled",
		"internal/container":               "objects, connections and proxies stand in lists",
		"internal/number":                  "floats are shown as Python shows them",
		"internal/text":                    "and strs and bytes",
	},
	"sched/search/corpus": {
		"sched":           "its programs are written against threads",
		"sched/threading": "and their locks",
	},
	"sched/search/searchtest": {
		"sched/search": "it asks for proofs",
		"sched/serial": "of programs for that machine",
		"sched":        "which are written against threads",
		"trace/view":   "shown in columns",
		"trace/cause":  "of what led to the failing step, and in words",
	},
	"gil": {
		"sched":        "the lock is a thread's interlock",
		"sched/choice": "who is woken, and where the tick counter starts, is decided there",
		"trace":        "it records who has it",
	},
	"greenlet": {
		"sched": "greenlets are coroutines of threads",
		"trace": "it records the switches",
	},
	"greenlet/generator": {
		"sched":    "generators are coroutines of threads",
		"greenlet": "exceptions are the same",
		"trace":    "it records resumptions and yields",
	},
	"greenlet/gevent": {
		"greenlet":           "a hub and what it runs are greenlets",
		"sched":              "it parks greenlets in place of their thread",
		"sched/socket":       "its poller waits for their sockets",
		"trace":              "a hub is an object that threads wait for",
		"internal/container": "its queues keep their items there",
	},
	"python": {
		"sched":           "a thread of a Python program is one of sched",
		"sched/threading": "locks and the wait for a thread's end are there",
		"sched/ipc":       "pipes, semaphores and the costs of processes are there",
		"sched/socket":    "sockets and pollers are there",

		"sched/subprocess": "what stands for other programs is there",
		"trace":            "it records what the program does to what threads share",
		"python/code":      "it executes this",
		"python/syntax":    "it parses what it compiles",
		"python/lib":       "programs import these modules",

		"internal/number":         "numbers are read, written, divided and hashed as Python's",
		"python/internal/libm":    "what math and ** give, to the last digit",
		"python/internal/format":  "format(), % and str.format",
		"python/internal/pattern": "the regular expressions of re",
		"internal/text":           "what the methods of str do",

		"python/internal/mt19937": "the generator of random",
	},
	"internal/number":         {},
	"python/internal/libm":    {},
	"python/internal/mt19937": {},
	"python/internal/pattern": {
		"internal/text": "what \\w and \\s are, and names in messages",
	},
	"python/internal/format": {
		"internal/number": "it writes numbers",
	},
	"internal/text": {
		"golang.org/x/text/cases":    "case mappings that change the number of characters",
		"golang.org/x/text/language": "of no language in particular",
	},
	"internal/machinetest": {
		"sched":        "what tests run are threads",
		"sched/choice": "and are replayed",
		"sched/sim":    "on this",
		"sched/native": "and on this",
		"gil":          "under the locks",
		"trace":        "and check what was recorded",
	},
	"internal/scene": {
		"trace":                        "it makes traces for tests",
		"pgregory.net/rapid":           "some are drawn",
		"github.com/google/go-cmp/cmp": "golden files are compared",
	},
	"trace/tracetest": {
		"sched/choice": "it replays them",
		"sched/sim":    "on the simulated machine",
		"trace":        "golden files are traces",
		"trace/diff":   "it compares them",
		"trace/view":   "and shows where they part",
		"sched":        "it runs programs",
		"gil":          "it reads the lock from a trace's header",
	},
	"python/syntax": {
		"golang.org/x/text/unicode/norm":      "names are compared in the form NFKC",
		"golang.org/x/text/unicode/runenames": "\\N{name} is the character of that name",
		"golang.org/x/text/width":             "carets stand below characters that are two columns wide",
	},
	"python/code": {"python/syntax": "it compiles trees"},
	"python/lib":  {},
	"cmd/gilsim/workload": {
		"sched":                   "programs are written against threads",
		"sched/threading":         "and Python's locks",
		"sched/threading/futures": "and pools",
		"sched/multiprocessing":   "and processes",
		"sched/ipc":               "and the ways between them",
		"sched/signal":            "and signals",
		"sched/subprocess":        "and other programs",

		"sched/multiprocessing/managers": "and what processes share over the network",

		"sched/socket":       "and sockets",
		"greenlet":           "and greenlets",
		"greenlet/generator": "and generators",
		"greenlet/gevent":    "and hubs",
		"trace":              "for the parameters in a trace's header",
	},
	"cmd/gilsim/plot": {
		"gonum.org/v1/plot":          "axes and their scales",
		"gonum.org/v1/plot/plotter":  "lines and points",
		"gonum.org/v1/plot/vg":       "lengths",
		"gonum.org/v1/plot/vg/draw":  "charts side by side",
		"gonum.org/v1/plot/vg/vgimg": "PNG",
		"gonum.org/v1/plot/vg/vgsvg": "SVG",
	},
	"cmd/gilsim/measure": {
		"sched/native": "the figures of a real run",
	},
	"cmd/gilsim/survey": {
		"sched/native":          "what it knows of threads and cores, and a machine for programs",
		"sched/socket":          "whose calls are measured",
		"sched/multiprocessing": "whose processes are",
		"gil":                   "each with a lock of its own",
		"sched":                 "in a thread",
		"golang.org/x/sys/unix": "beside the bare ones",
	},
	"cmd/gilsim/experiment": {
		"cmd/gilsim/workload": "it runs the catalogue",
		"cmd/gilsim/measure":  "real runs are measured",
		"cmd/gilsim/survey":   "and so is what their processes cost",
		"sched":               "runs have threads",
		"sched/sim":           "of the simulated machine",
		"sched/choice":        "whose choices a recording makes again",
		"sched/native":        "and the real one",
		"sched/search":        "which looks for what can happen",
		"sched/serial":        "on a machine without time",
		"gil":                 "under a lock",
		"trace":               "it sums runs up, and replays recorded ones",
		"trace/diff":          "and says where a replay departs",
	},
	"internal/version": {},
	"cmd/gilsim/cluster": {
		"cmd/gilsim/experiment": "it has the shards of its plans done",
		"cmd/gilsim/pyfile":     "Python files travel with their job",
		"cmd/gilsim/workload":   "and the others are named",
		"gil":                   "the version of Python is one that there is",
		"sched/search":          "the options of a search travel, too",
		"trace":                 "a setup travels as the header of its traces",
	},
	"cmd/gilsim/cluster/queue": {
		"cmd/gilsim/cluster":                   "what a master is told, and how to log in",
		"github.com/nats-io/nats.go":           "the client of the server",
		"github.com/nats-io/nats.go/jetstream": "which keeps messages",
		"github.com/nats-io/nkeys":             "a key signs, and does not travel",
	},
	"cmd/gilsim/cluster/server": {
		"cmd/gilsim/cluster":                       "the options of gilsim serve",
		"cmd/gilsim/cluster/queue":                 "it makes the streams, and reads keys as clients do",
		"github.com/nats-io/nats-server/v2/server": "the server",
		"github.com/nats-io/nkeys":                 "it takes a key",
	},
	"cmd/gilsim-cluster": {
		"cmd/gilsim/cluster":        "gilsim tells it what to do",
		"cmd/gilsim/cluster/queue":  "masters and workers",
		"cmd/gilsim/cluster/server": "the server",
		"cmd/gilsim/workload":       "the parameters of the program that it runs on a real JetStream",
		"internal/version":          "workers do jobs of their own version",
		"trace":                     "a parameter is what a header has",
	},
	"cmd/gilsim/schedules": {},
	"cmd/gilsim/pyfile": {
		"python":              "a Python file is compiled",
		"python/syntax":       "what is no Python is told as CPython tells it",
		"python/code":         "and what gilsim has not, all at once",
		"cmd/gilsim/workload": "and is a program as those of the catalogue",
		"cmd/gilsim/layout":   "sizes in sentences",
		"sched":               "its main thread",
		"trace":               "the header of its trace names it",
	},
	"cmd/gilsim/beside": {
		"cmd/gilsim/measure": "medians and noise of a child's runs",
	},
	"cmd/gilsim/layout": {
		"trace":      "how a name shows that cannot be printed",
		"trace/view": "a page is a picture",
	},
	"cmd/gilsim/report": {
		"python/code":           "bytecodes",
		"cmd/gilsim/experiment": "it shows what was found",
		"cmd/gilsim/layout":     "on pages",
		"cmd/gilsim/plot":       "and as curves",
		"cmd/gilsim/measure":    "medians and noise of real runs",
		"cmd/gilsim/beside":     "and of an interpreter's of the user's own",
		"cmd/gilsim/workload":   "the catalogue, and what programs say of a run",
		"sched":                 "the cycle of a deadlock",
		"sched/search":          "what a search has found",
		"sched/native":          "the figures of this computer",
		"gil":                   "the name of a lock",
		"trace":                 "it sums a run up while it goes on",
		"trace/diff":            "where two runs part",
		"trace/cause":           "it says why a run ends badly",
		"trace/view":            "timelines and columns",
		"trace/export":          "the export for browsers",
		"trace/export/page":     "and the page for them",
		"internal/version":      "documents name the version",
	},
	"cmd/gilsim/play": {
		"cmd/gilsim/experiment": "why a run failed, in a line",
		"sched":                 "what the standard library does, and the cycle of a deadlock",
		"sched/serial":          "who can go on is decided there",
		"sched/choice":          "what a turn leaves open",
		"sched/search":          "what can come out at all",
		"gil":                   "what a lock permits",
		"trace":                 "a game is shown as a trace",
		"trace/view":            "the words of steps",
		"trace/export/page":     "and the page around it",
	},
	"cmd/gilsim": {
		"python":                           "gilsim list python: which modules there are",
		"python/code":                      "gilsim dis shows bytecodes",
		"cmd/gilsim/experiment":            "it has experiments made",
		"cmd/gilsim/report":                "and prints what is reported",
		"cmd/gilsim/layout":                "and its own help",
		"cmd/gilsim/plot":                  "it knows what a plot's file may be called",
		"cmd/gilsim/workload":              "flags name programs",
		"cmd/gilsim/schedules":             "a schedule's name stands for its file",
		"cmd/gilsim/pyfile":                "and Python files",
		"cmd/gilsim/beside":                "which the user's own interpreter may run, too",
		"cmd/gilsim/cluster":               "workers on other machines",
		"internal/version":                 "which build this is",
		"cmd/gilsim/play":                  "and games",
		"sched":                            "what an interrupted run says",
		"sched/search":                     "the names of strategies",
		"sched/serial":                     "how long a run of a search may be",
		"sched/sim":                        "profiles of machines",
		"sched/native":                     "the figures of this computer",
		"cmd/gilsim/survey":                "which are measured",
		"gil":                              "and locks",
		"trace":                            "it writes and reads traces",
		"trace/diff":                       "and compares them",
		"trace/view":                       "colours of styles",
		"trace/export/page":                "the charts of a page",
		"github.com/spf13/cobra":           "commands and completion",
		"github.com/spf13/pflag":           "flags",
		"github.com/fatih/color":           "colours",
		"github.com/moby/sys/atomicwriter": "files are replaced when they are whole, on Windows too",
		"golang.org/x/term":                "whether a stream is a terminal, and how wide",
	},
}

// real is how the names of those files begin, in a pure package, that the simulated machine has no use for.
const real = "real_"

// pure lists the packages that decide nothing by a clock, a goroutine or the order of a map.
var pure = []string{"trace", "trace/diff", "trace/view", "trace/cause", "trace/export", "trace/export/page", "internal/coro", "internal/container", "greenlet", "greenlet/generator", "greenlet/gevent",
	"sched", "sched/choice", "sched/sim", "sched/serial", "sched/search",
	"sched/socket", "sched/ipc", "sched/multiprocessing", "sched/multiprocessing/pickle",
	"sched/multiprocessing/connection", "sched/multiprocessing/managers", "sched/threading", "sched/threading/futures", "gil", "python/syntax", "python/code", "internal/number", "python/internal/libm", "python/internal/mt19937", "python/internal/format", "python/internal/pattern",
	"internal/text", "cmd/gilsim/workload"}

func TestPackagesImportOnlyWhatTheDesignPermits(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range packages(t) {
		permitted, known := arrows[dir]
		if !known {
			t.Errorf("package %s has no row in the table of arrows", dir)
		}
		for _, f := range parse(t, token.NewFileSet(), dir) {
			for _, spec := range f.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				imported = strings.TrimPrefix(imported, module)
				first, _, _ := strings.Cut(imported, "/")
				isStandard := !strings.Contains(first, ".") && !exists(imported)
				if _, ok := permitted[imported]; !ok && !isStandard {
					t.Errorf("package %s imports %s: the design has no such arrow", dir, imported)
				}
				used[dir+" "+imported] = true
			}
		}
	}
	for dir, permitted := range arrows {
		for imported := range permitted {
			if !used[dir+" "+imported] {
				t.Errorf("package %s does not import %s: the arrow is needed no more", dir, imported)
			}
		}
	}
}

// natsIn lists the packages that may have NATS in their programs: the client and the server weigh more than all of gilsim, and take
// their time at each start.
var natsIn = []string{"cmd/gilsim-cluster", "cmd/gilsim/cluster/queue", "cmd/gilsim/cluster/server"}

func TestOnlyTheCommandOfTheClusterHasNATS(t *testing.T) {
	for dir := range arrows {
		if has := reaches(dir, "github.com/nats-io/"); has != slices.Contains(natsIn, dir) {
			t.Errorf("package %s has NATS in its programs: %t, want %t", dir, has, !has)
		}
	}
}

// reaches reports whether a package imports one whose path begins so, by however many others.
func reaches(dir, prefix string) bool {
	for imported := range arrows[dir] {
		if strings.HasPrefix(imported, prefix) || reaches(imported, prefix) {
			return true
		}
	}
	return false
}

// exists reports whether a path is a folder of this module.
func exists(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}

func TestPurePackagesHaveNoClockGoroutineOrOrderOfAMap(t *testing.T) {
	if raceEnabled {
		t.Skip("type-checking the standard library takes 20 s under the race detector; CI runs this test without it, too")
	}
	set := token.NewFileSet()
	source := importer.ForCompiler(set, "source", nil)
	for _, dir := range pure {
		for _, found := range impurities(t, set, source, module+dir, built(t, set, parse(t, set, dir))) {
			if !strings.HasPrefix(path.Base(filepath.ToSlash(found)), real) {
				t.Error(found)
			}
		}
	}
}

// built returns the files that are built on this system.
func built(t *testing.T, set *token.FileSet, files []*ast.File) (list []*ast.File) {
	for _, f := range files {
		name := set.Position(f.Package).Filename
		match, err := build.Default.MatchFile(filepath.Dir(name), filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		if match {
			list = append(list, f)
		}
	}
	return list
}

// planted is a package that does everything which a pure one may not do, one thing a line.
const planted = `package planted
import ("time"; "math/rand/v2"; "os")
var count, table = 0, map[int]int{}
var pair struct{ a, b int }
func f(c chan int) {
	go f(c)
	select { case <-c: default: }
	for range table { break }
	_ = time.Now()
	_ = rand.IntN(6)
	count = 1
	count++
	pair.a = 1
	table[1] = 2
	os.Args = nil
}`

func TestImpuritiesAreFound(t *testing.T) {
	if raceEnabled {
		t.Skip("see above")
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, "planted.go", planted, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	found := impurities(t, set, importer.ForCompiler(set, "source", nil), "planted", []*ast.File{f})
	for line := 6; line <= 15; line++ {
		at := fmt.Sprintf("planted.go:%d:", line)
		if !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, at) }) {
			t.Errorf("nothing is found in line %d: %s", line, strings.Split(planted, "\n")[line-1])
		}
	}
}

// impurities returns what the files of a package do that a pure one may not do.
func impurities(t *testing.T, set *token.FileSet, imports types.Importer, name string, files []*ast.File) (found []string) {
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	config := types.Config{Importer: imports}
	if _, err := config.Check(name, set, files, info); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			if why := impure(info, n); why != "" {
				found = append(found, fmt.Sprintf("%s: %s", set.Position(n.Pos()), why))
			}
			return true
		})
	}
	return found
}

// impure says what a pure package may not do, if the node does it.
func impure(info *types.Info, n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a go statement: who runs when would be the runtime's business"
	case *ast.SelectStmt:
		return "a select: its choice is random"
	case *ast.RangeStmt:
		if _, isMap := info.TypeOf(n.X).Underlying().(*types.Map); isMap {
			return "a range over a map: its order is random"
		}
	case *ast.SelectorExpr:
		return clock(info.Uses[n.Sel])
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			if why := global(info, left); why != "" {
				return why
			}
		}
	case *ast.IncDecStmt:
		return global(info, n.X)
	}
	return ""
}

// global says what is wrong with a change of what the expression stands for, if that is a variable of the package.
func global(info *types.Info, changed ast.Expr) string {
	variable := root(changed)
	if s, ok := changed.(*ast.SelectorExpr); ok && info.Selections[s] == nil {
		variable = s.Sel // of another package
	}
	v, ok := info.Uses[variable].(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return ""
	}
	return fmt.Sprintf("a change of %s, a variable of the package: two runs would share it", v.Name())
}

// root returns the variable that an expression on the left of an assignment belongs to, nil if there is no such.
func root(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	case *ast.ParenExpr:
		return root(e.X)
	}
	return nil
}

// clock says what is wrong with the use of an object of another package, if it reads a clock or a global random source.
func clock(o types.Object) string {
	f, ok := o.(*types.Func)
	if !ok || f.Pkg() == nil || f.Signature().Recv() != nil {
		return ""
	}
	switch f.Pkg().Path() {
	case "time":
		if slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}, f.Name()) {
			return "time." + f.Name() + ": there is no clock but the virtual one"
		}
	case "math/rand", "math/rand/v2":
		if !strings.HasPrefix(f.Name(), "New") {
			return "rand." + f.Name() + ": a random source that no seed governs"
		}
	}
	return ""
}

// packages returns the folders that hold Go files other than tests.
func packages(t *testing.T) []string {
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			found[path.Dir(filepath.ToSlash(name))] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

// parse parses the files of a folder but its tests.
func parse(t *testing.T, set *token.FileSet, dir string) (files []*ast.File) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("package %s has no files: %v", dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}
