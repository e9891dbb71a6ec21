//go:build !unix && !windows

// This file stands in where the operating system does not tell of processor use.

package native

// threadUsage returns what is known of a thread: nothing.
func threadUsage() Usage { return Usage{} }

// processUsage returns what is known of the process: nothing.
func processUsage() Usage { return Usage{} }
