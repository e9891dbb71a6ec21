// This file defines the table with a row for each thread, by which everything that follows a run keeps its books.

package trace

// A perThread is a table with a row for each thread that Names defines. Its rows come into being as threads are met.
type perThread[T any] struct {
	names *Names
	rows  []T // of thread i+1
}

// row returns the thread's row, nil for 0 and for a thread that is not defined. It holds until the next call.
func (p *perThread[T]) row(thread int32) *T {
	if i := int(thread) - 1; uint(i) < uint(len(p.rows)) {
		return &p.rows[i]
	}
	return p.grow(thread)
}

// grow makes rows for all threads that are defined by now, and returns the thread's.
func (p *perThread[T]) grow(thread int32) *T {
	if missing := p.names.Threads() - len(p.rows); missing > 0 {
		p.rows = append(p.rows, make([]T, missing)...)
	}
	if thread < 1 || int(thread) > len(p.rows) {
		return nil
	}
	return &p.rows[thread-1]
}
