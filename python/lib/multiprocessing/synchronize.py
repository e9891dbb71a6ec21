"""Locks of processes, which stand on semaphores (Lib/multiprocessing/synchronize.py)."""

import threading
import time

import _multiprocessing
from . import context, process, util

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
SEM_VALUE_MAX = _multiprocessing.SemLock.SEM_VALUE_MAX


class SemLock:
    def __init__(self, kind, value, maxvalue, *, ctx):
        self._semlock = _multiprocessing.SemLock(kind, value, maxvalue)
        self._make_methods()
        util.register_after_fork(self, lambda obj: obj._semlock._after_fork())

    def _make_methods(self):
        self.acquire = self._semlock.acquire
        self.release = self._semlock.release

    def __enter__(self):
        return self._semlock.__enter__()

    def __exit__(self, *args):
        return self._semlock.__exit__(*args)

    def locked(self):
        return self._semlock._is_zero()

    def __getstate__(self):
        context.assert_spawning(self)
        sl = self._semlock
        return (sl.handle, sl.kind, sl.maxvalue)

    def __setstate__(self, state):
        self._semlock = _multiprocessing._rebuild_semlock(*state)
        self._make_methods()

    def _holder(self):
        """Who has it, as its repr tells."""
        try:
            if self._semlock._is_mine():
                name = process.current_process().name
                if threading.current_thread().name != 'MainThread':
                    name += '|' + threading.current_thread().name
                return name
            if self._semlock._get_value() == 1:
                return 'None'
            if self._semlock._count() > 0:
                return 'SomeOtherThread'
            return 'SomeOtherProcess'
        except Exception:
            return 'unknown'


class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx):
        SemLock.__init__(self, SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        return self._semlock._get_value()

    def __repr__(self):
        return '<%s(value=%s)>' % (type(self).__name__, self._semlock._get_value())


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return '<%s(value=%s, maxvalue=%s)>' % (type(self).__name__, self._semlock._get_value(), self._semlock.maxvalue)


class Lock(SemLock):
    def __init__(self, *, ctx):
        SemLock.__init__(self, SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return '<%s(owner=%s)>' % (type(self).__name__, self._holder())


class RLock(SemLock):
    def __init__(self, *, ctx):
        SemLock.__init__(self, RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        count = self._semlock._count() if self._semlock._is_mine() else 0 if self._semlock._get_value() == 1 else 'nonzero'
        return '<%s(%s, %s)>' % (type(self).__name__, self._holder(), count)


class Condition:
    def __init__(self, lock=None, *, ctx):
        self._lock = lock or ctx.RLock()
        self._sleeping_count = ctx.Semaphore(0)
        self._woken_count = ctx.Semaphore(0)
        self._wait_semaphore = ctx.Semaphore(0)
        self._make_methods()

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore)

    def __setstate__(self, state):
        (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore) = state
        self._make_methods()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def _make_methods(self):
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __repr__(self):
        try:
            waiters = self._sleeping_count._semlock._get_value() - self._woken_count._semlock._get_value()
        except Exception:
            waiters = 'unknown'
        return '<%s(%s, %s)>' % (type(self).__name__, self._lock, waiters)

    def wait(self, timeout=None):
        assert self._lock._semlock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._semlock._count()
        for i in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for i in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        assert self._lock._semlock._is_mine(), 'lock is not owned'
        assert not self._wait_semaphore.acquire(False), 'notify: Should not have been able to acquire _wait_semaphore'
        # Those who have given up since are taken off.
        while self._woken_count.acquire(False):
            res = self._sleeping_count.acquire(False)
            assert res, 'notify: Bug in sleeping_count.acquire- res should not be False'
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        if sleepers:
            for i in range(sleepers):
                self._woken_count.acquire()
            while self._wait_semaphore.acquire(False):
                pass

    def notify_all(self):
        self.notify(n=2**31 - 1)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if result:
            return result
        endtime = time.monotonic() + timeout if timeout is not None else None
        waittime = None
        while not result:
            if endtime is not None:
                waittime = endtime - time.monotonic()
                if waittime <= 0:
                    break
            self.wait(waittime)
            result = predicate()
        return result


class Event:
    def __init__(self, *, ctx):
        self._cond = ctx.Condition(ctx.Lock())
        self._flag = ctx.Semaphore(0)

    def is_set(self):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
            else:
                self._cond.wait(timeout)
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False

    def __repr__(self):
        return '<%s at %#x %s>' % (type(self).__qualname__, id(self), 'set' if self.is_set() else 'unset')


class Barrier(threading.Barrier):
    """That of threads, whose state and count lie in memory that processes share."""

    def __init__(self, parties, action=None, timeout=None, *, ctx):
        block = _multiprocessing.Block(False, [0, 0], True)
        self.__setstate__((parties, action, timeout, ctx.Condition(), block.handle))
        self._state = 0
        self._count = 0

    def __setstate__(self, state):
        (self._parties, self._action, self._timeout, self._cond, handle) = state
        self._block = _multiprocessing._rebuild_block(handle)

    def __getstate__(self):
        return (self._parties, self._action, self._timeout, self._cond, self._block.handle)

    @property
    def _state(self):
        return self._block.get(0)

    @_state.setter
    def _state(self, value):
        self._block.set(0, value)

    @property
    def _count(self):
        return self._block.get(1)

    @_count.setter
    def _count(self, value):
        self._block.set(1, value)
