//go:build !linux

// This file stands for the use that others make of a computer which does not tell.

package native

// Others returns the processor time that everybody but this process has used of the computer so far: it is not known here.
func Others() Reading { return Reading{} }
