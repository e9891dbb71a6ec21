package gil

import "testing"

// The fast path stands for the lock between its opening, by a holder whom nobody waits for, and its closing by whoever comes.
func TestTheFastPathStandsForTheLock(t *testing.T) {
	var s fastPath
	if s.drop(1) || s.close() {
		t.Error("it stands for the lock before it is opened")
	}
	s.open()
	if !s.drop(1) {
		t.Fatal("the holder cannot let go")
	}
	if s.drop(1) || s.drop(2) {
		t.Error("the lock is let go twice")
	}
	if s.retake(2) {
		t.Error("another thread takes it by the way that is the first one's")
	}
	if !s.retake(1) || s.retake(1) {
		t.Error("the thread that has let it go takes it again once")
	}
	if s.close() {
		t.Error("who closes it finds the lock let go, and it is held")
	}
	if s.drop(1) || s.retake(1) {
		t.Error("it stands for the lock after it has been closed")
	}
	s.open()
	s.drop(3)
	if !s.close() {
		t.Error("who closes it does not find that the lock was let go")
	}
	if s.retake(3) {
		t.Error("the lock is taken by the fast path though another thread has come")
	}
	if s.close() {
		t.Error("it is closed, and who closes it again finds the lock let go once more")
	}
}
