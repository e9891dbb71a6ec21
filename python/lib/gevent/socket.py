"""Sockets that wait in the hub, so that another greenlet runs meanwhile."""

import socket as _module
import _socket
from _gevent import Timeout, Waiter, get_hub, _now
from _socket import error, timeout, gaierror, herror, setdefaulttimeout, getdefaulttimeout, gethostbyname, getaddrinfo

__implements__ = ['socket', 'SocketType', 'socketpair', 'create_connection', 'create_server']
__removed__ = []

_READ, _WRITE = 1, 4
_original = _module.socket
cancel_wait_ex = error(9, 'File descriptor was closed in another greenlet')


def _wait(watcher, timeout, late):
    """Waits until the watcher's callback is called, and raises late where the time is over first."""
    hub = get_hub()
    waiter = Waiter(hub)
    timer = None
    if timeout is not None:
        timer = hub.loop.timer(timeout)
        timer.start(waiter.throw, late)
    watcher.start(waiter.switch, waiter)
    try:
        waiter.get()
    finally:
        watcher.stop()
        if timer is not None:
            timer.stop()


def wait_read(fileno, timeout=None, timeout_exc=timeout('timed out')):
    _wait(get_hub().loop.io(fileno, _READ), timeout, timeout_exc)


def wait_write(fileno, timeout=None, timeout_exc=timeout('timed out')):
    _wait(get_hub().loop.io(fileno, _WRITE), timeout, timeout_exc)


class socket(_original):
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _original.__init__(self, family, type, proto, fileno)
        self._waits = self._timeout
        _original.settimeout(self, 0.0)

    @property
    def timeout(self):
        return self._waits

    def settimeout(self, value):
        self._waits = _socket._seconds(value)

    def gettimeout(self):
        return self._waits

    def setblocking(self, flag):
        self._waits = None if flag else 0.0

    def getblocking(self):
        return self._waits != 0.0

    def _patiently(self, events, call, *args):
        """Calls what does not wait, until there is nothing to wait for."""
        while True:
            try:
                return call(self, *args)
            except BlockingIOError:
                if self._waits == 0.0:
                    raise
            _wait(get_hub().loop.io(self._fd, events), self._waits, timeout('timed out'))

    def _accept(self):
        return self._patiently(_READ, _original._accept)

    def accept(self):
        fd, address = self._accept()
        return socket(self._family, self._kind, self._proto, fileno=fd), address

    def connect(self, address):
        failed = self.connect_ex(address)
        if failed == -1:
            raise timeout('timed out')
        if failed:
            raise error(failed, _text(failed))

    def connect_ex(self, address):
        failed = _original.connect_ex(self, address)
        if failed not in (11, 114, 115) or self._waits == 0.0:
            return failed
        try:
            _wait(get_hub().loop.io(self._fd, _WRITE), self._waits, timeout('timed out'))
        except timeout:
            return -1
        return self.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)

    def recv(self, *args):
        return self._patiently(_READ, _original.recv, *args)

    def recvfrom(self, *args):
        return self._patiently(_READ, _original.recvfrom, *args)

    def recv_into(self, *args):
        return self._patiently(_READ, _original.recv_into, *args)

    def send(self, data, flags=0):
        return self._patiently(_WRITE, _original.send, data)

    def sendto(self, *args):
        return self._patiently(_WRITE, _original.sendto, *args)

    def sendall(self, data, flags=0):
        waits, end = self._waits, None
        if waits:
            end = _now() + waits
        data = bytes(data)
        sent = 0
        try:
            while sent < len(data):
                sent += self.send(data[sent:])
                if end is not None and sent < len(data):
                    self._waits = end - _now()
                    if self._waits <= 0:
                        raise timeout('timed out')
        finally:
            self._waits = waits

    def shutdown(self, how):
        self._cancel()
        _original.shutdown(self, how)

    def _real_close(self):
        self._cancel()
        _original._real_close(self)

    def _cancel(self):
        """Whoever waits for the socket waits in vain."""
        loop = get_hub().loop
        for watcher in list(loop._watchers.get(self._fd, ())):
            waiter = watcher.args[0]
            watcher.stop()
            loop.run_callback(waiter.throw, cancel_wait_ex)


socket.__name__ = socket.__qualname__ = 'socket'
SocketType = socket


def _text(number):
    import os
    return os.strerror(number)


def socketpair(family=None, type=_socket.SOCK_STREAM, proto=0):
    server = socket()
    server.bind(('127.0.0.1', 0))
    server.listen(1)
    one = socket()
    one.connect(server.getsockname())
    other, _ = server.accept()
    server.close()
    return one, other


def create_connection(address, timeout=_module._GLOBAL_DEFAULT_TIMEOUT, source_address=None, **kwargs):
    sock = socket()
    try:
        if timeout is not _module._GLOBAL_DEFAULT_TIMEOUT:
            sock.settimeout(timeout)
        if source_address:
            sock.bind(source_address)
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    return sock


_create_server = _module.create_server


def create_server(address, **kwargs):
    made = _create_server(address, **kwargs)  # by the class that is in place
    if isinstance(made, socket):
        return made
    return socket(fileno=made.detach())
