//go:build !race

package search

const oracleProgramsHere = 2000
