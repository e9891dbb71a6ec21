"""Groups of greenlets, and the pool, which has a bound."""

from _gevent import Greenlet, GreenletExit, Event, Semaphore, DummySemaphore, Timeout, Queue, getcurrent, joinall, spawn

__all__ = ['Group', 'Pool', 'PoolFull']


class PoolFull(Exception):
    """There was no room within the time given."""


class Failure:
    def __init__(self, exc):
        self.exc = exc


class IMapUnordered(Greenlet):
    """Spawns a greenlet for each argument, and hands out the results in the order in which they come."""

    def __init__(self, func, iterable, spawn=None, maxsize=None):
        Greenlet.__init__(self)
        self.spawn_in = spawn
        self.func = func
        self.iterable = iterable
        self.queue = Queue()
        self.count = 0
        self.index = -1
        self.finished = False
        self._room = Semaphore(maxsize) if maxsize else DummySemaphore()  # for results that nobody has taken

    def __iter__(self):
        return self

    def __next__(self):
        value = self._inext()
        self._room.release()
        if isinstance(value, Failure):
            raise value.exc
        return value

    next = __next__

    def _inext(self):
        return self.queue.get()

    def _ispawn(self, item):
        self._room.acquire()
        self.count += 1
        self.index += 1
        g = self.spawn_in(self.func, item)
        g._imap_index = self.index
        g.rawlink(self._on_result)
        return g

    def _run(self):
        try:
            for item in self.iterable:
                self._ispawn(item)
            self._on_finish(None)
        except BaseException as e:
            self._on_finish(e)
            raise
        finally:
            self.spawn_in = self.func = self.iterable = None

    def _value(self, g):
        return Failure(g.exception) if g.exception is not None else g.value

    def _put(self, index, value):
        self.queue.put(value)

    def _on_result(self, g):
        self.count -= 1
        self._put(g._imap_index, self._value(g))
        if self.ready():
            self._on_finish(None)

    def _on_finish(self, exception):
        if self.finished or exception is None and self.count > 0:
            return
        self.finished = True
        if exception is not None:
            self.index += 1
            self._put(self.index, Failure(exception))
        self.index += 1
        self._put(self.index, Failure(StopIteration()))


class IMap(IMapUnordered):
    """The same in the order of the arguments."""

    def __init__(self, *args, **kwargs):
        self._early = {}
        self._next = 0
        IMapUnordered.__init__(self, *args, **kwargs)

    def _put(self, index, value):
        self.queue.put((index, value))

    def _inext(self):
        while self._next not in self._early:
            index, value = self.queue.get()
            self._early[index] = value
        value = self._early.pop(self._next)
        self._next += 1
        return value


class Group:
    greenlet_class = Greenlet

    def __init__(self, *args):
        self.greenlets = {}  # in the order in which they came
        self.dying = set()
        self._empty_event = Event()
        self._empty_event.set()
        for g in args[0] if args else ():
            self.add(g)

    def __repr__(self):
        return '<%s at %#x %s>' % (self.__class__.__name__, id(self), list(self.greenlets))

    def __len__(self):
        return len(self.greenlets)

    def __contains__(self, item):
        return item in self.greenlets

    def __iter__(self):
        return iter(list(self.greenlets))

    def _room(self, blocking, timeout):
        pass

    def add(self, greenlet, blocking=True, timeout=None):
        self._room(blocking, timeout)
        greenlet.rawlink(self._discard)
        self.greenlets[greenlet] = True
        self._empty_event.clear()

    def _discard(self, greenlet):
        if greenlet not in self.greenlets:
            return
        del self.greenlets[greenlet]
        self.dying.discard(greenlet)
        if not self.greenlets:
            self._empty_event.set()
        self._left()

    def _left(self):
        pass

    def discard(self, greenlet):
        self._discard(greenlet)
        greenlet.unlink(self._discard)

    def start(self, greenlet):
        self.add(greenlet)
        greenlet.start()

    def spawn(self, *args, **kwargs):
        g = self.greenlet_class(*args, **kwargs)
        self.start(g)
        return g

    def full(self):
        return False

    def wait_available(self, timeout=None):
        pass

    def join(self, timeout=None, raise_error=False):
        all = list(self.greenlets)
        result = self._empty_event.wait(timeout=timeout)
        if raise_error:
            for g in all:
                if g.exception is not None:
                    raise g.exception
        return result

    def kill(self, exception=GreenletExit, block=True, timeout=None):
        timer = Timeout(timeout)
        timer.start()
        try:
            while self.greenlets:
                for g in list(self.greenlets):
                    if g not in self.dying:
                        g.kill(exception, block=False)
                        self.dying.add(g)
                if not block:
                    break
                joinall(list(self.greenlets))
        except Timeout as ex:
            if ex is not timer:
                raise
        finally:
            timer.cancel()

    def killone(self, greenlet, exception=GreenletExit, block=True, timeout=None):
        if greenlet not in self.dying and greenlet in self.greenlets:
            greenlet.kill(exception, block=False)
            self.dying.add(greenlet)
            if block:
                greenlet.join(timeout)

    # Calls.

    def apply(self, func, args=None, kwds=None):
        args, kwds = args or (), kwds or {}
        if getcurrent() in self.greenlets:
            return func(*args, **kwds)
        return self.spawn(func, *args, **kwds).get()

    def apply_async(self, func, args=None, kwds=None, callback=None):
        args, kwds = args or (), kwds or {}
        if self.full():
            return Greenlet.spawn(self.apply_cb, func, args, kwds, callback)
        g = self.spawn(func, *args, **kwds)
        if callback is not None:
            g.link_value(lambda g: callback(g.value))
        return g

    def apply_cb(self, func, args=None, kwds=None, callback=None):
        result = self.apply(func, args, kwds)
        if callback is not None:
            spawn(callback, result)
        return result

    def map(self, func, iterable):
        return Greenlet.spawn(self._map, func, iterable).get()

    def _map(self, func, iterable):
        return [g.get() for g in [self.spawn(func, item) for item in iterable]]

    def map_cb(self, func, iterable, callback=None):
        result = self.map(func, iterable)
        if callback is not None:
            callback(result)
        return result

    def map_async(self, func, iterable, callback=None):
        return Greenlet.spawn(self.map_cb, func, iterable, callback)

    def imap(self, func, *iterables, maxsize=None):
        return IMap.spawn(lambda args: func(*args), zip(*iterables), spawn=self.spawn, maxsize=maxsize)

    def imap_unordered(self, func, *iterables, maxsize=None):
        return IMapUnordered.spawn(lambda args: func(*args), zip(*iterables), spawn=self.spawn, maxsize=maxsize)


class Pool(Group):
    def __init__(self, size=None, greenlet_class=None):
        if size is not None and size < 0:
            raise ValueError('size must not be negative: %r' % (size,))
        Group.__init__(self)
        self.size = size
        if greenlet_class is not None:
            self.greenlet_class = greenlet_class
        self._semaphore = DummySemaphore() if size is None else Semaphore(size)

    def _room(self, blocking, timeout):
        if not self._semaphore.acquire(blocking=blocking, timeout=timeout):
            raise PoolFull()

    def _left(self):
        self._semaphore.release()

    def full(self):
        return self.free_count() <= 0

    def free_count(self):
        return 1 if self.size is None else max(0, self.size - len(self))

    def wait_available(self, timeout=None):
        return self._semaphore.wait(timeout=timeout)
