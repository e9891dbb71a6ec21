"""gevent's hub and everything that waits in it, after gevent 22.10.2 with libev.

What Cython makes C of there counts as C code here. The hub is a greenlet: it runs the callbacks of its queue until there are none,
those that come meanwhile, too; then the timers that are due; and when there is nothing to do it sleeps. A greenlet that waits
switches to the hub, and a callback of the hub switches back.
"""

import sys
import time as _time_module
from _collections import deque
from heapq import heappush, heappop
from math import ceil
from greenlet import greenlet, getcurrent, GreenletExit
import _network
import _thread

# What the monkey patch replaces is needed here as it was.
_sleep, _now, _get_ident, _allocate_lock = _time_module.sleep, _time_module.monotonic, _thread.get_ident, _thread.allocate_lock


class LoopExit(Exception):
    """Nothing can ever wake anybody."""

    def __str__(self):
        if len(self.args) == 3:
            return "%s\n\tHub: %s\n\tHandles:\n%s" % (self.args[0], self.args[1], self.args[2])
        return Exception.__str__(self)


class BlockingSwitchOutError(AssertionError):
    pass


class InvalidSwitchError(AssertionError):
    pass


class ConcurrentObjectUseError(AssertionError):
    pass


class InvalidThreadUseError(RuntimeError):
    pass


class callback:
    def __init__(self, func, args):
        self.callback = func
        self.args = args

    def stop(self):
        self.callback = self.args = None

    close = stop

    @property
    def pending(self):
        return self.callback is not None

    def __bool__(self):
        return self.args is not None

    def __repr__(self):
        shown = "<callback at %#x" % id(self)
        if self.callback is not None:
            shown += " pending callback=%r" % (self.callback,)
        if self.args is not None:
            shown += " args=%r" % (self.args,)
        elif self.callback is None:
            shown += " stopped"
        return shown + ">"


class timer:
    def __init__(self, loop, after, ref=True):
        self.loop = loop
        self.after = after
        self.ref = ref
        self.active = False
        self._serial = 0
        self.callback = self.args = None

    def start(self, func, *args, update=None):
        loop = self.loop
        if update is not False:
            loop.update_now()
        self.callback, self.args = func, args
        if not self.active:
            loop._live += 1
            loop._referenced += self.ref
        self.active = True
        loop._serial += 1
        self._serial = loop._serial
        heappush(loop._timers, (loop._time + max(self.after, 0.0), loop._serial, self))

    def stop(self):
        if self.active:
            self.active = False
            self.loop._live -= 1
            self.loop._referenced -= self.ref
        self.callback = self.args = None

    close = stop

    @property
    def pending(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stop()


class io:
    """A wait for a descriptor to be ready for some of the events."""

    def __init__(self, loop, fd, events):
        self.loop = loop
        self.fd = fd
        self.events = events
        self.active = False
        self.callback = self.args = None

    def start(self, func, *args):
        self.callback, self.args = func, args
        if not self.active:
            self.active = True
            self.loop._watch(self)

    def stop(self):
        if self.active:
            self.active = False
            self.loop._unwatch(self)
        self.callback = self.args = None

    close = stop

    @property
    def pending(self):
        return False


class Loop:
    """The queue of callbacks, the timers, and the sleep of the thread when there is nothing to do."""

    default = True
    approx_timer_resolution = 0.00001

    def __init__(self, hub):
        self.hub = hub
        self._callbacks = deque()
        self._timers = []
        self._live = self._referenced = 0
        self._serial = 0
        self._idlers = []
        self._time = _now()
        self._inbox = deque()
        self._wakeup = _allocate_lock()
        self._wakeup.acquire()
        self._poller = None  # an epoll, once somebody has waited for a socket
        self._watchers = {}  # those who wait, by descriptor

    def now(self):
        return self._time

    def update_now(self):
        self._time = _now()

    update = update_now

    def timer(self, after, repeat=0.0, ref=True, priority=None):
        return timer(self, after, ref)

    def io(self, fd, events, ref=True, priority=None):
        return io(self, fd, events)

    def run_callback(self, func, *args):
        cb = callback(func, args)
        self._callbacks.append(cb)
        return cb

    def run_callback_threadsafe(self, func, *args):
        cb = callback(func, args)
        self._inbox.append(cb)
        if self._wakeup.locked():
            try:
                self._wakeup.release()
            except RuntimeError:
                pass  # another thread was quicker
        if self._poller is not None:
            _network.epoll_wake(self._poller)
        return cb

    def run(self):
        while self._run_callbacks() or self._look(self._expire()) or self._look(self._wake_idlers()) or self._rest():
            pass

    def _watch(self, watcher):
        if self._poller is None:
            self._poller = _network.epoll_create()
        list = self._watchers.setdefault(watcher.fd, [])
        list.append(watcher)
        self._ask(watcher.fd, list, 1 if len(list) == 1 else 3)

    def _unwatch(self, watcher):
        list = self._watchers[watcher.fd]
        list.remove(watcher)
        if not list:
            del self._watchers[watcher.fd]
        try:
            self._ask(watcher.fd, list, 3 if list else 2)
        except OSError:
            pass  # it has been closed, and so has left by itself

    def _ask(self, fd, list, operation):
        """Tells the poller what is waited for."""
        events = 0
        for watcher in list:
            events |= watcher.events
        _network.epoll_ctl(self._poller, operation, fd, events)

    def _poll(self, seconds):
        """Runs those whose descriptors are ready."""
        for fd, events in _network.epoll_wait(self._poller, 256, seconds):
            for watcher in list(self._watchers.get(fd, ())):
                if watcher.active and events & (watcher.events | 24):
                    try:
                        watcher.callback(*watcher.args)
                    except:
                        self.hub.handle_error(watcher, *sys.exc_info())

    def _look(self, some):
        """Looks for descriptors that are ready, where there was something else to do, which it returns."""
        if some and self._watchers:
            self._poll(0)
        return some

    def _collect(self):
        while self._inbox:
            self._callbacks.append(self._inbox.popleft())

    def _run_callbacks(self):
        """Runs callbacks until there are none; while timers are set for no longer than the switch interval, looked at every 50."""
        end = self._time + 0.005
        left = 50
        self._collect()
        while self._callbacks:
            if left == 0:
                if self._live:
                    self.update_now()
                    if self._time >= end:
                        break
                left = 50
            left -= 1
            cb = self._callbacks.popleft()
            func, args = cb.callback, cb.args
            if func is not None:
                cb.callback = None
                try:
                    func(*args)
                except:
                    self.hub.handle_error(cb, *sys.exc_info())
                cb.args = None
            self._collect()
        return False

    def _expire(self):
        if not self._live:
            self._timers.clear()
            return bool(self._callbacks)
        self.update_now()
        now, serial, some = self._time, self._serial, bool(self._callbacks)
        later = []
        while self._timers and self._timers[0][0] <= now:
            entry = heappop(self._timers)
            t = entry[2]
            if not t.active or t._serial != entry[1]:
                continue
            if entry[1] > serial:  # set by a timer of this very turn
                later.append(entry)
                continue
            some = True
            func, args = t.callback, t.args
            t.stop()
            try:
                func(*args)
            except:
                self.hub.handle_error(t, *sys.exc_info())
        for entry in later:
            heappush(self._timers, entry)
        return some

    def _wake_idlers(self):
        idlers, self._idlers = self._idlers, []
        for wake in reversed(idlers):
            wake()
        return bool(idlers)

    def _rest(self):
        while self._timers and not (self._timers[0][2].active and self._timers[0][2]._serial == self._timers[0][1]):
            heappop(self._timers)
        if self._inbox:
            return True
        if self._watchers:
            left = max(self._timers[0][0] - self._time, 0) if self._timers else None
            self._poll(left if left is None else ceil(left * 1000) / 1000)
            return True
        if not self._timers or self._referenced <= 0:
            return False
        left = self._timers[0][0] - self._time
        if left > 0:
            self._wakeup.acquire(True, ceil(left * 1000) / 1000)  # epoll_wait takes whole milliseconds
        return True


class TrackedRawGreenlet(greenlet):
    pass


class Hub(TrackedRawGreenlet):
    SYSTEM_ERROR = (KeyboardInterrupt, SystemExit, SystemError)
    NOT_ERROR = (GreenletExit, SystemExit)
    name = ''

    def __init__(self):
        greenlet.__init__(self, None, None)
        self.thread_ident = _get_ident()
        self.loop = Loop(self)
        self._next_ident = 0
        self._stream = None

    def run(self):
        while True:
            self.loop.run()
            self.parent.throw(LoopExit('This operation would block forever', self, []))

    def switch(self):
        if getcurrent() is self:
            raise BlockingSwitchOutError('Impossible to call blocking function in the event loop callback')
        return greenlet.switch(self)

    switch_out = None

    @property
    def exception_stream(self):
        return sys.stderr if self._stream is None else self._stream[0]

    @exception_stream.setter
    def exception_stream(self, stream):
        self._stream = (stream,)

    def wait(self, watcher):
        waiter = Waiter(self)
        watcher.start(waiter.switch, waiter)
        try:
            result = waiter.get()
            if result is not waiter:
                raise InvalidSwitchError('Invalid switch into %s: %r (expected %r)' % (getcurrent(), result, waiter))
        finally:
            watcher.stop()

    def cancel_wait(self, watcher, error, close_watcher=False):
        watcher.stop()

    def handle_error(self, context, type, value, tb):
        if isinstance(value, str):
            value = type(value)
        if not issubclass(type, self.NOT_ERROR):
            self.print_exception(context, type, value, tb)
        if context is None or issubclass(type, self.SYSTEM_ERROR):
            self.handle_system_error(type, value, tb)

    def handle_system_error(self, type, value, tb=None):
        current = getcurrent()
        if current is self or current is self.parent:
            self.parent.throw(value)
            return
        cb = self.loop.run_callback(current.switch)
        try:
            self.parent.throw(value)
        finally:
            cb.stop()

    def print_exception(self, context, type, value, tb):
        stream = self.exception_stream
        if not stream:
            return
        if issubclass(type, self.SYSTEM_ERROR) and False:
            return
        import traceback
        traceback.print_exception(type, value, tb, file=stream)
        if context is None:
            return
        if not isinstance(context, str):
            try:
                context = repr(context)
            except:
                context = repr(context.__class__)
        stream.write('%s %s failed with %s\n\n' % (
            _time_module.strftime('%Y-%m-%dT%H:%M:%SZ', _time_module.gmtime()), context, getattr(type, '__name__', 'exception')))

    def join(self, timeout=None):
        if getcurrent() is not self.parent:
            raise AssertionError('only possible from the MAIN greenlet')
        if self.dead:
            return True
        waiter = Waiter(self)
        t = None
        if timeout is not None:
            t = self.loop.timer(timeout, ref=False)
            t.start(waiter.switch, None)
        try:
            try:
                waiter.get()
            except LoopExit:
                return True
        finally:
            if t is not None:
                t.stop()
        return False

    def _take_ident(self):
        """The next number for the name of a greenlet. One that could be used again is not: nothing here is seen to die."""
        self._next_ident += 1
        return self._next_ident - 1

    def __repr__(self):
        return "<%s '' at %#x epoll default pending=0 ref=%d thread_ident=%#x>" % (
            self.__class__.__name__, id(self), self.loop._referenced - 1, self.thread_ident)


_hubs = {}  # by thread


def get_hub():
    hub = _hubs.get(_get_ident())
    if hub is None:
        main = getcurrent()
        while main.parent is not None:
            main = main.parent
        hub = Hub()
        hub.parent = main
        _hubs[_get_ident()] = hub
    return hub


def get_hub_if_exists():
    return _hubs.get(_get_ident())


_NONE = object()


class Waiter:
    """How a greenlet waits for one switch of a callback."""

    def __init__(self, hub=None):
        self.hub = get_hub() if hub is None else hub
        self.clear()

    def clear(self):
        self.greenlet = None
        self.value = None
        self._exception = _NONE

    def ready(self):
        return self._exception is not _NONE

    def successful(self):
        return self._exception is None

    @property
    def exc_info(self):
        return None if self._exception is _NONE else self._exception

    def switch(self, value=None):
        if self.greenlet is None:
            self.value = value
            self._exception = None
            return
        if getcurrent() is not self.hub:
            raise AssertionError("Can only use Waiter.switch method from the Hub greenlet")
        try:
            self.greenlet.switch(value)
        except:
            self.hub.handle_error(self.greenlet.switch, *sys.exc_info())

    def __call__(self, source):
        if source.exception is None:
            self.switch(source.value)
        else:
            self.throw(source.exception)

    def throw(self, *args):
        if self.greenlet is None:
            self._exception = args
            return
        try:
            self.greenlet.throw(*args)
        except:
            self.hub.handle_error(self.greenlet.switch, *sys.exc_info())

    def get(self):
        if self._exception is not _NONE:
            if self._exception is None:
                return self.value
            getcurrent().throw(*self._exception)
        if self.greenlet is not None:
            raise ConcurrentObjectUseError('This Waiter is already used by %r' % (self.greenlet,))
        self.greenlet = getcurrent()
        try:
            return self.hub.switch()
        finally:
            self.greenlet = None


def sleep(seconds=0, ref=True):
    hub = get_hub()
    if seconds <= 0:
        waiter = Waiter(hub)
        hub.loop.run_callback(waiter.switch, None)
        waiter.get()
        return
    with hub.loop.timer(seconds, ref=ref) as t:
        hub.wait(t)


def idle(priority=0):
    hub = get_hub()
    waiter = Waiter(hub)
    hub.loop._idlers.append(waiter.switch)
    waiter.get()


class Timeout(BaseException):
    def __init__(self, seconds=None, exception=None, ref=True, priority=-1, _one_shot=False):
        BaseException.__init__(self)
        self.seconds = seconds
        self.exception = exception
        self.timer = get_hub().loop.timer(seconds if seconds is not None else 0.0, ref=ref) if seconds is not None else None

    @classmethod
    def start_new(cls, timeout=None, exception=None, ref=True, _one_shot=False):
        if isinstance(timeout, Timeout):
            if not timeout.pending:
                timeout.start()
            return timeout
        made = cls(timeout, exception, ref=ref)
        made.start()
        return made

    def start(self):
        if self.pending:
            raise AssertionError('%r is already started; to restart it, cancel it first' % self)
        if self.seconds is None:
            return
        if self.exception is None or self.exception is False or isinstance(self.exception, str):
            self.timer.start(getcurrent().throw, self)
        else:
            self.timer.start(getcurrent().throw, self.exception)

    @property
    def pending(self):
        return self.timer is not None and self.timer.active

    def cancel(self):
        if self.timer is not None:
            self.timer.stop()

    close = cancel

    def __repr__(self):
        text = '<%s at %#x' % (type(self).__name__, id(self))
        if self.pending:
            text += ' pending'
        if self.exception is not None:
            text += ' exception=%r' % (self.exception,)
        return text + ' seconds=%s>' % (self.seconds,)

    def __str__(self):
        if self.seconds is None:
            return ''
        suffix = '' if self.seconds == 1 else 's'
        if self.exception is None:
            return '%s second%s' % (self.seconds, suffix)
        if self.exception is False:
            return '%s second%s (silent)' % (self.seconds, suffix)
        return '%s second%s: %s' % (self.seconds, suffix, self.exception)

    def __enter__(self):
        if not self.pending:
            self.start()
        return self

    def __exit__(self, typ, value, tb):
        self.cancel()
        return value is self and self.exception is False


def with_timeout(seconds, function, *args, timeout_value=_NONE, **kwds):
    timeout = Timeout.start_new(seconds)
    try:
        try:
            return function(*args, **kwds)
        except Timeout as ex:
            if ex is timeout and timeout_value is not _NONE:
                return timeout_value
            raise
    finally:
        timeout.cancel()


def _switch_for(hub, timeout):
    """Switches to the hub until somebody switches back, for so many seconds at most. Returns whether the time was over, and what came."""
    if timeout is None:
        return False, hub.switch()
    late = Timeout(timeout)
    late.start()
    try:
        try:
            return False, hub.switch()
        except Timeout as ex:
            if ex is not late:
                raise
            return True, None
    finally:
        late.cancel()


class SpawnedLink:
    """Calls a function in a greenlet of its own, so that it may wait."""

    def __init__(self, callback):
        if not callable(callback):
            raise TypeError("Expected callable: %r" % (callback,))
        self.callback = callback

    def __call__(self, source):
        g = greenlet(self.callback, get_hub())
        g.switch(source)

    def __eq__(self, other):
        return self.callback == getattr(other, 'callback', other)

    def __hash__(self):
        return hash(self.callback)


class SuccessSpawnedLink(SpawnedLink):
    def __call__(self, source):
        if source.successful():
            SpawnedLink.__call__(self, source)


class FailureSpawnedLink(SpawnedLink):
    def __call__(self, source):
        if not source.successful():
            SpawnedLink.__call__(self, source)


class Greenlet(greenlet):
    value = None
    args = ()

    def __init__(self, run=None, *args, **kwargs):
        hub = get_hub()
        greenlet.__init__(self, None, hub)
        self._hub = hub
        if run is not None:
            self._run = run
        if not callable(self._run):
            raise TypeError("The run argument or self._run must be callable")
        self.args = args
        self.kwargs = kwargs
        self._links = []
        self._notifier = None
        self._start_event = None
        self._aborted = False
        self._ended = False
        self._exception = None
        self._ident = None

    def _run(self):
        """What the greenlet does, unless it was given a function."""

    @classmethod
    def spawn(cls, *args, **kwargs):
        g = cls(*args, **kwargs)
        g.start()
        return g

    @classmethod
    def spawn_later(cls, seconds, *args, **kwargs):
        if cls is Greenlet and not args:
            raise TypeError("must be a callable")
        g = cls(*args, **kwargs)
        g.start_later(seconds)
        return g

    @property
    def loop(self):
        return self._hub.loop

    @property
    def minimal_ident(self):
        if self._ident is None:
            self._ident = self._hub._take_ident()
        return self._ident

    @property
    def name(self):
        own = self.__dict__.get('_name')
        if own is None:
            own = self._name = 'Greenlet-%d' % self.minimal_ident
        return own

    @name.setter
    def name(self, name):
        self._name = name

    def __repr__(self):
        name = self.__dict__.get('_name')
        text = '<%s%s at %#x' % (self.__class__.__name__, ' "%s"' % name if name else '', id(self))
        run = self._run
        described = getattr(run, '__name__', '') or repr(run)
        if self.args or self.kwargs:
            parts = [repr(a)[:50] for a in self.args] + ['%s=%s' % (k, repr(v)[:50]) for k, v in (self.kwargs or {}).items()]
            described += '(%s)' % ', '.join(parts)
        return '%s: %s>' % (text, described)

    __str__ = __repr__

    # States.

    @property
    def started(self):
        return self._start_event is not None and not self._ended

    def __bool__(self):
        return self._start_event is not None and not self._ended

    @property
    def dead(self):
        return self._aborted or greenlet.dead.__get__(self)

    def ready(self):
        return self._ended or self.dead

    def successful(self):
        return self._ended and self._exception is None

    @property
    def exception(self):
        return self._exception

    @property
    def exc_info(self):
        e = self._exception
        return (type(e), e, e.__traceback__) if e is not None else None

    # Its life.

    def start(self):
        if self._start_event is None and not self._aborted:
            self._start_event = self._hub.loop.run_callback(self.switch)

    def start_later(self, seconds):
        if self._start_event is None and not self._aborted:
            self._start_event = self._hub.loop.timer(seconds)
            self._start_event.start(self.switch)

    def _begun(self):
        return greenlet.__bool__(self) or greenlet.dead.__get__(self)

    def run(self):
        self._start_event.stop()
        try:
            value = self._run(*self.args, **self.kwargs)
        except:
            self._finish(None, sys.exc_info()[1])
        else:
            self._finish(value, None)
        finally:
            self.__dict__.pop('_run', None)
            self.args, self.kwargs = (), {}

    def _finish(self, value, exception):
        self._ended = True
        self._exception = exception
        self.value = value
        if isinstance(exception, GreenletExit):
            self.value, self._exception = exception, None
        self._schedule_links()
        if self._exception is not None:
            e = self._exception
            self._hub.handle_error(self, type(e), e, e.__traceback__)

    def _abort(self, exception):
        """Ends a greenlet that has not begun to run, and returns whether it runs no more."""
        if not self._begun() and not self._aborted:
            self._aborted = True
            if self._start_event is None:
                self._start_event = callback(None, None)
            self._start_event.stop()
        if self._aborted and not self._ended:
            self._finish(None, exception() if isinstance(exception, type) else exception)
        return self.dead

    def throw(self, *args):
        if not self._abort(_thrown(args)):
            return greenlet.throw(self, *args)
        return None

    def kill(self, exception=GreenletExit, block=True, timeout=None):
        if self._abort(exception):
            return
        waiter = Waiter(self._hub) if block else None
        self._hub.loop.run_callback(_kill, [self], exception, waiter)
        if block:
            waiter.get()
            self.join(timeout)

    def join(self, timeout=None):
        if self.ready():
            return
        me = getcurrent().switch
        self.rawlink(me)
        try:
            late, result = _switch_for(self._hub, timeout)
            if not late and result is not self:
                raise InvalidSwitchError('Invalid switch into Greenlet.join(): %r' % (result,))
        finally:
            self.unlink(me)

    def get(self, block=True, timeout=None):
        if self.ready():
            return self._result()
        if not block:
            raise Timeout()
        me = getcurrent().switch
        self.rawlink(me)
        try:
            if timeout is None:
                late, result = False, self._hub.switch()
            else:
                with Timeout(timeout):
                    late, result = False, self._hub.switch()
            if result is not self:
                raise InvalidSwitchError('Invalid switch into Greenlet.get(): %r' % (result,))
        finally:
            self.unlink(me)
        return self._result()

    def _result(self):
        if self._exception is not None:
            raise self._exception
        return self.value

    # Links.

    def rawlink(self, callback):
        if not callable(callback):
            raise TypeError('Expected callable: %r' % (callback,))
        self._links.append(callback)
        if self.ready():
            self._schedule_links()

    def link(self, callback, SpawnedLink=SpawnedLink):
        self.rawlink(SpawnedLink(callback))

    def link_value(self, callback, SpawnedLink=SuccessSpawnedLink):
        self.rawlink(SpawnedLink(callback))

    def link_exception(self, callback, SpawnedLink=FailureSpawnedLink):
        self.rawlink(SpawnedLink(callback))

    def unlink(self, callback):
        try:
            self._links.remove(callback)
        except ValueError:
            pass

    def unlink_all(self):
        del self._links[:]

    def _schedule_links(self):
        if self._links and self._notifier is None:
            self._notifier = self._hub.loop.run_callback(self._notify_links)

    def _notify_links(self):
        while self._links:
            link = self._links.pop(0)
            try:
                link(self)
            except:
                self._hub.handle_error((link, self), *sys.exc_info())
        self._notifier = None


def _thrown(args):
    if not args:
        return GreenletExit()
    if isinstance(args[0], type):
        if len(args) > 1 and args[1] is not None:
            return args[1] if isinstance(args[1], BaseException) else args[0](args[1])
        return args[0]()
    return args[0]


def _kill(list, exception, waiter):
    for g in list:
        if not g.dead:
            try:
                g.throw(exception)
            except:
                g._hub.handle_error(g, *sys.exc_info())
    if waiter is not None:
        waiter.switch(None)


def spawn(*args, **kwargs):
    return Greenlet.spawn(*args, **kwargs)


def spawn_later(seconds, *args, **kwargs):
    return Greenlet.spawn_later(seconds, *args, **kwargs)


def spawn_raw(function, *args, **kwargs):
    if not callable(function):
        raise TypeError("function must be callable")
    hub = get_hub()
    g = TrackedRawGreenlet(lambda: function(*args, **kwargs), hub)
    hub.loop.run_callback(g.switch)
    return g


def joinall(greenlets, timeout=None, raise_error=False, count=None):
    if not raise_error:
        return wait(greenlets, timeout=timeout, count=count)
    done = []
    for obj in iwait(greenlets, timeout=timeout, count=count):
        if obj.exception is not None:
            raise obj.exception
        done.append(obj)
    return done


def killall(greenlets, exception=GreenletExit, block=True, timeout=None):
    left = [g for g in list(greenlets) if not g._abort(exception)]
    if not left:
        return
    loop = left[0]._hub.loop
    if not block:
        loop.run_callback(_kill, left, exception, None)
        return
    waiter = Waiter(left[0]._hub)
    loop.run_callback(_kill, left, exception, waiter)
    with Timeout(timeout):
        waiter.get()
        joinall(left)


class _MultipleWaiter(Waiter):
    """Keeps every switch, and hands them out one after the other."""

    def __init__(self, hub=None):
        Waiter.__init__(self, hub)
        self._values = deque()

    def switch(self, value=None):
        self._values.append(value)
        Waiter.switch(self, True)

    def get(self):
        if not self._values:
            Waiter.get(self)
            Waiter.clear(self)
        return self._values.popleft()


def iwait(objects, timeout=None, count=None):
    if objects is None:
        yield get_hub().join(timeout=timeout)
        return
    objects = list(objects)
    count = len(objects) if count is None else min(count, len(objects))
    waiter = _MultipleWaiter()
    switch = waiter.switch
    t = None
    if timeout is not None:
        t = get_hub().loop.timer(timeout)
        t.start(switch, _NONE)
    try:
        for obj in objects:
            obj.rawlink(switch)
        for _ in range(count):
            item = waiter.get()
            waiter.clear()
            if item is _NONE:
                return
            yield item
    finally:
        if t is not None:
            t.stop()
        for obj in objects:
            obj.unlink(switch)


def wait(objects=None, timeout=None, count=None):
    if objects is None:
        return get_hub().join(timeout=timeout)
    return list(iwait(objects, timeout, count))


class _Linkable:
    """AbstractLinkable: when it is ready one callback is queued, however many wait: the notification.

    It calls the links that there are when it runs, in order, and after them those of the greenlets that came to wait meanwhile
    although it was ready. What is linked while it runs is left to the next one.
    """

    _each = False  # ready is asked before each link: a semaphore may be taken meanwhile

    def __init__(self):
        self.hub = get_hub()
        self._links = []
        self._arrived = []
        self._notifier = None
        self._runs = False

    def ready(self):
        raise NotImplementedError

    def linkcount(self):
        return len(self._links)

    def _check_and_notify(self):
        if _get_ident() != self.hub.thread_ident:
            self.hub.loop.run_callback_threadsafe(self._check_and_notify)
        elif self._links and self._notifier is None and self.ready():
            self._notifier = self.hub.loop.run_callback(self._notify_links)

    def _notify_links(self):
        self._runs = True
        self._notify(self._links)
        self._notify(self._arrived)
        self._links.extend(self._arrived)
        del self._arrived[:]
        self._notifier, self._runs = None, False
        self._check_and_notify()

    def _notify(self, links):
        if not links:
            return
        last = links[-1]
        while links and not (self._each and not self.ready()):
            entry = links.pop(0)
            try:
                entry[0](self)
            except:
                self.hub.handle_error((entry[0], self), *sys.exc_info())
            if entry is last:
                return

    def _leave(self, entry):
        if entry in self._links:
            self._links.remove(entry)
            if not self._links and self._notifier is not None and not self._runs:
                self._notifier.stop()
                self._notifier = None
                del self._arrived[:]
        if entry in self._arrived:
            self._arrived.remove(entry)

    def _own(self):
        if _get_ident() != self.hub.thread_ident:
            raise InvalidThreadUseError("%r belongs to the hub of another thread" % (self,))

    def _await(self, timeout):
        """Waits whether it is ready or not, and returns whether the time was over first."""
        self._own()
        entry = [getcurrent().switch]
        self._links.append(entry)
        self._check_and_notify()
        try:
            late, result = _switch_for(self.hub, timeout)
            if not late and result is not self:
                raise InvalidSwitchError('Invalid switch into %s.wait(): %r' % (self.__class__.__name__, result))
            return late
        finally:
            self._leave(entry)

    def _wait(self, timeout):
        if not self.ready():
            return self._await(timeout)
        if self._notifier is not None:
            entry = [getcurrent().switch]
            self._arrived.append(entry)
            try:
                self.hub.switch()
            finally:
                self._leave(entry)
        return False

    def rawlink(self, callback):
        if not callable(callback):
            raise TypeError('Expected callable: %r' % (callback,))
        self._links.append([callback])
        self._check_and_notify()

    def unlink(self, callback):
        for entry in self._links + self._arrived:
            if entry[0] == callback:
                self._leave(entry)
                return


class Event(_Linkable):
    def __init__(self):
        _Linkable.__init__(self)
        self._flag = False

    def __str__(self):
        return '<%s %s _links[%s]>' % (self.__class__.__name__, 'set' if self._flag else 'clear', len(self._links))

    def is_set(self):
        return self._flag

    isSet = ready = is_set

    def set(self):
        self._flag = True
        self._check_and_notify()

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        return not self._wait(timeout)


class AsyncResult(_Linkable):
    def __init__(self):
        _Linkable.__init__(self)
        self._has = False
        self._value = None
        self._error = None

    @property
    def value(self):
        return self._value if self._has else None

    @property
    def exception(self):
        return self._error

    @property
    def exc_info(self):
        e = self._error
        return (type(e), e, e.__traceback__) if e is not None else ()

    def ready(self):
        return self._has or self._error is not None

    def successful(self):
        return self._has

    def set(self, value=None):
        self._has, self._value = True, value
        self._check_and_notify()

    def set_exception(self, exception, exc_info=None):
        self._error = exception
        self._check_and_notify()

    def set_result(self, value):
        self.set(value)

    def __call__(self, source):
        if source.successful():
            self.set(source.value)
        else:
            self.set_exception(source.exception)

    def _result(self):
        if self._has:
            return self._value
        if self._error is not None:
            raise self._error
        raise Timeout()

    def get(self, block=True, timeout=None):
        if self.ready() or not block:
            return self._result()
        if timeout is None:
            self._await(None)
        else:
            with Timeout(timeout):
                self._await(None)
        return self._result()

    result = get

    def get_nowait(self):
        return self.get(block=False)

    def wait(self, timeout=None):
        self._wait(timeout)
        return self.value

    def cancel(self):
        return False

    def cancelled(self):
        return False

    def done(self):
        return self.ready()


class Semaphore(_Linkable):
    _each = True
    _OVER_RELEASE_ERROR = ValueError

    def __init__(self, value=1, hub=None):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        _Linkable.__init__(self)
        self.counter = self._initial_value = value

    def __str__(self):
        return '<%s at %#x counter=%s _links[%s]>' % (self.__class__.__name__, id(self), self.counter, len(self._links))

    __repr__ = __str__

    def ready(self):
        return self.counter > 0

    def locked(self):
        return self.counter <= 0

    def release(self):
        self.counter += 1
        self._check_and_notify()
        return self.counter

    def acquire(self, blocking=True, timeout=None):
        if self.counter > 0:
            self.counter -= 1
            return True
        if not blocking:
            return False
        try:
            if self._await(timeout):
                return False
        except LoopExit:
            # A notification was withdrawn because another greenlet left: what it would have said holds all the same.
            if self.counter == 0:
                raise
        self.counter -= 1
        return True

    def wait(self, timeout=None):
        if self.counter == 0:
            self._wait(timeout)
        return self.counter

    def __enter__(self):
        self.acquire()

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def release(self):
        if self.counter >= self._initial_value:
            raise self._OVER_RELEASE_ERROR("Semaphore released too many times")
        return Semaphore.release(self)


class RLock:
    def __init__(self, hub=None):
        self._block = Semaphore(1)
        self._owner = None
        self._count = 0

    def __repr__(self):
        return "<%s at %#x _block=%s _count=%r _owner=%r)>" % (
            self.__class__.__name__, id(self), self._block, self._count, self._owner)

    def acquire(self, blocking=True, timeout=None):
        me = getcurrent()
        if self._owner is me:
            self._count += 1
            return 1
        got = self._block.acquire(blocking, None if timeout is None or timeout < 0 else timeout)
        if got:
            self._owner, self._count = me, 1
        return got

    def __enter__(self):
        return self.acquire()

    def release(self):
        if self._owner is not getcurrent():
            raise RuntimeError("cannot release un-acquired lock. Owner: %r Current: %r" % (self._owner, getcurrent()))
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, typ, value, tb):
        self.release()

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _release_save(self):
        state = (self._count, self._owner)
        self._count, self._owner = 0, None
        self._block.release()
        return state

    def _is_owned(self):
        return self._owner is getcurrent()

    def locked(self):
        return self._owner is not None


class DummySemaphore:
    def __init__(self, value=None):
        pass

    def locked(self):
        return False

    def ready(self):
        return True

    def release(self):
        pass

    def wait(self, timeout=None):
        return 1

    def acquire(self, blocking=True, timeout=None):
        return True

    def __enter__(self):
        pass

    def __exit__(self, *exc_info):
        pass


from queue import Empty, Full


class _ItemWaiter(Waiter):
    def __init__(self, item, hub):
        Waiter.__init__(self, hub)
        self.item = item


class Queue:
    """Nothing is handed over: who waits is woken by a callback, in the order of coming, and a call made before that gets ahead."""

    def __init__(self, maxsize=None, items=(), _warn_depth=2):
        if maxsize is not None and maxsize <= 0:
            maxsize = None
        self._maxsize = maxsize if maxsize is not None else -1
        self.hub = get_hub()
        self.getters = deque()
        self.putters = deque()
        self._unlocks = False
        self.queue = self._create_queue(items)

    @property
    def maxsize(self):
        return self._maxsize if self._maxsize > 0 else None

    @maxsize.setter
    def maxsize(self, n):
        self._maxsize = -1 if n is None or n <= 0 else n

    def _create_queue(self, items=()):
        return deque(items)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _peek(self):
        return self.queue[0]

    def copy(self):
        return type(self)(self.maxsize, self.queue)

    def qsize(self):
        return len(self.queue)

    __len__ = qsize

    def __bool__(self):
        return True

    def empty(self):
        return not self.qsize()

    def full(self):
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    def __repr__(self):
        return '<%s at %#x%s>' % (type(self).__name__, id(self), self._format())

    def _format(self):
        return (' maxsize=%r' % (self.maxsize,)) + (' queue=%r' % (self.queue,) if len(self.queue) else '')

    def put(self, item, block=True, timeout=None):
        if not self.full():
            self._put(item)
            if self.getters:
                self._schedule_unlock()
            return
        if getcurrent() is self.hub:
            while self.getters and self.qsize() and self.full():
                self.getters.popleft().switch(self)
            if self.full():
                raise Full
            self._put(item)
            return
        if not block:
            raise Full
        waiter = _ItemWaiter(item, self.hub)
        timeout = Timeout(timeout, Full)
        timeout.start()
        try:
            self.putters.append(waiter)
            if self.getters:
                self._schedule_unlock()
            waiter.get()
        finally:
            timeout.cancel()
            _discard(self.putters, waiter)

    def put_nowait(self, item):
        self.put(item, False)

    def _take(self, method, block, timeout):
        if self.qsize():
            if self.putters:
                self._schedule_unlock()
            return method()
        if getcurrent() is self.hub:
            while self.putters and not self.qsize():
                self._admit()
            if self.qsize():
                return method()
            raise Empty()
        if not block:
            raise Empty()
        waiter = Waiter(self.hub)
        timeout = Timeout(timeout, Empty())
        timeout.start()
        try:
            self.getters.append(waiter)
            if self.putters:
                self._schedule_unlock()
            waiter.get()
            return method()
        finally:
            timeout.cancel()
            _discard(self.getters, waiter)

    def get(self, block=True, timeout=None):
        return self._take(self._get, block, timeout)

    def get_nowait(self):
        return self.get(False)

    def peek(self, block=True, timeout=None):
        return self._take(self._peek, block, timeout)

    def peek_nowait(self):
        return self.peek(False)

    def _admit(self):
        putter = self.putters.popleft()
        self._put(putter.item)
        putter.switch(putter)

    def _schedule_unlock(self):
        if not self._unlocks:
            self._unlocks = True
            self.hub.loop.run_callback(self._unlock)

    def _unlock(self):
        again = True
        while again:
            again = False
            if self.putters and not self.full():
                again = True
                self._admit()
            if self.getters and self.qsize():
                again = True
                getter = self.getters.popleft()
                getter.switch(getter)
        self._unlocks = False

    def __iter__(self):
        return self

    def __next__(self):
        result = self.get()
        if result is StopIteration:
            raise result
        return result


def _discard(waiters, waiter):
    for i, w in enumerate(waiters):
        if w is waiter:
            del waiters[i]
            return


class SimpleQueue(Queue):
    def __init__(self):
        Queue.__init__(self)


class UnboundQueue(Queue):
    pass


class PriorityQueue(Queue):
    def _create_queue(self, items=()):
        heap = []
        for item in items:
            heappush(heap, item)
        return heap

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    def _create_queue(self, items=()):
        return list(items)

    def _get(self):
        return self.queue.pop()

    def _peek(self):
        return self.queue[-1]


class JoinableQueue(Queue):
    def __init__(self, maxsize=None, items=(), unfinished_tasks=None):
        self._cond = Event()
        self._cond.set()
        self.unfinished_tasks = 0
        Queue.__init__(self, maxsize, items)
        n = len(self.queue) if unfinished_tasks is None else unfinished_tasks
        if n:
            self.unfinished_tasks = n
            self._cond.clear()

    def _put(self, item):
        Queue._put(self, item)
        self.unfinished_tasks += 1
        self._cond.clear()

    def task_done(self):
        if self.unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self.unfinished_tasks -= 1
        if self.unfinished_tasks == 0:
            self._cond.set()

    def join(self, timeout=None):
        return self._cond.wait(timeout=timeout)


class Channel:
    """A put and a get that wait for each other."""

    def __init__(self, maxsize=1):
        self.hub = get_hub()
        self.getters = deque()
        self.putters = deque()
        self._unlocks = False

    @property
    def balance(self):
        return len(self.putters) - len(self.getters)

    def qsize(self):
        return 0

    def empty(self):
        return True

    def full(self):
        return True

    def put(self, item, block=True, timeout=None):
        if getcurrent() is self.hub:
            if not self.getters:
                raise Full
            self.getters.popleft().switch(item)
            return
        waiter = Waiter(self.hub)
        entry = (item, waiter)
        self.putters.append(entry)
        timeout = Timeout(timeout if block else 0, Full)
        timeout.start()
        try:
            if self.getters:
                self._schedule_unlock()
            result = waiter.get()
            if result is not waiter:
                raise InvalidSwitchError("Invalid switch into Channel.put: %r" % (result,))
        except:
            if entry in self.putters:
                self.putters.remove(entry)
            raise
        finally:
            timeout.cancel()

    def put_nowait(self, item):
        self.put(item, False)

    def get(self, block=True, timeout=None):
        if getcurrent() is self.hub:
            if not self.putters:
                raise Empty()
            item, putter = self.putters.popleft()
            self.hub.loop.run_callback(putter.switch, putter)
            return item
        waiter = Waiter(self.hub)
        timeout = Timeout(timeout if block else 0, Empty())
        timeout.start()
        try:
            self.getters.append(waiter)
            if self.putters:
                self._schedule_unlock()
            return waiter.get()
        except:
            _discard(self.getters, waiter)
            raise
        finally:
            timeout.cancel()

    def get_nowait(self):
        return self.get(False)

    def _schedule_unlock(self):
        if not self._unlocks:
            self._unlocks = True
            self.hub.loop.run_callback(self._unlock)

    def _unlock(self):
        while self.putters and self.getters:
            getter = self.getters.popleft()
            item, putter = self.putters.popleft()
            getter.switch(item)
            putter.switch(putter)
        self._unlocks = False

    def __iter__(self):
        return self

    def __next__(self):
        result = self.get()
        if result is StopIteration:
            raise result
        return result
