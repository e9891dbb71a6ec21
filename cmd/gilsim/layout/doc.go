// Package layout lays text out for people: numbers, times and ratios in a few digits, paragraphs, lists and tables on pages of a
// given width. A page is a picture, whose cells have styles; which colours those have is its caller's affair.
//
//	text.go    numbers, times, words
//	page.go    lines, lists, paragraphs, entries
//	table.go   columns; those that a page has no room for are left out
//
// What may not live here: what the text is about, and the terminal.
package layout
