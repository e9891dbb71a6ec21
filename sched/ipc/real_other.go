// This file defines that nothing of an operating system is shared but on Linux: no run has processes there.

//go:build !linux

package ipc

import (
	"sync/atomic"
	"time"
)

func waitWhile(*atomic.Uint32, uint32, time.Duration) {}

func wake(*atomic.Uint32, int) {}

const everybody = 0

func makeFifo(string) Errno { return errNotHere }

func unlinkFile(string) Errno { return errNotHere }

func openFifo(string, bool, bool) (int, Errno) { return none, errNotHere }

func hasWriter(int) bool { return false }

func realPipe() (fds [2]int, err error) { return fds, errNotHere }

func realSocketPair() (first, second [2]int, err error) { return first, second, errNotHere }

func (e *End) transfer([]byte) (int, Errno) { return 0, errNotHere }

func (e *End) look(time.Duration) bool { return false }

func openQueue(string, OpenFlag, QueueAttributes) (fd int, has QueueAttributes, wrong Errno) {
	return none, has, errNotHere
}

func unlinkQueue(string) Errno { return errNotHere }

func readNow(int, []byte) (int, Errno) { return 0, errNotHere }

func writeNow(int, []byte) (int, Errno) { return 0, errNotHere }

func sendNow(int, []byte, int) Errno { return errNotHere }

func receiveNow(int, []byte, *uint32) (int, Errno) { return 0, errNotHere }

func sendMessage(int, []byte, int) Errno { return errNotHere }

func receiveMessage(int, []byte) (n, priority int, wrong Errno) { return 0, 0, errNotHere }

func pollDescriptor(int, bool, time.Duration) bool { return false }

func getMessages(uint32, bool) (id int, wrong Errno) { return 0, errNotHere }

func removeMessages(int) Errno { return errNotHere }

func sendTyped(int, []byte) Errno { return errNotHere }

func receiveTyped(int, int, []byte, ReceiveFlag) ([]byte, Errno) { return nil, errNotHere }

func stateOf(int) messagesState { return messagesState{gone: true} }

func countMessages(int) int { return 0 }

func openFile(string, OpenFlag) (int, Errno) { return none, errNotHere }

func transferFile(int, []byte, bool) (int, Errno) { return 0, errNotHere }

func seekFile(int, int, Whence) int64 { return -int64(errNotHere) }

func anonymousMemory(int) (fd, got int, wrong Errno) { return none, 0, errNotHere }

func openMemory(string, OpenFlag, int) (fd, got int, wrong Errno) { return none, 0, errNotHere }

func descriptorAgain(int) (again, size int, wrong Errno) { return none, 0, errNotHere }

func mapDescriptor(int, int) []byte { return nil }

func unmap([]byte) {}

func closeDescriptor(int) {}
