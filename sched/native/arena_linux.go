// This file defines the memory that the processes of a run share.

package native

import (
	"errors"
	"os"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// An arena is a file in memory that each process of a run has mapped. A place in it is a key that all of them understand. Nothing is
// given back before the run is over.
type arena struct {
	file  *os.File
	bytes []byte
}

// The arena begins with words that the watch uses, and a slot for each process.
const (
	arenaSize = 256 << 20 // of addresses: memory is taken when it is written

	allocated = 0  // how much of it is in use
	asked     = 8  // how often the first process has asked whether all are at rest
	verdict   = 16 // see heed
	nonce     = 24 // tells the run's names from those of others
	names     = 32 // the first entry of the list of names
	janitor   = 40 // whether that process has been started: see names_linux.go
	firstSlot = 64

	slotSize     = 32
	slotPid      = 0 // 0: the slot is free
	slotAnswered = 8
	slotRests    = 16 // how often the threads had begun to wait, plus 1; 0: not all of them wait
	mostSlots    = 4096

	cacheLine = 64
)

// newArena makes one.
func newArena() (*arena, error) {
	fd, err := unix.MemfdCreate("gilsim", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), "shared memory")
	if err := f.Truncate(arenaSize); err != nil {
		f.Close()
		return nil, err
	}
	a, err := mapArena(f)
	if err == nil {
		a.word(allocated).Store(firstSlot + slotSize*mostSlots)
		a.word(nonce).Store(time.Now().UnixNano())
	}
	return a, err
}

// mapArena maps one that another process has made.
func mapArena(f *os.File) (*arena, error) {
	b, err := unix.Mmap(int(f.Fd()), 0, arenaSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_NORESERVE)
	if err != nil {
		f.Close()
		return nil, err
	}
	return &arena{f, b}, nil
}

// close gives back the file. The mapping stays: a thread that could not be ended may still write there.
func (a *arena) close() { a.file.Close() }

// at returns the memory of a key.
func (a *arena) at(key int64) unsafe.Pointer { return unsafe.Pointer(&a.bytes[key]) }

func (a *arena) word(key int64) *atomic.Int64 { return (*atomic.Int64)(a.at(key)) }

// slot returns a word of the slot of a process.
func (a *arena) slot(i int, word int64) *atomic.Int64 {
	return a.word(firstSlot + slotSize*int64(i) + word)
}

// takeSlot returns a slot that was free.
func (a *arena) takeSlot() (int, error) {
	for i := range mostSlots {
		if a.slot(i, slotPid).CompareAndSwap(0, -1) {
			a.slot(i, slotAnswered).Store(0)
			a.slot(i, slotRests).Store(0)
			return i, nil
		}
	}
	return 0, errors.New("the program has more processes at a time than there are places for")
}

// share returns the key of so many bytes that nobody else has, in cache lines of their own.
func (a *arena) share(n int) (int64, error) {
	size := int64(n+cacheLine-1) / cacheLine * cacheLine
	end := a.word(allocated).Add(size)
	if end > arenaSize {
		return 0, errors.New("the program shares more memory between its processes than there is")
	}
	return end - size, nil
}
