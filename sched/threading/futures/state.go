// This file defines the states of a future.

package futures

// A State is how far a future has come.
type State uint8

// The states. A cancelled future is notified when a worker comes by: only then do Wait and AsCompleted count it as done.
const (
	Pending State = iota
	Running
	Cancelled
	CancelledAndNotified
	Finished
)

// String is the name of the state's constant in Python.
func (s State) String() string {
	return [...]string{"PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"}[s]
}

// describe returns the state as a future's representation tells it.
func (s State) describe() string {
	return [...]string{"pending", "running", "cancelled", "cancelled", "finished"}[s]
}

// cancelled reports whether the future was cancelled.
func (s State) cancelled() bool { return s == Cancelled || s == CancelledAndNotified }

// done reports whether the future will not change any more, as its own methods see it.
func (s State) done() bool { return s.cancelled() || s == Finished }

// counted reports whether Wait and AsCompleted count the future as done.
func (s State) counted() bool { return s == CancelledAndNotified || s == Finished }
