// This file tests the rows of locks in timelines.

package view

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestATimelineTellsWhoHoldsALock(t *testing.T) {
	s := scene.New("Thread-1", "Thread-2")
	inner := s.Names.AddObject(trace.ClassLock, "q.mutex")
	s.Do(1, trace.Run, 0, 2000).On(1).Do(2, trace.Run, 0, 2000).On(0)
	s.Do(1, trace.Acquire, inner, 0) // inside the library: no row
	s.After(scene.Millisecond).Do(1, trace.Acquire, scene.TheMutex, 0).Do(1, trace.Acquire, scene.TheMutex, 0)
	s.After(scene.Millisecond).Do(1, trace.Release, scene.TheMutex, 0) // taken twice, it is still held
	s.After(scene.Millisecond).Do(1, trace.Release, scene.TheMutex, 0)
	s.After(scene.Millisecond).Do(2, trace.Acquire, scene.TheMutex, 0)
	s.After(4*scene.Millisecond).Do(1, trace.Exit, 0, 0)
	text := pictureText(t, Timeline(&s.Trace, TimelineOptions{Width: 58}))
	want := "mutex      ·····11111111111·····222222222222222222222  75%"
	if !strings.Contains(text, want) {
		t.Errorf("there is no row %q in\n%s", want, text)
	}
	if strings.Contains(text, "q.mutex") || !strings.Contains(text, "1 Thread-1 ") || !strings.Contains(text, "lock is free") {
		t.Errorf("a lock of the library has a row, threads have no characters, or the legend lacks them:\n%s", text)
	}
}

func TestATimelineShowsTheThreadsThatAreNamed(t *testing.T) {
	s := scene.New("MainThread", "a", "b", "c")
	for id := int32(1); id <= 4; id++ {
		s.On(int16(id-1)).Do(id, trace.Run, 0, 2000)
	}
	s.After(scene.Millisecond).On(0).Do(1, trace.Exit, 0, 0)
	for _, c := range []struct {
		opt  TimelineOptions
		want string // the names of the rows
		more bool
	}{
		{TimelineOptions{}, "MainThread a b c", false},
		{TimelineOptions{Threads: 2}, "MainThread a", true},
		{TimelineOptions{Only: []string{"c", "a"}}, "a c", false},
		{TimelineOptions{Only: []string{"c", "a"}, Threads: 1}, "a", false},
		{TimelineOptions{Only: []string{"d"}}, "", false},
	} {
		p := Timeline(&s.Trace, c.opt)
		var names []string
		for _, r := range p.Rows {
			if isLane(r) {
				names = append(names, strings.TrimSpace(r[0].Text))
			}
		}
		text := pictureText(t, p)
		if got := strings.Join(names, " "); got != c.want || strings.Contains(text, "more") != c.more {
			t.Errorf("%+v: rows %q, want %q, in\n%s", c.opt, got, c.want, text)
		}
	}
}
