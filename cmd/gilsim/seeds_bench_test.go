// This file measures how fast many seeds of a small program are run, and what more cores make of that.

package main

import (
	"context"
	"fmt"
	"runtime"
	"testing"
)

// BenchmarkAThousandSeeds runs the balance program at a thousandth of the tutorials' size: 2 threads, 100 calls each. One
// process may take 0.2 s for it; on n cores it should take an n-th of the time on one.
func BenchmarkAThousandSeeds(b *testing.B) {
	s := setupFrom(b, "--workload=balance", "--gil=off", "--param=count=100")
	for procs := 1; procs <= runtime.NumCPU(); procs *= 2 {
		b.Run(fmt.Sprintf("procs=%d", procs), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			for b.Loop() {
				if _, err := s.sweep(context.Background(), 1000, new(progress)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
