// This file counts the steps of a run, so that each has an anchor.

package search

import (
	"hash/crc32"
	"strings"

	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// steps counts the steps that the threads of a run make.
type steps struct {
	paths   *paths
	sources sources
	count   map[stepKey]int
	total   []int // by number of a thread
}

// A stepKey is what steps of one thread have in common that are told apart by their number alone. The line is nowhere for
// those of all lines.
type stepKey struct {
	thread int32
	kind   trace.Kind
	object string
	line   sourceLine
}

func newSteps(m *serial.Machine, from []trace.SourceFile) *steps {
	return &steps{paths: newPaths(m), sources: readSources(from), count: map[stepKey]int{}}
}

// made counts the step that the thread is about to make.
func (s *steps) made(thread int32) {
	s.paths.last = thread
	for int(thread) >= len(s.total) {
		s.total = append(s.total, 0)
	}
	s.total[thread]++
	key := s.key(thread)
	s.count[key]++
	if key.line != (sourceLine{}) {
		key.line = sourceLine{}
		s.count[key]++
	}
}

// next returns which step of the thread comes next, from 1.
func (s *steps) next(thread int32) int {
	if int(thread) >= len(s.total) {
		return 1
	}
	return s.total[thread] + 1
}

// key is that of the step which the thread makes next.
func (s *steps) key(thread int32) stepKey {
	a := s.paths.machine.Announced(thread)
	key := stepKey{thread: thread, kind: a.Kind, object: s.label(a)}
	if place, ok := s.paths.machine.Names().Place(a.Place); ok && s.sources.has(place) {
		key.line = sourceLine{place.File, place.Line}
	}
	return key
}

// label names the object of a step.
func (s *steps) label(a serial.Announcement) string {
	switch {
	case a.Obj <= 0:
		return ""
	case a.Kind.Spec().Obj == trace.Thread:
		if int(a.Obj) < len(s.paths.threads) {
			return s.paths.threads[a.Obj]
		}
		return ""
	}
	return s.paths.object(a.Obj)
}

// anchor names the step that the thread makes next.
func (s *steps) anchor(thread int32) Anchor {
	key := s.key(thread)
	all := key
	all.line = sourceLine{}
	a := Anchor{Kind: key.kind, Object: key.object, Nth: s.count[all] + 1, Step: s.next(thread)}
	if key.line != all.line {
		a.Line = Line{Number: key.line.line, Nth: s.count[key] + 1, Hash: s.sources.hash(key.line)}
	}
	return a
}

// sources are the lines of a program's files.
type sources struct {
	files []trace.SourceFile
	lines map[string][]string
}

// A sourceLine is one of them.
type sourceLine struct {
	file string
	line int32
}

func readSources(files []trace.SourceFile) sources {
	s := sources{files, map[string][]string{}}
	for _, f := range files {
		s.lines[f.Name] = strings.Split(f.Text, "\n")
	}
	return s
}

func (s *sources) has(p trace.Place) bool { return p.Line >= 1 && int(p.Line) <= len(s.lines[p.File]) }

// hash is the hash of a line's text, without the blanks around it.
func (s *sources) hash(l sourceLine) uint16 { return hashLine(s.lines[l.file][l.line-1]) }

func hashLine(text string) uint16 { return uint16(crc32.ChecksumIEEE([]byte(strings.TrimSpace(text)))) }

// find returns the line with the text of an anchor's line: of several the one whose number is nearest.
func (s *sources) find(l Line) (found sourceLine, ok bool) {
	best := int32(0)
	for _, f := range s.files {
		for i, text := range s.lines[f.Name] {
			if hashLine(text) != l.Hash {
				continue
			}
			far := max(int32(i)+1-l.Number, l.Number-int32(i)-1)
			if !ok || far < best {
				found, best, ok = sourceLine{f.Name, int32(i) + 1}, far, true
			}
		}
	}
	return found, ok
}
