// This file says what was wrong with a command line, what is allowed, and what may be meant.

package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
)

// A bounded value says what it takes, in the words "it must be …".
type bounded interface{ allowed() string }

// allowedBy returns what a flag takes, "" if that is any text.
func allowedBy(f *pflag.Flag) string {
	if b, ok := f.Value.(bounded); ok {
		return ": " + b.allowed()
	}
	return ""
}

// flagError puts what pflag says of a flag into a sentence that says what is allowed, or which flag may be meant.
func flagError(cmd *cobra.Command, err error) error {
	var (
		lacking *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		unknown *pflag.NotExistError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &lacking):
		f := lacking.GetFlag()
		example, _, _ := strings.Cut(f.Value.Type(), "|")
		return fmt.Errorf("--%s needs a value, as in --%s=%s%s", f.Name, f.Name, example, allowedBy(f))
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		text := fmt.Sprintf("--%s is %q: %v", f.Name, invalid.GetValue(), errors.Unwrap(err))
		if c, ok := f.Value.(*choice); ok && !strings.ContainsAny(invalid.GetValue(), "0123456789") { // one version is not meant for another
			text += didYouMean(invalid.GetValue(), c.words)
		}
		return errors.New(text)
	case errors.As(err, &unknown):
		return errors.New(unknownFlag(cmd, unknown))
	case errors.As(err, &syntax):
		return fmt.Errorf("%q is no flag: one is written as --name=value", syntax.GetSpecifiedFlag())
	}
	return err
}

// unknownFlag says that there is no such flag, and what may be meant: one of another command, or a name like it.
func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) string {
	if short := err.GetSpecifiedShortnames(); short != "" {
		return unknownShorthand(cmd, short)
	}
	name := err.GetSpecifiedName()
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, "--"+f.Name)
		}
	})
	if meant, ok := otherWords["--"+name]; ok {
		return fmt.Sprintf("there is no flag --%s: %s", name, meant)
	}
	for _, other := range append([]*cobra.Command{cmd.Root()}, cmd.Root().Commands()...) {
		if other != cmd && other.Flags().Lookup(name) != nil {
			return fmt.Sprintf("--%s is a flag of %s, not of %s (%s --help tells which there are)", name, other.CommandPath(), cmd.CommandPath(), cmd.CommandPath())
		}
	}
	return fmt.Sprintf("there is no flag --%s%s (%s --help tells which there are)", name, didYouMean("--"+name, known), cmd.CommandPath())
}

// otherWords are flags that other programs have, and how the same is said here.
var otherWords = map[string]string{
	"--json":     "say --format=json",
	"--no-color": "say --color=never",
	"--no-gil":   "say --gil=off",
	"--nogil":    "say --gil=off",
	"--no-real":  "say --real=false",
	"--output":   "--trace=FILE keeps the trace of a run, and > FILE what is printed",
	"--verbose":  "--view=columns shows the steps of a run, and --format=json has all figures",
}

// unknownShorthand says that a flag has two hyphens, or which ones begin with this letter.
func unknownShorthand(cmd *cobra.Command, short string) string {
	name, _, _ := strings.Cut(short, "=")
	var meant []string
	long := ""
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name == name || f.Name == f.Shorthand+name { // of -help the h has been read
			long = f.Name + short[len(name):]
		}
		if !f.Hidden && f.Name[0] == short[0] {
			meant = append(meant, "--"+f.Name)
		}
	})
	if len(name) > 1 && long != "" {
		return "flags have two hyphens: --" + long
	}
	text := fmt.Sprintf("there is no flag -%c", short[0])
	if len(meant) > 0 {
		text += ": it may be " + layout.Or(meant)
	}
	return text + fmt.Sprintf(" (%s --help tells which there are)", cmd.CommandPath())
}

// noSuchCommand refuses words after a command that only has others below it: they are commands that do not exist.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasParent() && !cmd.HasSubCommands() {
		return tooMuch(cmd, args[0])
	}
	word, plain := args[0], func() []string { plain, _ := workloadNames(); return plain }
	_, isBool := workload.ParseBool(word)
	of := slices.IndexFunc(args, func(arg string) bool { return workload.Find(arg) != nil })
	switch {
	case cmd.HasParent():
	case of >= 0:
		return fmt.Errorf("there is no command %q: to run the program %s say %s --workload=%s", word, args[of], cmd.CommandPath(), args[of])
	case isBool:
		return fmt.Errorf("%q stands by itself: the value of a flag that is true or false needs an =, as in --real=%s", word, word)
	case cmd.Flags().Lookup(word) != nil:
		return fmt.Errorf("there is no command %q; did you mean --%s?", word, word)
	}
	known := []string{}
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	meant := didYouMean(word, known)
	if near := didYouMean(word, plain()); meant == "" && near != "" && !cmd.HasParent() {
		meant = strings.Replace(near, "mean ", "mean --workload=", 1)
	}
	return fmt.Errorf("there is no command %q%s (%s --help tells which there are)", word, meant, cmd.CommandPath())
}

// exactly refuses any other number of words than that of the names, and one that is empty.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return fmt.Errorf("%s is missing: %s", names[len(args)], usage(cmd))
		case len(args) > len(names):
			return tooMuch(cmd, args[len(names)])
		}
		if i := slices.Index(args, ""); i >= 0 {
			return fmt.Errorf("%s is empty: %s", names[i], usage(cmd))
		}
		return nil
	}
}

// atMost refuses more than n words.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return tooMuch(cmd, args[n])
		}
		return nil
	}
}

func tooMuch(cmd *cobra.Command, word string) error {
	if workload.Find(word) != nil && cmd.Flags().Lookup("workload") != nil {
		return fmt.Errorf("%q is too much: say %s --workload=%s", word, cmd.CommandPath(), word)
	}
	return fmt.Errorf("%q is too much: %s", word, usage(cmd))
}

// usage is how a command is called, flags left out.
func usage(cmd *cobra.Command) string { return strings.TrimSuffix(cmd.UseLine(), " [flags]") }

// didYouMean returns the end of an error about an unknown name: the one of the names that there are which begins with it, or
// else the nearest, if one is near.
func didYouMean(typed string, names []string) string {
	letters := strings.TrimLeft(typed, "-")
	best, distance := "", 1+len(letters)/4
	for _, name := range names {
		d := editDistance(typed, name)
		if len(letters) > 1 && strings.HasPrefix(name, typed) {
			d = 1
		}
		if d <= distance && d < len(letters) && (best == "" || d < distance) {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// editDistance returns how many letters must be put in, left out or replaced to make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
