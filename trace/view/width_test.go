package view

import "testing"

// A wide character takes two columns (UAX #11), a combining mark none.
func TestWidthCountsColumnsOfATerminal(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "余额": 4, "lock 锁": 7, "e\u0301": 1, "ﬁ": 1, "ＡＢ": 4, "█░": 2, "한글": 4, "\u200d": 0,
	} {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

// What is cut or filled takes exactly the columns that it is to take, however wide its characters are.
func TestTextsFillTheirColumns(t *testing.T) {
	for _, text := range []string{"", "a", "线程一", "a线b程c", "ThreadPoolExecutor-0_1", "锁锁锁锁锁锁锁锁"} {
		for n := range 12 {
			for name, got := range map[string]string{
				"padText": padText(text, n), "padName": padName(text, n), "alignText": alignText(text, n),
			} {
				if Width(got) != n {
					t.Errorf("%s(%q, %d) = %q, which takes %d columns", name, text, n, got, Width(got))
				}
			}
			if h := Head(text, n); Width(h) > n {
				t.Errorf("Head(%q, %d) = %q", text, n, h)
			}
			if e := Tail(text, n); Width(e) > n {
				t.Errorf("Tail(%q, %d) = %q", text, n, e)
			}
		}
	}
}
