//go:build !race

package gilsim_test

const raceEnabled = false
