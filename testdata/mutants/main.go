// Command mutants says which changes to a package no test notices. It makes small changes to the source, one at a time, and runs the tests with each:
//
//	go run ./testdata/mutants [-sample 5] [-tests ./gil,./sched/sim] ./gil
//
// A line is a mutant that survives every test: a test that is missing, a change that makes no difference, or one that is a matter
// of cost alone. The last line says how many there were. Nothing is written to the source: go test reads the changed file by -overlay.
//
// Gremlins (github.com/go-gremlins/gremlins) was tried first: it takes the conditions of a switch for code that no test covers, which are
// 44 of 109 places in package gil, and removes no statements.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

// A result is what the tests say of a mutant.
type result int

const (
	killed   result = iota // a test fails, or does not end
	survived               // all pass
	invalid                // the change does not compile
)

// A bench runs tests with one file replaced.
type bench struct {
	dir   string // for the replaced file
	tests []string
	flags []string
	limit time.Duration
}

// run returns what the tests say of the mutant.
func (b *bench) run(ctx context.Context, m mutant) (result, error) {
	changed, overlay := filepath.Join(b.dir, "mutant.go"), filepath.Join(b.dir, "overlay.json")
	if err := os.WriteFile(changed, m.source(), 0o600); err != nil {
		return 0, err
	}
	text, err := json.Marshal(map[string]map[string]string{"Replace": {m.file.path: changed}})
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		return 0, err
	}
	return b.test(ctx, "-overlay", overlay)
}

// test runs the tests.
func (b *bench) test(ctx context.Context, flags ...string) (result, error) {
	args := append([]string{"test", "-vet=off", "-failfast", "-p", "1", "-timeout", b.limit.String()}, flags...)
	args = append(append(args, b.flags...), b.tests...)
	output, err := exec.CommandContext(ctx, "go", args...).CombinedOutput()
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case err == nil:
		return survived, nil
	case !errors.As(err, &failed):
		return 0, err
	case strings.Contains(string(output), "[build failed]"), strings.Contains(string(output), "[setup failed]"):
		return invalid, nil
	}
	return killed, nil
}

// survey tries every mutant that the sample holds, and prints those that survive.
func (b *bench) survey(ctx context.Context, mutants []mutant, sample int) (counts [3]int, err error) {
	for i := 0; i < len(mutants); i += sample {
		r, err := b.run(ctx, mutants[i])
		if err != nil {
			return counts, err
		}
		counts[r]++
		if r == survived {
			fmt.Println(mutants[i])
		}
	}
	return counts, nil
}

func main() {
	sample := flag.Int("sample", 1, "try every `n`th mutant")
	tests := flag.String("tests", "", "the `packages` whose tests are run, with commas (default the package itself)")
	file := flag.String("file", "*.go", "change the files that match this `pattern`")
	long := flag.Bool("long", false, "run long tests, too")
	flag.Parse()
	if err := command(flag.Args(), *tests, *file, *sample, *long); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
}

// command tries the mutants of the package that the arguments name.
func command(args []string, tests, file string, sample int, long bool) error {
	if len(args) != 1 || sample < 1 {
		return errors.New("want one folder of a package, such as ./gil, and -sample of at least 1")
	}
	mutants, err := mutantsOf(args[0], file)
	if err != nil {
		return err
	}
	if tests == "" {
		tests = args[0]
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := bench{dir: dir, tests: strings.Split(tests, ","), limit: 10 * time.Minute}
	if !long {
		b.flags = append(b.flags, "-short")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	began := time.Now()
	if r, err := b.test(ctx, "-count=1"); err != nil || r != survived {
		return fmt.Errorf("the tests of %s fail without any change (%v)", tests, err)
	}
	b.limit = 10*time.Second + 3*time.Since(began)
	counts, err := b.survey(ctx, mutants, sample)
	fmt.Printf("%s: %d of %d mutants survive; %d others do not compile\n",
		args[0], counts[survived], counts[survived]+counts[killed], counts[invalid])
	return err
}
