//go:build !race

package experiment

// raceEnabled says that the race detector is off.
const raceEnabled = false
