"""Threads and what they wait for, in the order of steps of CPython's Lib/threading.py (3.6 to 3.15).

The lock, the reentrant lock and the thread itself are the machine's (_thread); everything else is Python, as it is there,
so that a switch can fall between two of these lines as it can in CPython. Where versions differ in their order of steps, the
version is asked. Python 2.7 has a threading.py of its own (py2/threading.py).
"""

import sys as _sys
import _thread
from _thread import get_ident, get_native_id, TIMEOUT_MAX, stack_size
from time import monotonic as _time
from _collections import deque as _deque
from itertools import count as _count, islice as _islice

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX', 'Event',
           'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError', 'Timer',
           'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'get_native_id']

_version = _sys.version_info[:2]

ThreadError = _thread.error
Lock = _thread.allocate_lock if _version < (3, 13) else _thread.lock
from _threadlocal import local

_trace_hook = None
_profile_hook = None


def settrace(func):
    global _trace_hook
    _trace_hook = func


def setprofile(func):
    global _profile_hook
    _profile_hook = func


def gettrace():
    return _trace_hook


def getprofile():
    return _profile_hook


def RLock(*args, **kwargs):
    return _thread.RLock(*args, **kwargs)


class _RLock:
    """The reentrant lock in Python, which CPython uses only where it has none in C."""

    def __init__(self):
        self._block = Lock()
        self._owner = None
        self._count = 0

    def __repr__(self):
        owner = self._owner
        try:
            owner = _active[owner].name
        except KeyError:
            pass
        return "<%s %s.%s object owner=%r count=%d at %s>" % (
            "locked" if self._block.locked() else "unlocked", self.__class__.__module__, self.__class__.__qualname__,
            owner, self._count, hex(id(self)))

    def acquire(self, blocking=True, timeout=-1):
        me = get_ident()
        if self._owner == me:
            self._count += 1
            return 1
        got = self._block.acquire(blocking, timeout)
        if got:
            self._owner = me
            self._count = 1
        return got

    __enter__ = acquire

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count = left = self._count - 1
        if not left:
            self._owner = None
            self._block.release()

    def __exit__(self, kind, value, tb):
        self.release()

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _release_save(self):
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        count, self._count = self._count, 0
        owner, self._owner = self._owner, None
        self._block.release()
        return (count, owner)

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._count if self._owner == get_ident() else 0


_PyRLock = _RLock


class Condition:
    """Each waiter waits for a lock of its own, which whoever notifies it releases."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A lock that can be acquired several times says itself how it is given up and taken back whole.
        try:
            self._release_save = lock._release_save
        except AttributeError:
            pass
        try:
            self._acquire_restore = lock._acquire_restore
        except AttributeError:
            pass
        try:
            self._is_owned = lock._is_owned
        except AttributeError:
            pass
        self._waiters = _deque()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # A lock without an owner: held by anybody counts as held by the caller.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                waiter.acquire()
                notified = True
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        deadline = None
        left = timeout
        result = predicate()
        while not result:
            if left is not None:
                if deadline is None:
                    deadline = _time() + left
                else:
                    left = deadline - _time()
                    if left <= 0:
                        break
            self.wait(left)
            result = predicate()
        return result

    if _version >= (3, 11):
        def notify(self, n=1):
            if not self._is_owned():
                raise RuntimeError("cannot notify on un-acquired lock")
            waiters = self._waiters
            while waiters and n > 0:
                waiter = waiters[0]
                try:
                    waiter.release()
                except RuntimeError:
                    pass  # its wait has been interrupted, and it has not yet left the queue
                else:
                    n -= 1
                try:
                    waiters.remove(waiter)
                except ValueError:
                    pass
    else:
        def notify(self, n=1):
            if not self._is_owned():
                raise RuntimeError("cannot notify on un-acquired lock")
            waiters = self._waiters
            chosen = _deque(_islice(waiters, n))
            if not chosen:
                return
            for waiter in chosen:
                waiter.release()
                try:
                    waiters.remove(waiter)
                except ValueError:
                    pass

    def notify_all(self):
        self.notify(len(self._waiters))

    if _version < (3, 10):
        notifyAll = notify_all
    else:
        def notifyAll(self):
            import _warnings
            _warnings.warn('notifyAll() is deprecated, use notify_all() instead',
                           DeprecationWarning, stacklevel=2)
            self.notify_all()


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        got = False
        deadline = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    break
                if timeout is not None:
                    if deadline is None:
                        deadline = _time() + timeout
                    else:
                        timeout = deadline - _time()
                        if timeout <= 0:
                            break
                self._cond.wait(timeout)
            else:
                self._value -= 1
                got = True
        return got

    __enter__ = acquire

    if _version >= (3, 9):
        def release(self, n=1):
            if n < 1:
                raise ValueError('n must be one or more')
            with self._cond:
                self._value += n
                if _version >= (3, 12):
                    self._cond.notify(n)
                else:
                    for i in range(n):
                        self._cond.notify()
    else:
        def release(self):
            with self._cond:
                self._value += 1
                self._cond.notify()

    def __exit__(self, kind, value, tb):
        self.release()

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s at %s: value=%s>" % (cls.__module__, cls.__qualname__, hex(id(self)), self._value)


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    if _version >= (3, 9):
        def release(self, n=1):
            if n < 1:
                raise ValueError('n must be one or more')
            with self._cond:
                if self._value + n > self._initial_value:
                    raise ValueError("Semaphore released too many times")
                self._value += n
                if _version >= (3, 12):
                    self._cond.notify(n)
                else:
                    for i in range(n):
                        self._cond.notify()
    else:
        def release(self):
            with self._cond:
                if self._value >= self._initial_value:
                    raise ValueError("Semaphore released too many times")
                self._value += 1
                self._cond.notify()

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s at %s: value=%s/%s>" % (
            cls.__module__, cls.__qualname__, hex(id(self)), self._value, self._initial_value)


class Event:
    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s at %s: %s>" % (cls.__module__, cls.__qualname__, hex(id(self)), 'set' if self._flag else 'unset')

    def is_set(self):
        return self._flag

    if _version < (3, 10):
        isSet = is_set
    else:
        def isSet(self):
            import _warnings
            _warnings.warn('isSet() is deprecated, use is_set() instead',
                           DeprecationWarning, stacklevel=2)
            return self.is_set()

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            signaled = self._flag
            if not signaled:
                signaled = self._cond.wait(timeout)
            return signaled


class BrokenBarrierError(RuntimeError):
    pass


# What a barrier is doing: it fills, drains, is being reset while threads still leave, or is broken.
_FILLING, _DRAINING, _RESETTING, _BROKEN = 0, 1, -1, -2


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1 and _version >= (3, 12):
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = _FILLING
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        where = "%s.%s at %s" % (cls.__module__, cls.__qualname__, hex(id(self)))
        if self.broken:
            return "<%s: broken>" % where
        return "<%s: waiters=%s/%s>" % (where, self.n_waiting, self.parties)

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._enter()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                self._exit()

    def _enter(self):
        while self._state in (_RESETTING, _DRAINING):
            self._cond.wait()
        if self._state < 0:
            raise BrokenBarrierError

    def _release(self):
        try:
            if self._action:
                self._action()
            self._state = _DRAINING
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != _FILLING, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _exit(self):
        if self._count == 0 and self._state in (_RESETTING, _DRAINING):
            self._state = _FILLING
            self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state in (_FILLING, _BROKEN):
                    self._state = _RESETTING
            else:
                self._state = _FILLING
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    def _break(self):
        self._state = _BROKEN
        self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == _FILLING else 0

    @property
    def broken(self):
        return self._state == _BROKEN


_counter = _count(1).__next__


def _newname(template="Thread-%d"):
    return template % _counter()


_active_limbo_lock = RLock() if _version >= (3, 10) else Lock()
_active = {}  # ident -> thread
_limbo = {}   # threads that have been started and do not yet run


class Thread:
    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        if context is not None and _version < (3, 14):
            raise TypeError("Thread.__init__() got an unexpected keyword argument 'context'")
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name and _version >= (3, 10):
            name = str(name)
        elif not name:
            name = _newname("Thread-%d")
            if target is not None and _version >= (3, 10):
                try:
                    name += " (%s)" % target.__name__
                except AttributeError:
                    pass
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._ident = None
        self._native_id = None
        self._handle = None
        self._started = Event()
        self._initialized = True
        self._stderr = _sys.stderr
        self._invoke_excepthook = _make_invoke_excepthook()

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started"
        if self._handle is not None and self._handle.is_done():
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += " %s" % self._ident
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._name, status)

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _thread._start(self._bootstrap, self._name, self._daemonic)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The thread may live longer than what it was given.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        try:
            self._handle = _thread._handle()  # whoever learns that the thread has started may join it
            self._ident = get_ident()
            if _version >= (3, 8):
                self._native_id = get_native_id()
            self._started.set()
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            try:
                self.run()
            except:
                self._invoke_excepthook(self)
        finally:
            self._delete()

    def _delete(self):
        with _active_limbo_lock:
            del _active[get_ident()]

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._handle.is_done()

    @property
    def daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    if _version < (3, 10):
        def isDaemon(self):
            return self.daemon

        def setDaemon(self, daemonic):
            self.daemon = daemonic

        def getName(self):
            return self.name

        def setName(self, name):
            self.name = name
    else:
        def isDaemon(self):
            import _warnings
            _warnings.warn('isDaemon() is deprecated, get the daemon attribute instead',
                           DeprecationWarning, stacklevel=2)
            return self.daemon

        def setDaemon(self, daemonic):
            import _warnings
            _warnings.warn('setDaemon() is deprecated, set the daemon attribute instead',
                           DeprecationWarning, stacklevel=2)
            self.daemon = daemonic

        def getName(self):
            import _warnings
            _warnings.warn('getName() is deprecated, get the name attribute instead',
                           DeprecationWarning, stacklevel=2)
            return self.name

        def setName(self, name):
            import _warnings
            _warnings.warn('setName() is deprecated, set the name attribute instead',
                           DeprecationWarning, stacklevel=2)
            self.name = name

    if _version < (3, 8):
        isAlive = is_alive
    elif _version < (3, 9):
        def isAlive(self):
            import _warnings
            _warnings.warn('isAlive() is deprecated, use is_alive() instead',
                           DeprecationWarning, stacklevel=2)
            return self.is_alive()


class ExceptHookArgs(tuple):
    """What excepthook is given: a tuple whose four fields have names."""

    __slots__ = ()

    def __new__(cls, sequence):
        self = tuple.__new__(cls, sequence)
        if len(self) != 4:
            raise TypeError("_thread._ExceptHookArgs() takes a 4-sequence (%d-sequence given)" % len(self))
        return self

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return "_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)" % tuple(self)


ExceptHookArgs.__module__, ExceptHookArgs.__name__, ExceptHookArgs.__qualname__ = '_thread', '_ExceptHookArgs', '_ExceptHookArgs'


def excepthook(args, /):
    if args.exc_type == SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None:
        if args.thread is None or args.thread._stderr is None:
            return
        stderr = args.thread._stderr
    name = args.thread.name if args.thread is not None else get_ident()
    stderr.write("Exception in thread %s:\n" % name)
    _sys._print_exception(args.exc_type, args.exc_value, args.exc_traceback, stderr)


__excepthook__ = excepthook


def _make_invoke_excepthook():
    """The thread keeps the hook of its making, for the case that the module has been emptied by the time that it needs one."""
    made_with = excepthook

    def invoke_excepthook(thread):
        hook = excepthook
        if hook is None:
            hook = made_with
        if _sys.exc_info()[0] is not SystemExit:
            _sys._crashed()
        try:
            hook(ExceptHookArgs([*_sys.exc_info(), thread]))
        except Exception as exc:
            exc.__suppress_context__ = True
            stderr = _sys.stderr if _sys.stderr is not None else thread._stderr
            stderr.write("Exception in threading.excepthook:\n")
            _sys.excepthook(*_sys.exc_info())

    return invoke_excepthook


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started.set()
        self._ident = _thread._get_main_thread_ident()
        self._native_id = self._ident
        self._handle = _thread._main_handle()
        with _active_limbo_lock:
            _active[self._ident] = self


class _DummyThread(Thread):
    """A thread that _thread.start_new_thread started, and that asks who it is."""

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"), daemon=True)
        self._started.set()
        self._ident = get_ident()
        self._native_id = get_native_id()
        with _active_limbo_lock:
            _active[self._ident] = self

    def is_alive(self):
        return True

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


if _version < (3, 10):
    currentThread = current_thread
else:
    def currentThread():
        import _warnings
        _warnings.warn('currentThread() is deprecated, use current_thread() instead',
                       DeprecationWarning, stacklevel=2)
        return current_thread()


def active_count():
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


if _version < (3, 10):
    activeCount = active_count
else:
    def activeCount():
        import _warnings
        _warnings.warn('activeCount() is deprecated, use active_count() instead',
                       DeprecationWarning, stacklevel=2)
        return active_count()


def enumerate():
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


_threading_atexits = []
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    """Has the function called before the main thread waits for the others."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


_main_thread = _MainThread()


def main_thread():
    return _main_thread


def _after_fork():
    """In a process that was forked the thread that has forked is the only one, and the main one. It keeps its name."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock() if _version >= (3, 10) else Lock()
    me = get_ident()
    try:
        current = _active[me]
    except KeyError:
        current = _MainThread()
    _main_thread = current
    threads = set(_active.values()) | set(_limbo.values())
    for thread in threads:
        thread._started._cond.__init__(Lock())
        if thread is not current and thread._handle is None:
            thread._started._flag = False
    _limbo.clear()
    _active.clear()
    _active[me] = current


def _shutdown():
    """What the main thread does when its program has ended: it waits for every thread that is no daemon."""
    global _SHUTTING_DOWN
    _SHUTTING_DOWN = True
    for call in reversed(_threading_atexits):
        call()
    me = get_ident()
    while True:
        for thread in enumerate():
            if thread._ident != me and not thread._daemonic and thread._handle is not None and not thread._handle.is_done():
                thread._handle.join(None)
                break
        else:
            return


if _version >= (3, 15):
    class serialize_iterator:
        """An iterator whose next is called by one thread at a time."""

        def __init__(self, iterable):
            self._lock = Lock()
            self._iterator = iter(iterable)

        def __iter__(self):
            return self

        def __next__(self):
            with self._lock:
                return next(self._iterator)

    def synchronized_iterator(func):
        def wrapper(*args, **kwargs):
            return serialize_iterator(func(*args, **kwargs))
        return wrapper
