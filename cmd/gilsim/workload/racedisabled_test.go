//go:build !race

package workload

// raceEnabled says that the race detector is off.
const raceEnabled = false
