"""What CPython has of pollers in C (Modules/selectmodule.c), for the sockets of the simulated machine."""

import _network
import _posix

error = OSError

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL, POLLRDHUP = 1, 2, 4, 8, 16, 32, 8192
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG = 64, 128, 256, 512, 1024
EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLRDHUP = 1, 2, 4, 8, 16, 8192
EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG = 64, 128, 256, 512, 1024
EPOLLEXCLUSIVE, EPOLLONESHOT, EPOLLET = 1 << 28, 1 << 30, 1 << 31
EPOLL_CLOEXEC = 524288
PIPE_BUF = 4096


def _fileno(file):
    """The descriptor of what a poller is given."""
    if isinstance(file, int):
        fd = file
    else:
        ask = getattr(file, 'fileno', None)
        if ask is None:
            raise TypeError('argument must be an int, or have a fileno() method.')
        fd = ask()
        if not isinstance(fd, int):
            raise TypeError('fileno() returned a non-integer')
    if fd < 0:
        raise ValueError('file descriptor cannot be a negative integer (%d)' % fd)
    return fd


def _list(files, number):
    try:
        return list(files)
    except TypeError:
        pass
    raise TypeError('arguments 1-3 must be sequences')


def select(rlist, wlist, xlist, timeout=None, /):
    if timeout is not None:
        if not isinstance(timeout, (int, float)):
            raise TypeError('timeout must be a float or None')
        if timeout < 0:
            raise ValueError('timeout must be non-negative')
    readers, writers, others = _list(rlist, 1), _list(wlist, 2), _list(xlist, 3)
    reading, writing = [_fileno(f) for f in readers], [_fileno(f) for f in writers]
    for file in others:
        _fileno(file)
    can_read, can_write = _network.select(reading, writing, timeout)
    return ([f for f, fd in zip(readers, reading) if fd in can_read],
            [f for f, fd in zip(writers, writing) if fd in can_write], [])


class _Poll:
    def __init__(self):
        self._poller = _network.poll_create()
        self._asked = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        fd = _fileno(fd)
        _network.poll_ctl(self._poller, fd, eventmask)
        self._asked[fd] = eventmask

    def modify(self, fd, eventmask, /):
        fd = _fileno(fd)
        if fd not in self._asked:
            raise FileNotFoundError(2, 'No such file or directory')
        self.register(fd, eventmask)

    def unregister(self, fd, /):
        fd = _fileno(fd)
        del self._asked[fd]
        _network.poll_forget(self._poller, fd)

    def poll(self, timeout=None, /):
        if timeout is not None:
            if not isinstance(timeout, (int, float)):
                raise TypeError('timeout must be an integer or None')
            timeout = None if timeout < 0 else timeout / 1000
        return _network.poll_wait(self._poller, timeout)


_Poll.__name__ = _Poll.__qualname__ = 'poll'
_Poll.__module__ = 'select'


def poll():
    return _Poll()


class epoll:
    def __init__(self, sizehint=-1, flags=0):
        if sizehint != -1 and sizehint <= 0:
            raise ValueError('negative sizehint')
        self._fd = _network.epoll_create()

    @classmethod
    def fromfd(cls, fd, /):
        self = cls.__new__(cls)
        self._fd = fd
        return self

    def _check(self):
        if self._fd < 0:
            raise ValueError('I/O operation on closed epoll object')

    @property
    def closed(self):
        return self._fd < 0

    def fileno(self):
        self._check()
        return self._fd

    def close(self):
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            _posix.close(fd)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, exc_type=None, exc_value=None, exc_tb=None, /):
        self.close()

    def register(self, fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT):
        self._check()
        _network.epoll_ctl(self._fd, 1, _fileno(fd), eventmask)

    def modify(self, fd, eventmask):
        self._check()
        _network.epoll_ctl(self._fd, 3, _fileno(fd), eventmask)

    def unregister(self, fd):
        self._check()
        _network.epoll_ctl(self._fd, 2, _fileno(fd), 0)

    def poll(self, timeout=None, maxevents=-1):
        self._check()
        if timeout is not None:
            if not isinstance(timeout, (int, float)):
                raise TypeError('timeout must be an integer or None')
            timeout = None if timeout < 0 else timeout
        if maxevents == -1:
            maxevents = 1023
        elif maxevents <= 0:
            raise ValueError('maxevents must be greater than 0, got %d' % maxevents)
        return _network.epoll_wait(self._fd, maxevents, timeout)


epoll.__module__ = 'select'
