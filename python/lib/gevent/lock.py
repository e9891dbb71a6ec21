from gevent._core import Semaphore, BoundedSemaphore, DummySemaphore, RLock
