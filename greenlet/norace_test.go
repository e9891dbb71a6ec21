//go:build !race

package greenlet_test

// raceEnabled says that the race detector is off.
const raceEnabled = false
