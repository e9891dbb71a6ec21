// Package export writes traces in the forms of other tools. What is exported cannot be read back: the text form of package
// trace is the only one that holds everything.
package export
