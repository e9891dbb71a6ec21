package search

import (
	"fmt"
	"testing"

	"github.com/gilsim/gilsim/sched/serial"
)

// BenchmarkRandomRuns is one run of two threads that load and store once each, and of three that do so twice.
func BenchmarkRandomRuns(b *testing.B) {
	for _, size := range [][2]int{{2, 1}, {3, 2}} {
		p := counter(size[0], size[1])
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			b.ReportAllocs()
			m := serial.New(serial.Config{})
			defer m.Close()
			s := &random{drawn{generator(1)}}
			for b.Loop() {
				m.Run(p().Program, s, nil)
			}
		})
	}
}

// BenchmarkExhausting is the search of the 7,134 classes of three threads that load and store twice each.
func BenchmarkExhausting(b *testing.B) {
	for b.Loop() {
		exhaust(b, counter(3, 2), Options{})
	}
}
