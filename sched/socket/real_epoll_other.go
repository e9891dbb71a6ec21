// This file defines that there is no epoll but on Linux.

//go:build !linux

package socket

// newRealEpoll fails.
func newRealEpoll(*openFiles, int32) (interests, error) { return nil, ErrUnsupported }
