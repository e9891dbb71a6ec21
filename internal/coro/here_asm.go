//go:build amd64 || arm64 || 386

package coro

// here returns what identifies the goroutine that calls it, as long as that lives: the runtime's pointer to it, which every
// function has at hand.
//
//go:noescape
func here() uintptr
