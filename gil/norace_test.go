//go:build !race

package gil

// RaceEnabled says that the race detector is off.
const RaceEnabled = false
