package pattern

import (
	"slices"
	"strings"
	"testing"
)

// TestMatchesThatGoBackWithoutEndAreErrors holds that an expression with too many choices ends, by a count of steps.
func TestMatchesThatGoBackWithoutEndAreErrors(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes 200,000,000 steps")
	}
	p, err := Compile([]rune("(a|a)*b"), Unicode, false)
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(strings.Repeat("a", 40))
	if _, _, err := NewMatcher(p, text, len(text)).Find(0, Match, false); err != ErrTooLong {
		t.Errorf("the error is %v", err)
	}
}

// TestAGroupIsWhereItsLastRoundWas holds that groups are remembered and forgotten as in CPython.
func TestAGroupIsWhereItsLastRoundWas(t *testing.T) {
	p, err := Compile([]rune("(?:(a)|b)*"), Unicode, false)
	if err != nil {
		t.Fatal(err)
	}
	text := []rune("abx")
	slots, last, err := NewMatcher(p, text, len(text)).Find(0, Match, false)
	if err != nil || last != 1 || !slices.Equal(slots, []int{0, 2, 0, 1}) {
		t.Errorf("slots %v, last %d, error %v", slots, last, err)
	}
}

// FuzzCompile holds that no text makes the parser or the compiler panic, and that its errors are of type *Error.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{"(a|b)*?", "[a-z", `(?P<n>\d{2,3})\1(?(n)a|b)`, "(?x: # c\n)", "(?<=ab)c++", "{,3}", "\\"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, flags int) {
		if _, err := Compile([]rune(s), Flags(flags), false); err != nil {
			if _, ok := err.(*Error); !ok {
				t.Error(err)
			}
		}
	})
}
