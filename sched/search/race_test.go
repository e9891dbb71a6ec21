//go:build race

package search

// oracleProgramsHere is fewer under the race detector, which has nothing to find in them: each is one goroutine at a time.
const oracleProgramsHere = 100
