//go:build race

package gil

// RaceEnabled says that the race detector is on: tests then try fewer cases.
const RaceEnabled = true
