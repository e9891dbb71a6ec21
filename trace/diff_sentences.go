// This file says in sentences what a difference is.

package trace

import (
	"strconv"
	"strings"
)

// sentences says what the difference is.
func (d *Difference) sentences() []string {
	if d.Level != Equivalent {
		return []string{d.place(), d.parting()}
	}
	if d.Reversed != nil && d.Reversed.Alone {
		return []string{"The runs are not equivalent: steps that conflict have changed places.", d.Reversed.sentence()}
	}
	out := []string{"The runs are not equivalent: a thread's own steps differ.", d.parting()}
	if d.Reversed != nil {
		out = append(out, "The first two steps that have changed places: "+d.Reversed.sentence())
	}
	return out
}

// place says how far the runs are the same.
func (d *Difference) place() string {
	noun := "step"
	if d.Level == Exact {
		noun = "event"
	}
	switch d.Common {
	case 0:
		return "The runs part at the first " + noun + "."
	case 1:
		return "The runs part after 1 common " + noun + "."
	}
	return "The runs part after " + strconv.Itoa(d.Common) + " common " + noun + "s."
}

// parting says what A and B do instead of one another.
func (d *Difference) parting() string {
	if len(d.Fields) == 0 {
		return "In A, " + d.next(d.A, d.B) + "; in B, " + d.next(d.B, d.A) + "."
	}
	var differ []string
	for _, f := range d.Fields {
		differ = append(differ, "the "+f.Name+" is "+cutText(f.A, diffValue)+" in A, "+cutText(f.B, diffValue)+" in B")
	}
	s := d.A.Next[0]
	return s.Thread + " " + s.Does + " in both, but " + strings.Join(differ, ", and ") + "."
}

// next says what one side does where the other one does something else.
func (d *Difference) next(s, other Side) string {
	switch {
	case len(s.Next) > 0:
		return s.Next[0].Thread + " " + s.Next[0].says()
	case s.Halt != "":
		return "the run is over, halted: " + plainText(s.Halt)
	case d.Level == Equivalent && len(other.Next) > 0:
		return other.Next[0].Thread + " does no more"
	}
	return "the run is over"
}

// says puts a step in words, without its thread.
func (s Step) says() string {
	if s.Detail == "" {
		return s.Does
	}
	return s.Does + " (" + s.Detail + ")"
}

// sentence says which two steps have changed places.
func (r *Reversal) sentence() string {
	does := r.Second.Does
	if r.Second.Object != "" && r.Second.Object == r.First.Object {
		does = strings.TrimSuffix(does, r.Second.Object) + "it"
	}
	return r.First.Thread + " " + r.First.Does + " (its " + ordinal(r.FirstNth) + " step) before " +
		r.Second.Thread + " " + does + " (its " + ordinal(r.SecondNth) + " step) in A, after in B."
}

// ordinal returns 1st, 2nd, 3rd, 4th and so on.
func ordinal(n int) string {
	ending := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
