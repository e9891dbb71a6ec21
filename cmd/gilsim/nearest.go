// This file finds what somebody may have meant who mistyped a name.

package main

import "fmt"

// didYouMean returns the end of an error about an unknown name: the nearest of the names that there are, if one is near.
func didYouMean(typed string, names []string) string {
	best, distance := "", 1+len(typed)/3
	for _, name := range names {
		if d := editDistance(typed, name); d <= distance && (best == "" || d < distance) {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// editDistance returns how many letters must be put in, left out or replaced to make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
