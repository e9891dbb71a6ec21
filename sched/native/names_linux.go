// This file defines the names that the processes of a run give to what the system keeps for them, and that nothing of it is left.

package native

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
)

// A name is an entry of a list in the arena. Entries are made, and put before the list, and never changed: so whoever is killed meanwhile
// leaves nothing half done.
const (
	entryNext   = 0
	entryKind   = 8
	entryLength = 16 // of the name
	entryMemory = cacheLine
	entryName   = entryMemory + sched.NameMemory
)

// name returns the entry of a name, and makes it if there is none.
func (a *arena) name(kind sched.NameKind, name string) (entry int64, err error) {
	for made := int64(0); ; {
		head := a.word(names).Load()
		if entry = a.find(head, kind, name); entry != 0 {
			return entry, nil
		}
		if made == 0 {
			if made, err = a.share(entryName + len(name)); err != nil {
				return 0, err
			}
			a.word(made + entryKind).Store(int64(kind))
			a.word(made + entryLength).Store(int64(len(name)))
			copy(a.bytes[made+entryName:], name)
		}
		a.word(made + entryNext).Store(head)
		if a.word(names).CompareAndSwap(head, made) {
			return made, nil
		}
	}
}

// find returns the entry of a name in the list from this one on; 0: there is none.
func (a *arena) find(entry int64, kind sched.NameKind, name string) int64 {
	for ; entry != 0; entry = a.word(entry + entryNext).Load() {
		n := a.word(entry + entryLength).Load()
		if a.word(entry+entryKind).Load() == int64(kind) && string(a.bytes[entry+entryName:entry+entryName+n]) == name {
			return entry
		}
	}
	return 0
}

// memoryFolder is where the system has files in its memory: shm_open(3).
const memoryFolder = "/dev/shm"

// system returns what the system calls what has this entry.
func (a *arena) system(entry int64) string {
	name := fmt.Sprintf("gilsim-%d-%x-%x", a.slot(0, slotPid).Load(), a.word(nonce).Load(), entry)
	switch sched.NameKind(a.word(entry + entryKind).Load()) {
	case sched.NamedFile:
		return filepath.Join(os.TempDir(), name)
	case sched.NamedMemory:
		return filepath.Join(memoryFolder, name)
	}
	return name
}

// Name returns what all processes of the run know by a name.
func (e *engine) Name(kind sched.NameKind, name string) (key int64, system string, err error) {
	f := e.config.family
	if kind != sched.NamedWords {
		if err := f.needJanitor(); err != nil {
			return 0, "", err
		}
	}
	entry, err := f.shared.name(kind, name)
	if err != nil {
		return 0, "", err
	}
	return entry + entryMemory, f.shared.system(entry), nil
}

// clear removes all that has a name.
func (a *arena) clear() {
	for entry := a.word(names).Load(); entry != 0; entry = a.word(entry + entryNext).Load() {
		switch sched.NameKind(a.word(entry + entryKind).Load()) {
		case sched.NamedFile, sched.NamedMemory:
			_ = os.Remove(a.system(entry)) // it may be gone
		case sched.NamedQueue:
			unlinkQueue(a.system(entry))
		case sched.NamedMessages:
			removeMessages(int(*(*uint32)(a.at(entry + entryMemory))))
		}
	}
}

// unlinkQueue removes a POSIX message queue, if it is there. The system call gets the name without the slash of mq_unlink(3).
func unlinkQueue(name string) {
	if p, err := unix.BytePtrFromString(name); err == nil {
		_, _, _ = syscall.Syscall(unix.SYS_MQ_UNLINK, uintptr(unsafe.Pointer(p)), 0, 0)
	}
}

// removeMessages removes the System V message queue of a key, if it is there.
func removeMessages(key int) {
	if key == 0 {
		return
	}
	if id, _, errno := syscall.Syscall(unix.SYS_MSGGET, uintptr(key), 0, 0); errno == 0 {
		_, _, _ = syscall.Syscall(unix.SYS_MSGCTL, id, unix.IPC_RMID, 0)
	}
}

// The janitor is a process that does nothing but wait until no process of the run is left, and then removes all that has a name. It is
// started when the first name is given, and outlives a first process that is killed.
func init() { reexec.Register("native janitor", beJanitor) }

// The files that it is passed.
const (
	janitorArena = iota
	janitorDown  // whose other ends all processes of the run have
)

func beJanitor(c *reexec.Child) int {
	signal.Ignore(unix.SIGINT, unix.SIGTERM, unix.SIGHUP)
	shared, err := mapArena(c.Files[janitorArena])
	if err != nil {
		fmt.Fprintf(os.Stderr, "gilsim: %v\n", err)
		return failed
	}
	down := []unix.PollFd{{Fd: int32(c.Files[janitorDown].Fd())}}
	for down[0].Revents&unix.POLLHUP == 0 {
		if _, err := unix.Poll(down, -1); err != nil && err != unix.EINTR {
			return failed
		}
	}
	shared.clear()
	return 0
}

// What the arena says of the janitor.
const (
	noJanitor = iota
	hasJanitor
	cannotHave
)

// startJanitor starts it, in the first process, unless it was started before.
func (f *family) startJanitor() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.shared.word(janitor).Load() != noJanitor {
		return
	}
	p, err := reexec.StartFree("native janitor", nil, []*os.File{janitorArena: f.shared.file, janitorDown: f.down})
	if err != nil {
		f.shared.word(janitor).Store(cannotHave)
		return
	}
	f.janitor = p
	f.shared.word(janitor).Store(hasJanitor)
}

// janitorLimit is how long a process waits for it to be started, and looking how long it waits between two looks.
const (
	janitorLimit = 10 * time.Second
	looking      = 100 * time.Microsecond
)

// needJanitor has it started: the first process does that.
func (f *family) needJanitor() error {
	word := f.shared.word(janitor)
	if word.Load() == noJanitor {
		if f.birth == nil {
			f.startJanitor()
		} else {
			_ = unix.Sendmsg(int(f.up.Fd()), []byte{needsJanitor}, nil, nil, 0)
		}
	}
	for end := time.Now().Add(janitorLimit); word.Load() == noJanitor && time.Now().Before(end); {
		time.Sleep(looking)
	}
	if word.Load() != hasJanitor {
		return fmt.Errorf("the process could not be started that removes named objects of the system when the run is over")
	}
	return nil
}

// cleared waits, in the first process, until all that had a name is removed.
func (f *family) cleared() {
	f.mu.Lock()
	p := f.janitor
	f.mu.Unlock()
	if p == nil {
		return
	}
	if p.Await(endLeft) {
		p.Reap()
	}
}
