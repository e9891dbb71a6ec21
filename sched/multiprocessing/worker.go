// This file defines the worker of a Pool: what its processes run.

package multiprocessing

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/sched"
)

// A task is sent as a tuple: the numbers of its job and of its part of it, how the function is called, the function, and the
// arguments. The answer is a tuple, too: the two numbers, whether it went well, and the result, or the text of the exception.
const (
	taskJob = iota
	taskPart
	taskKind
	taskFunc
	taskArgs
)

// The kinds of task.
const (
	callsOnce = iota // f(*args)
	callsEach        // [f(x) for x in args]: mapstar
	callsStar        // [f(*x) for x in args]: starmapstar
)

// work is multiprocessing.pool.worker.
func (p *Pool) work(t *sched.Thread) {
	if p.initializer != nil {
		p.initializer(t)
	}
	for done := 0; p.maxTasks == 0 || done < p.maxTasks; done++ {
		item, err := p.in.Get(t)
		task, isTask := item.(Tuple)
		if err != nil || !isTask { // the pipe is closed, or there is nothing more
			return
		}
		p.answer(t, task, t.Catch(func() { item, err = perform(t, task) }), item, err)
	}
}

// answer sends what came of a task: what was raised, or was returned.
func (p *Pool) answer(t *sched.Thread, task Tuple, raised error, result any, err error) {
	var exit *SystemExit
	if errors.As(raised, &exit) || errors.As(raised, &sched.KeyboardInterrupt{}) {
		sched.Raise(raised) // it is no Exception: the worker ends, and the task is lost
	}
	if raised == nil {
		raised = err
	}
	answer := Tuple{task[taskJob], task[taskPart], true, result}
	if raised != nil {
		answer = Tuple{task[taskJob], task[taskPart], false, raised.Error()}
	}
	if err := p.out.Put(t, answer); err != nil {
		reason := fmt.Sprintf("MaybeEncodingError: Error sending result: '<%T object>'. Reason: '%s'", result, reprOf(err))
		_ = p.out.Put(t, Tuple{task[taskJob], task[taskPart], false, reason}) // a text can be sent; without a reader the pool is over
	}
}

// reprOf returns repr(e) of an exception that is told as "Class: text".
func reprOf(err error) string {
	class, message, told := strings.Cut(err.Error(), ": ")
	if !told {
		return text.Repr(err.Error())
	}
	return class + "(" + text.Repr(message) + ")"
}

// perform carries a task out.
func perform(t *sched.Thread, task Tuple) (any, error) {
	f := task[taskFunc].(*Func)
	args := task[taskArgs].([]any)
	if task[taskKind] == callsOnce {
		return f.call(t, args...)
	}
	results := make([]any, 0, len(args))
	for _, x := range args {
		one := []any{x}
		if star, ok := x.(Tuple); ok && task[taskKind] == callsStar {
			one = star
		}
		t.Loop(1, 4)
		result, err := f.call(t, one...)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}
