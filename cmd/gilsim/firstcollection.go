package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// delayFirstCollection lets the heap grow to 32 MB, and not to 4, before the garbage collector runs for the first time; from then on it
// works as ever. A command that answers in a moment has ended by then: one collection is a quarter of what `gilsim hello.py` takes. Who
// sets GOGC has the say.
func delayFirstCollection() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(800)
	runtime.AddCleanup(new(string), func(int) { debug.SetGCPercent(usual) }, 0)
}
