// Package view draws runs as pictures of characters: in columns, as a timeline, and where two of them part. A [Picture] is
// built first, and its text comes last; cells carry the name of a style, which the command turns into colour, so that nothing
// here knows terminals.
//
// What a thread did from when to when, and why it lost its core, is not worked out here but told by [trace.Spans] and
// [trace.Reasons], so that pictures, summaries and exports cannot disagree.
//
// A way that was rejected: text from templates, which can neither be measured nor cut to a width.
package view
