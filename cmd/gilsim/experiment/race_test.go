//go:build race

package experiment

// raceEnabled says that the race detector is on: tests then try fewer cases.
const raceEnabled = true
