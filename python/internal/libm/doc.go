// Package libm has the functions of C's mathematical library that Python shows to the last digit.
//
// CPython calls the library of its system; that of GNU rounds pow, exp, log, sin and the like correctly but in a few cases of a
// thousand. So they are computed here with some 100 bits and rounded once. Package math is up to one unit in the last place away.
package libm
