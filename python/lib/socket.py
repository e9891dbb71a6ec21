"""Sockets (Lib/socket.py). The network is that of the simulated machine: one computer, whose address is 127.0.0.1. There is no IPv6, and no
socket with a name of a file."""

import _socket
import io
import sys as _sys
from _socket import *
from _socket import _host, _seconds
from enum import IntEnum as _IntEnum

AddressFamily = _IntEnum('AddressFamily', {'AF_UNSPEC': 0, 'AF_UNIX': 1, 'AF_INET': 2, 'AF_INET6': 10}, module='socket')
SocketKind = _IntEnum('SocketKind', {'SOCK_STREAM': 1, 'SOCK_DGRAM': 2, 'SOCK_RAW': 3}, module='socket')
AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = AddressFamily
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = SocketKind

_GLOBAL_DEFAULT_TIMEOUT = object()


class socket(_socket.socket):
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _socket.socket.__init__(self, family, type, proto, fileno)
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        shown = "<%s.%s%s fd=%i" % (self.__class__.__module__, self.__class__.__qualname__,
                                    " [closed]" if self._closed else "", self.fileno())
        if _sys.version_info >= (3, 11):
            shown += ", family=%d, type=%d, proto=%d" % (self.family, self.type, self.proto)
        else:
            shown += ", family=%s, type=%s, proto=%d" % (self.family, self.type, self.proto)
        if not self._closed:
            for name, ask in ('laddr', self.getsockname), ('raddr', self.getpeername):
                try:
                    shown += ", %s=%s" % (name, ask())
                except error:
                    pass
        return shown + ">"

    def __getstate__(self):
        raise TypeError("cannot pickle %r object" % self.__class__.__name__)

    @property
    def family(self):
        return AddressFamily(self._family)

    @property
    def type(self):
        return SocketKind(self._kind)

    def accept(self):
        fd, address = self._accept()
        sock = socket(self._family, self._kind, self._proto, fileno=fd)
        if getdefaulttimeout() is None and self.gettimeout():
            sock.setblocking(True)
        return sock, address

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError("invalid mode %r (only r, w, b allowed)" % (mode,))
        self._io_refs += 1
        return _SocketFile(self, mode, buffering, encoding or 'utf-8', errors or 'strict')

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self):
        _socket.socket.close(self)

    def close(self):
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        self._closed = True
        return _socket.socket.detach(self)

    def get_inheritable(self):
        return False

    def set_inheritable(self, inheritable):
        pass

    def dup(self):
        raise NotImplementedError("socket.dup is not supported")


class _SocketFile(io._Stream):
    """What makefile returns."""

    def __init__(self, sock, mode, buffering, encoding, errors):
        super().__init__('r' in mode or 'w' not in mode, 'w' in mode, None if 'b' in mode else (encoding, errors), buffering == 0)
        self._sock = sock
        self.mode = mode

    def fileno(self):
        self._check()
        return self._sock.fileno()

    def _receive(self, size):
        return self._sock.recv(size)

    def _transmit(self, data):
        self._sock.sendall(data)

    def _finish(self):
        self._sock._decref_socketios()


def fromfd(fd, family, type, proto=0):
    raise NotImplementedError("socket.fromfd is not supported")


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected. CPython makes them of the family AF_UNIX: here they are streams of IPv4, as on Windows."""
    with socket() as server:
        server.bind(('127.0.0.1', 0))
        server.listen(1)
        one = socket()
        one.connect(server.getsockname())
        other, _ = server.accept()
    return one, other


def getfqdn(name=''):
    name = name.strip()
    if not name or name == '0.0.0.0':
        return gethostname()
    return 'localhost' if name == '127.0.0.1' else name


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    host, port = address
    failed = None
    for family, kind, proto, _, to in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(to)
            return sock
        except error as e:
            failed = e
            if sock is not None:
                sock.close()
    try:
        if all_errors:
            raise ExceptionGroup("create_connection failed", [failed])
        raise failed
    finally:
        failed = None


def has_dualstack_ipv6():
    return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    if dualstack_ipv6:
        raise ValueError("dualstack_ipv6 not supported on this platform")
    sock = socket(family, SOCK_STREAM)
    try:
        try:
            sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        except error:
            pass
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        try:
            sock.bind(address)
        except error as err:
            raise error(err.errno, '%s (while attempting to bind on address %r)' % (err.strerror, address)) from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise
