package multiprocessing

// ReaderLocked reports whether somebody is inside get.
func (q *Queue) ReaderLocked() bool { return q.rlock.GetValue() == 0 }
