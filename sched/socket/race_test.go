//go:build race

package socket_test

// raceEnabled says that the race detector is on.
const raceEnabled = true
