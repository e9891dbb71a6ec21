// Package diff finds the first place where two traces part, and says what is known of it: what each does there, how far each
// thread is the same in both, and what has come of it in the end.
//
// Here live the levels of comparison and the search; the drawing is in trace/view. It knows traces only: the rules by which
// two steps depend on each other are those of [trace.TouchOf].
//
// Ways that were rejected: an edit script, as text tools make it, for what comes after the first divergence of two runs is
// not comparable; and canonical forms of partial orders, which cost more than the two passes and do not say where.
package diff
