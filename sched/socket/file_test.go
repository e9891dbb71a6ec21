// This file holds what files promise, on both machines.

package socket_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

func TestAFileHoldsWhatIsWritten(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		_, err := socket.Open(t, "notes")
		is(t, "open", err, socket.ErrNotFound)
		f, err := socket.Create(t, "notes")
		must(t, err)
		write(t, f, "hello, disk")
		reads(t, f, "")
		seek(t, f, -4, io.SeekEnd, 7)
		reads(t, f, "disk")
		seek(t, f, 0, io.SeekStart, 0)
		write(t, f, "HELLO")
		seek(t, f, 2, io.SeekCurrent, 7)
		other, err := socket.Open(t, "notes")
		must(t, err)
		reads(t, other, "HELLO, disk")
		seek(t, f, 3, io.SeekEnd, 14)
		reads(t, f, "")
		write(t, f, "!")
		reads(t, other, "\x00\x00\x00!")
		_, err = f.Seek(t, -1, io.SeekStart)
		is(t, "seek", err, socket.ErrInvalid)
		_, err = f.Seek(t, 0, 7)
		is(t, "seek", err, socket.ErrInvalid)
		f.Close(t)
		f.Close(t)
		_, err = f.Read(t, 1)
		is(t, "read", err, socket.ErrClosed)
		_, err = f.Seek(t, 0, io.SeekStart)
		is(t, "seek", err, socket.ErrClosed)
		again, err := socket.Create(t, "notes")
		must(t, err)
		reads(t, again, "")
	})
}

// write writes a text.
func write(t *sched.Thread, f *socket.File, text string) {
	if n, err := f.Write(t, []byte(text)); n != len(text) || err != nil {
		t.Fail("wrote %d of %d bytes (%v)", n, len(text), err)
	}
}

// reads fails unless this is read.
func reads(t *sched.Thread, f *socket.File, want string) {
	if got, err := f.Read(t, 100); string(got) != want || err != nil {
		t.Fail("read %q (%v), want %q", got, err, want)
	}
}

// seek fails unless the file goes there.
func seek(t *sched.Thread, f *socket.File, offset int64, whence int, want int64) {
	if got, err := f.Seek(t, offset, whence); got != want || err != nil {
		t.Fail("the position is %d (%v), want %d", got, err, want)
	}
}

func TestAFileHasAPlainName(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		for _, name := range []string{"", ".", "..", "a/b", `a\b`, "a\x00b"} {
			if _, err := socket.Create(t, name); err == nil || !strings.Contains(err.Error(), "it must have a name, without a folder") {
				t.Fail("a file is called %q: %v", name, err)
			}
		}
	})
}

// TestADiskTakesItsTimeWithTheLockFree has a thread that reads, and one that computes meanwhile.
func TestADiskTakesItsTimeWithTheLockFree(t *testing.T) {
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		f, err := socket.Config{Disk: 3 * time.Millisecond, SystemCall: -1, Copy: -1}.Create(t, "slow")
		must(t, err)
		worked := t.Spawn("worker", func(t *sched.Thread) { t.Run(1_000_000) })
		began := t.Engine().Now()
		reads(t, f, "")
		if took := t.Engine().Now() - began; took < 3*time.Millisecond || took > 3100*time.Microsecond || worked.Alive() {
			t.Fail("a read takes %v, want the 3 ms of the disk (the worker is done: %t)", took, !worked.Alive())
		}
	})
}

func TestADisksSpreadIsDrawnFromTheSeed(t *testing.T) {
	draw := func(seed uint64) (took [20]time.Duration) {
		c := plain(gil.Config{})
		c.Seed = seed
		simulate(t, c, func(t *sched.Thread) {
			f, err := socket.Config{Disk: time.Millisecond, Seek: time.Millisecond, SystemCall: -1}.Create(t, "disk")
			must(t, err)
			for i := range took {
				began := t.Engine().Now()
				reads(t, f, "")
				took[i] = t.Engine().Now() - began
				if took[i] < time.Millisecond || took[i] > 2*time.Millisecond+time.Microsecond {
					t.Fail("a read takes %v, want 1 to 2 ms", took[i])
				}
			}
		})
		return took
	}
	first, again, other := draw(1), draw(1), draw(2)
	if first != again || first == other {
		t.Error("the latencies are not those of the seed")
	}
}
