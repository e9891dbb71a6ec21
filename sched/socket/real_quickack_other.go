// This file defines that other systems have no TCP_QUICKACK.

//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package socket

func quickAck(int) error { return nil }
