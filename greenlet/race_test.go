//go:build race

package greenlet_test

// raceEnabled says that the race detector is on: tests then try fewer cases.
const raceEnabled = true
