// This file reads processor use on Windows: of the process alone.

package native

import "golang.org/x/sys/windows"

// threadUsage returns what is known of a thread: nothing.
func threadUsage() Usage { return Usage{} }

// processUsage returns the times of the process.
func processUsage() Usage {
	var created, exited, kernel, user windows.Filetime
	if windows.GetProcessTimes(windows.CurrentProcess(), &created, &exited, &kernel, &user) != nil {
		return Usage{}
	}
	return Usage{CPU: known(span(kernel) + span(user)), System: known(span(kernel))}
}

// span returns a length of time in nanoseconds: Windows counts in units of 100.
func span(f windows.Filetime) int64 { return (int64(f.HighDateTime)<<32 | int64(f.LowDateTime)) * 100 }
