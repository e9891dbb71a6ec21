from _gevent import Semaphore, BoundedSemaphore, DummySemaphore, RLock
