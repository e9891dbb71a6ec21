//go:build race

package search

// share is which part of their programs those tests take that have many: all, or one in so many under the race detector, under which
// each takes twenty times as long. It has nothing to find in them, as each is one goroutine at a time.
const share = 10
