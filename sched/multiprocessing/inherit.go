// This file defines what is passed to a process when that is started, and never sent.

package multiprocessing

import "fmt"

// inherited is the error of what cannot be pickled but while a process is being started (context.assert_spawning).
func inherited(class string) error {
	return fmt.Errorf("RuntimeError: %s objects should only be shared between processes through inheritance", class)
}

// Refuse tells that a Queue is not pickled.
func (*Queue) Refuse() error { return inherited("Queue") }

// Refuse tells that a SimpleQueue is not pickled.
func (*SimpleQueue) Refuse() error { return inherited("SimpleQueue") }

// Refuse tells that a Semaphore is not pickled.
func (*Semaphore) Refuse() error { return inherited("Semaphore") }

// Refuse tells that a Lock is not pickled.
func (*Lock) Refuse() error { return inherited("Lock") }

// Refuse tells that an RLock is not pickled.
func (*RLock) Refuse() error { return inherited("RLock") }

// Refuse tells that a Condition is not pickled.
func (*Condition) Refuse() error { return inherited("Condition") }

// Refuse tells that the Condition of an Event is not pickled.
func (*Event) Refuse() error { return inherited("Condition") }

// Refuse tells that the Condition of a Barrier is not pickled.
func (*Barrier) Refuse() error { return inherited("Condition") }

// Refuse tells that a Value is not pickled.
func (*Value[T]) Refuse() error { return inherited("Synchronized") }

// Refuse tells that an Array is not pickled.
func (*Array[T]) Refuse() error { return inherited("SynchronizedArray") }
