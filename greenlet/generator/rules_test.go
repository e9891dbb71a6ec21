// This file tests the rules of Python's generators. Each program is one of CPython 3.11, and says what that prints there.

package generator_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
)

// A rule is a sentence, a program that shows it, and what that says.
type rule struct {
	name string
	run  program
	want string
}

func TestGeneratorsFollowTheRulesOfPython(t *testing.T) {
	for name, on := range machines {
		for _, threads := range []int{1, 2} {
			for _, r := range slices.Concat(lives, values, exceptions, delegation, loops) {
				t.Run(fmt.Sprintf("%s/%d/%s", name, threads, r.name), func(t *testing.T) {
					for _, got := range said(t, on, threads, r.run) {
						if want := strings.TrimPrefix(r.want, "\n"); got != want {
							t.Errorf("it says\n%s\nand not\n%s", got, want)
						}
					}
				})
			}
		}
	}
}

// lives are the rules of start, end and states.
var lives = []rule{
	{"making a generator runs nothing", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) { say("body"); return y.Yield(1) })
		say("created")
		say(shown(x.Next(t)))
	}, `
created
body
1
`},
	{"a result comes with the first StopIteration and never again", func(t *sched.Thread, say func(...any)) {
		x := define(count(1, "ret"))
		x.Next(t)
		for range 2 {
			_, err := x.Next(t)
			say(err.(*generator.StopIteration).Value)
		}
		say(shown(x.Send(t, nil)))
		say(shown(x.Send(t, 5)))
		_, first := x.Next(t)
		_, second := x.Next(t)
		say(first != second)
	}, `
ret
<nil>
raised StopIteration: 
raised StopIteration: 
true
`},
	{"states", func(t *sched.Thread, say func(...any)) {
		var x *gen
		inner := define(count(1, nil))
		x = define(func(t *sched.Thread, y *yielder) (any, error) {
			say(x.State())
			_, _ = y.Yield(1)
			return y.From(inner)
		})
		say(x.State())
		x.Next(t)
		say(x.State(), x.YieldFrom())
		x.Next(t)
		say(x.YieldFrom() == inner)
		say(shown(x.Next(t)))
		say(x.State(), x.YieldFrom())
	}, `
GEN_CREATED
GEN_RUNNING
GEN_SUSPENDED <nil>
true
raised StopIteration: 
GEN_CLOSED <nil>
`},
	{"one that is executed cannot be resumed, and goes on unharmed", func(t *sched.Thread, say func(...any)) {
		var x *gen
		x = define(func(t *sched.Thread, y *yielder) (any, error) {
			say(shown(x.Next(t)))
			say(shown(x.Send(t, 1)))
			say(shown(x.Throw(t, keyError)))
			say(shown(x.Close(t)))
			return y.Yield("ok")
		})
		say(shown(x.Next(t)))
		say(shown(x.Next(t)))
	}, `
raised ValueError: generator already executing
raised ValueError: generator already executing
raised ValueError: generator already executing
raised ValueError: generator already executing
ok
raised StopIteration: 
`},
	{"nor from one that it delegates to", func(t *sched.Thread, say func(...any)) {
		var x *gen
		b := define(func(t *sched.Thread, y *yielder) (any, error) { say(shown(x.Next(t))); return y.Yield(1) })
		x = define(func(t *sched.Thread, y *yielder) (any, error) { return y.From(b) })
		say(shown(x.Next(t)))
	}, `
raised ValueError: generator already executing
1
`},
	{"a scheduler of generators, first in, first out", func(t *sched.Thread, say func(...any)) {
		task := func(name string, k int) *gen {
			return define(func(t *sched.Thread, y *yielder) (any, error) {
				for i := range k {
					say(fmt.Sprint(name, i))
					_, _ = y.Yield(nil)
				}
				return nil, nil
			})
		}
		for q := []*gen{task("a", 3), task("b", 1), task("c", 2)}; len(q) > 0; {
			x := q[0]
			q = q[1:]
			if _, err := x.Next(t); err == nil {
				q = append(q, x)
			} else {
				say("end")
			}
		}
	}, `
a0
b0
c0
a1
end
c1
a2
end
end
`},
}

// values are the rules of what is sent.
var values = []rule{
	{"next sends None, send a value", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) {
			say(y.Yield(1))
			say(y.Yield(2))
			return nil, nil
		})
		say(shown(x.Next(t)))
		say(shown(x.Send(t, "S")))
		say(shown(x.Next(t)))
	}, `
1
S <nil>
2
<nil> <nil>
raised StopIteration: 
`},
	{"a value cannot be sent to one that has just started", func(t *sched.Thread, say func(...any)) {
		x := define(count(1, nil))
		say(shown(x.Send(t, 5)))
		say(x.State())
		say(shown(x.Send(t, nil)))
	}, `
raised TypeError: can't send non-None value to a just-started generator
GEN_CREATED
1
`},
}

// exceptions are the rules of throw and close.
var exceptions = []rule{
	{"throw raises at the yield", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) {
			if _, err := y.Yield(1); errors.Is(err, valueError) {
				say("caught", err)
				_, _ = y.Yield(2)
			}
			return y.Yield(3)
		})
		x.Next(t)
		say(shown(x.Throw(t, valueError)))
		say(shown(x.Next(t)))
		say(shown(x.Throw(t, keyError)))
		say(shown(x.Next(t)))
	}, `
caught ValueError: v
2
3
raised KeyError: 'k'
raised StopIteration: 
`},
	{"an exception that is caught, and the end", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) { _, _ = y.Yield(1); return "r", nil })
		x.Next(t)
		say(shown(x.Throw(t, valueError)))
	}, `
raised StopIteration: r
`},
	{"throw into one that has not started, and into one that is closed", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) { say("body"); return y.Yield(1) })
		say(shown(x.Throw(t, keyError)))
		say(shown(x.Next(t)))
		say(shown(x.Throw(t, valueError)))
		say(shown(x.Throw(t, nil)))
	}, `
raised KeyError: 'k'
raised StopIteration: 
raised ValueError: v
raised TypeError: exceptions must be classes or instances deriving from BaseException, not NoneType
`},
	{"close", func(t *sched.Thread, say func(...any)) {
		x := define(func(t *sched.Thread, y *yielder) (any, error) { defer say("fin"); return y.Yield(1) })
		x.Next(t)
		say(shown(x.Close(t)))
		say(shown(x.Close(t)))
		say(shown(x.Next(t)))
		unstarted := define(count(1, nil))
		say(shown(unstarted.Close(t)))
		say(shown(unstarted.Next(t)))
	}, `
fin
None
None
raised StopIteration: 
None
raised StopIteration: 
`},
	{"close of one that yields again, that raises, that returns as of 3.13", func(t *sched.Thread, say func(...any)) {
		after := func(then func(y *yielder) (any, error)) *gen {
			x := define(func(t *sched.Thread, y *yielder) (any, error) { _, _ = y.Yield(1); return then(y) })
			x.Next(t)
			return x
		}
		x := after(func(y *yielder) (any, error) { return y.Yield(2) })
		say(shown(x.Close(t)))
		say(x.State())
		say(shown(after(func(*yielder) (any, error) { return nil, valueError }).Close(t)))
		say(shown(after(func(*yielder) (any, error) { return "val", nil }).Close(t)))
	}, `
raised RuntimeError: generator ignored GeneratorExit
GEN_SUSPENDED
raised ValueError: v
val
`},
	{"a StopIteration that the body raises is a RuntimeError (PEP 479)", func(t *sched.Thread, say func(...any)) {
		empty := define(count(0, nil))
		_, err := define(func(t *sched.Thread, y *yielder) (any, error) { return empty.Next(t) }).Next(t)
		say(shown(0, err), shown(0, err.(*generator.RaisedStopError).Cause))
		x := define(count(1, nil))
		x.Next(t)
		say(shown(x.Throw(t, &generator.StopIteration{Value: "s"})))
		say(shown(define(count(1, nil)).Throw(t, &generator.StopIteration{Value: "s"})))
		say(shown(x.Throw(t, &generator.StopIteration{Value: "t"})))
	}, `
raised RuntimeError: generator raised StopIteration raised StopIteration: 
raised RuntimeError: generator raised StopIteration
raised RuntimeError: generator raised StopIteration
raised StopIteration: t
`},
	{"return in a finally block replaces a result and an exception", func(t *sched.Thread, say func(...any)) {
		started := func() *gen {
			x := define(func(t *sched.Thread, y *yielder) (result any, err error) {
				defer func() { result, err = "from finally", nil }()
				return y.Yield(1)
			})
			x.Next(t)
			return x
		}
		say(shown(started().Next(t)))
		say(shown(started().Throw(t, keyError)))
		x := started()
		x.Close(t)
		say(x.State())
	}, `
raised StopIteration: from finally
raised StopIteration: from finally
GEN_CLOSED
`},
}

// delegation are the rules of yield from.
var delegation = []rule{
	{"next and send go to the inner one, whose result is the value", func(t *sched.Thread, say func(...any)) {
		inner := define(func(t *sched.Thread, y *yielder) (any, error) {
			say(y.Yield(1))
			b, _ := y.Yield(2)
			return fmt.Sprint("inner ret ", b), nil
		})
		outer := define(func(t *sched.Thread, y *yielder) (any, error) { say(y.From(inner)); return y.Yield(3) })
		say(shown(outer.Next(t)))
		say(shown(outer.Send(t, "A")))
		say(shown(outer.Send(t, "B")))
	}, `
1
A <nil>
2
inner ret B <nil>
3
`},
	{"throw goes to the innermost one first", func(t *sched.Thread, say func(...any)) {
		inner := define(func(t *sched.Thread, y *yielder) (any, error) {
			if _, err := y.Yield(1); !errors.Is(err, keyError) {
				return nil, err
			}
			return y.Yield("inner caught")
		})
		outer := define(func(t *sched.Thread, y *yielder) (any, error) {
			if _, err := y.From(inner); !errors.Is(err, valueError) {
				return nil, err
			}
			return y.Yield("outer caught")
		})
		outer.Next(t)
		say(shown(outer.Throw(t, keyError)))
		say(shown(outer.Throw(t, valueError)))
	}, `
inner caught
outer caught
`},
	{"close, and a thrown GeneratorExit, close the inner one first", func(t *sched.Thread, say func(...any)) {
		started := func() *gen {
			inner := define(func(t *sched.Thread, y *yielder) (any, error) { defer say("inner fin"); return y.Yield(1) })
			outer := define(func(t *sched.Thread, y *yielder) (any, error) { defer say("outer fin"); return y.From(inner) })
			outer.Next(t)
			return outer
		}
		say(shown(started().Close(t)))
		say(shown(started().Throw(t, &generator.GeneratorExit{})))
	}, `
inner fin
outer fin
None
inner fin
outer fin
raised GeneratorExit
`},
	{"an inner one that ignores GeneratorExit", func(t *sched.Thread, say func(...any)) {
		inner := define(func(t *sched.Thread, y *yielder) (any, error) { _, _ = y.Yield(1); return y.Yield("ignored") })
		outer := define(func(t *sched.Thread, y *yielder) (any, error) {
			_, err := y.From(inner)
			say("outer saw", shown(0, err))
			return y.Yield("o")
		})
		outer.Next(t)
		say(shown(outer.Throw(t, &generator.GeneratorExit{})))
	}, `
outer saw raised RuntimeError: generator ignored GeneratorExit
o
`},
	{"an iterator that is no generator", func(t *sched.Thread, say func(...any)) {
		outer := func(items ...any) *gen {
			x := define(func(t *sched.Thread, y *yielder) (any, error) {
				v, err := y.From(&list{items})
				say("v", shown(v, err))
				return y.Yield("after")
			})
			x.Next(t)
			return x
		}
		x := outer(1, 2)
		say(shown(x.Send(t, nil)))
		say(shown(x.Send(t, 5)))
		say(shown(outer(1, 2).Throw(t, keyError)))
		say(shown(outer(1, 2).Throw(t, &generator.StopIteration{Value: 7})))
		say(shown(outer(1).Next(t)))
	}, `
2
v raised AttributeError: '*generator_test.list' object has no attribute 'send'
after
v raised KeyError: 'k'
after
v raised StopIteration: 7
after
v custom
after
`},
	{"a generator that is closed has no more to give", func(t *sched.Thread, say func(...any)) {
		e := define(count(0, "gone"))
		e.Next(t)
		x := define(func(t *sched.Thread, y *yielder) (any, error) { say(y.From(e)); return y.Yield("x") })
		say(shown(x.Next(t)))
	}, `
<nil> <nil>
x
`},
}

// A list is an iterator over items that is no generator.
type list struct{ items []any }

func (l *list) Next(t *sched.Thread) (any, error) {
	t.Run(1)
	if len(l.items) == 0 {
		return nil, &generator.StopIteration{Value: "custom"}
	}
	item := l.items[0]
	l.items = l.items[1:]
	return item, nil
}

// loops are the rules of range loops.
var loops = []rule{
	{"a loop that is left closes its generator", func(t *sched.Thread, say func(...any)) {
		g := define(func(t *sched.Thread, y *yielder) (any, error) {
			defer say("fin")
			if _, err := y.Yield(1); err != nil {
				return nil, err
			}
			return y.Yield(2)
		})
		for v := range g.All(t) {
			say(v)
			break
		}
		say("after loop", g.State())
		for v := range define(count(2, "dropped")).All(t) {
			say(v)
		}
	}, `
1
fin
after loop GEN_CLOSED
1
2
`},
	{"a generator of a Go iterator is as lazy as that", func(t *sched.Thread, say func(...any)) {
		x := generator.FromSeq("seq", func(yield func(any) bool) {
			defer say("fin")
			for i := 0; yield(i); i++ {
				say("more")
			}
		})
		say(x.State())
		say(shown(x.Next(t)))
		say(shown(x.Send(t, "dropped")))
		say(shown(x.Throw(t, keyError)))
		say(shown(x.Next(t)))
		say(slices.Collect(generator.FromSeq("", slices.Values([]int{3, 4})).All(t)))
	}, `
GEN_CREATED
0
more
1
fin
raised KeyError: 'k'
raised StopIteration: 
[3 4]
`},
}
