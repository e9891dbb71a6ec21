// Package plot draws curves into a file, as SVG or PNG. It is the only one that knows the plotting library; what the
// curves mean is its caller's affair.
package plot
