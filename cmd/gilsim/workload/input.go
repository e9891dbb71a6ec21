// This file defines what a program is run with: its threads and parameters, checked, and their form in a trace's header.

package workload

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// The bounds of what can be given: beyond them a run would never end, and sums could overflow.
const (
	maxThreads  = 1_000_000
	maxNumber   = 1_000_000_000_000
	maxDuration = time.Hour
)

// threadsKey is the name of the number of threads in a trace's header.
const threadsKey = "threads"

// An Input is what a program is run with.
type Input struct {
	Threads int
	values  map[string]string
}

// Int returns a parameter that is a whole number. It has been checked to be one.
func (in Input) Int(name string) int64 {
	n, err := strconv.ParseInt(in.values[name], 10, 64)
	if err != nil {
		panic(fmt.Sprintf("workload: BUG: parameter %q is %q, which is no whole number", name, in.values[name]))
	}
	return n
}

// Duration returns a parameter that is a duration. It has been checked to be one.
func (in Input) Duration(name string) time.Duration {
	d, err := time.ParseDuration(in.values[name])
	if err != nil {
		panic(fmt.Sprintf("workload: BUG: parameter %q is %q, which is no duration", name, in.values[name]))
	}
	return d
}

// Bool returns a parameter that is a boolean. It has been checked to be one.
func (in Input) Bool(name string) bool { return in.values[name] == strconv.FormatBool(true) }

// Word returns a parameter that is a word, or a text.
func (in Input) Word(name string) string { return in.values[name] }

// Input returns what the program is run with: its defaults, but for what is given. 0 threads are the default number.
// The error says in one sentence what is wrong and what is allowed.
func (p *Program) Input(threads int, given []trace.Param) (Input, error) {
	in := Input{Threads: threads, values: make(map[string]string)}
	if threads == 0 {
		in.Threads = p.Threads
	}
	if (in.Threads < 1 || in.Threads > maxThreads) && p.Threads+threads != 0 {
		return in, fmt.Errorf("there are %d threads: there must be 1 to %d", threads, maxThreads)
	}
	for _, param := range p.Params {
		in.values[param.Name] = param.Default
	}
	for _, g := range given {
		i := slices.IndexFunc(p.Params, func(x Param) bool { return x.Name == g.Key })
		if i < 0 {
			return in, p.noParam(g.Key)
		}
		value, err := p.Params[i].parse(g.Value)
		if err != nil {
			return in, err
		}
		in.values[g.Key] = value
	}
	return in, nil
}

// InputOf returns what the program was run with, from the parameters that the header of its trace lists: the inverse
// of Given. What they do not mention has its default.
func (p *Program) InputOf(params []trace.Param) (Input, error) {
	threads, own := 0, []trace.Param(nil)
	for _, param := range params {
		if param.Key != threadsKey {
			own = append(own, param)
			continue
		}
		n, err := strconv.Atoi(param.Value)
		if err != nil || n < 1 {
			return Input{}, fmt.Errorf("parameter threads is %q: it must be a whole number of 1 or more", param.Value)
		}
		threads = n
	}
	return p.Input(threads, own)
}

// Given returns the parameters of an input as a trace's header lists them: the number of threads, then each parameter
// in the order of its declaration, but for silent ones that have their default.
func (p *Program) Given(in Input) []trace.Param {
	var params []trace.Param
	if p.Threads > 0 {
		params = append(params, trace.Param{Key: threadsKey, Value: strconv.Itoa(in.Threads)})
	}
	for _, param := range p.Params {
		if value := in.values[param.Name]; !param.Silent || value != param.Default {
			params = append(params, trace.Param{Key: param.Name, Value: value})
		}
	}
	return params
}

// parse returns a value as the header of a trace lists it. The error says what is wrong with it and what is allowed.
func (p *Param) parse(value string) (string, error) {
	n, notNumber := strconv.ParseInt(value, 10, 64)
	d, notDuration := time.ParseDuration(value)
	on, isBool := ParseBool(value)
	switch p.kind() {
	case aBool:
		if !isBool {
			return "", fmt.Errorf("parameter %s is %q: it must be true or false", p.Name, value)
		}
		value = strconv.FormatBool(on)
	case aNumber:
		if notNumber != nil || n < 0 || n > maxNumber {
			return "", fmt.Errorf("parameter %s is %q: it must be a whole number from 0 to %d", p.Name, value, int64(maxNumber))
		}
	case aDuration:
		if notDuration != nil || d < 0 || d > maxDuration {
			return "", fmt.Errorf("parameter %s is %q: it must be a duration such as %s, at most 1h", p.Name, value, p.Default)
		}
	case aText:
		if err := p.Check(value); err != nil {
			return "", fmt.Errorf("parameter %s is %q: %w", p.Name, value, err)
		}
	default:
		if !slices.Contains(p.Words, value) {
			return "", fmt.Errorf("parameter %s is %q: it must be %s", p.Name, value, strings.Join(p.Words, " or "))
		}
	}
	return value, nil
}

// A paramKind is what the values of a parameter are.
type paramKind uint8

const (
	aWord paramKind = iota
	aBool
	aNumber
	aDuration
	aText
)

func (p *Param) kind() paramKind {
	if p.Words != nil {
		return aWord
	}
	if p.Check != nil {
		return aText
	}
	if _, ok := ParseBool(p.Default); ok {
		return aBool
	}
	if _, err := strconv.ParseInt(p.Default, 10, 64); err == nil {
		return aNumber
	}
	return aDuration
}

// Choices returns the values that are allowed, nil if they are too many to be listed.
func (p *Param) Choices() []string {
	if p.kind() == aBool {
		return []string{"true", "false"}
	}
	return p.Words
}

// noParam says that there is no such parameter, and which there are.
func (p *Program) noParam(name string) error {
	if name == threadsKey {
		return fmt.Errorf("the number of threads is no parameter: say --threads=%d", p.Threads)
	}
	return fmt.Errorf("workload %s has no parameter %q: it has %s", p.Name, name, p.paramNames())
}

// paramNames lists the names of the parameters, for an error.
func (p *Program) paramNames() string {
	if len(p.Params) == 0 {
		return "none"
	}
	names := make([]string, len(p.Params))
	for i, param := range p.Params {
		names[i] = param.Name
	}
	return strings.Join(names, ", ")
}

// ParseBool reads a boolean as parameters and flags have it: true or false, yes or no, on or off.
func ParseBool(text string) (value, ok bool) {
	switch text {
	case "true", "yes", "on":
		return true, true
	case "false", "no", "off":
		return false, true
	}
	return false, false
}
