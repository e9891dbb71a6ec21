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
	const early = 800
	usual := debug.SetGCPercent(early)
	runtime.AddCleanup(new(string), func(int) {
		if now := debug.SetGCPercent(usual); now != early { // a command has chosen another one meanwhile
			debug.SetGCPercent(now)
		}
	}, 0)
}
