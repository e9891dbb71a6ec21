"""The two ends of a pipe as processes use it: objects, pickled, behind a header (Lib/multiprocessing/connection.py)."""

import os
import _posix

from . import reduction
from .context import AuthenticationError, get_spawning_popen

_ForkingPickler = reduction.ForkingPickler


class _ConnectionBase:
    _handle = None

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError("invalid handle")
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def _check_closed(self):
        if self._handle is None:
            raise OSError("handle is closed")

    def _check_readable(self):
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self):
        if not self._writable:
            raise OSError("connection is read-only")

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        self._check_closed()
        return self._handle

    def close(self):
        if self._handle is not None:
            try:
                self._close()
            finally:
                self._handle = None

    def send_bytes(self, buf, offset=0, size=None):
        self._check_closed()
        self._check_writable()
        n = len(buf)
        if offset < 0:
            raise ValueError("offset is negative")
        if n < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = n - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > n:
            raise ValueError("buffer length < offset + size")
        self._send_bytes(bytes(buf[offset:offset + size]))

    def send(self, obj):
        self._check_closed()
        self._check_writable()
        self._send_bytes(_ForkingPickler.dumps(obj))

    def recv_bytes(self, maxlength=None):
        self._check_closed()
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        buf = self._recv_bytes(maxlength)
        if buf is None:
            self._bad_message_length()
        return buf

    def _bad_message_length(self):
        if self._writable:
            self._readable = False
        else:
            self.close()
        raise OSError("bad message length")

    def recv(self):
        self._check_closed()
        self._check_readable()
        return _ForkingPickler.loads(self._recv_bytes())

    def poll(self, timeout=0.0):
        self._check_closed()
        self._check_readable()
        return self._poll(timeout)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()


class Connection(_ConnectionBase):
    def _close(self):
        os.close(self._handle)

    def _send(self, buf):
        while True:
            n = os.write(self._handle, buf)
            if n == len(buf):
                return
            buf = buf[n:]

    def _recv(self, size):
        parts = []
        left = size
        while left > 0:
            chunk = os.read(self._handle, left)
            if not chunk:
                if left == size:
                    raise EOFError
                raise OSError("got end of file during message")
            parts.append(chunk)
            left -= len(chunk)
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def _send_bytes(self, buf):
        n = len(buf)
        header = n.to_bytes(4, 'big')
        if n > 16384:
            # A large message is not copied for the sake of its header.
            self._send(header)
            self._send(buf)
        else:
            self._send(header + buf)

    def _recv_bytes(self, maxsize=None):
        size = int.from_bytes(self._recv(4), 'big')
        if maxsize is not None and size > maxsize:
            return None
        return self._recv(size) if size else b''

    def _poll(self, timeout):
        return bool(wait([self], timeout))


def Pipe(duplex=True):
    if duplex:
        fd1, fd2 = _posix.socketpair()
        return Connection(fd1), Connection(fd2)
    fd1, fd2 = os.pipe()
    return Connection(fd1, writable=False), Connection(fd2, readable=False)


def wait(object_list, timeout=None):
    """Those of the connections and sentinels that have something to read, or whose other end is gone."""
    handles = [o if isinstance(o, int) else o.fileno() for o in object_list]
    ready = set(_posix.poll(handles, timeout))
    return [o for o, handle in zip(object_list, handles) if handle in ready]


class Listener:
    """A name to which other processes of the run can connect."""

    def __init__(self, address=None, family=None, backlog=1, *, authkey=None):
        global _listeners
        if address is None:
            _listeners += 1
            address = '/tmp/pymp-%d/listener-%d' % (os.getpid(), _listeners)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError('authkey should be a byte string')
        self.address = address
        self._name = str(address)
        self._authkey = authkey
        _posix.listen(self._name)

    def accept(self):
        c = Connection(_posix.accept(self._name))
        if self._authkey:
            try:
                deliver_challenge(c, self._authkey)
                answer_challenge(c, self._authkey)
            except BaseException:
                c.close()
                raise
        return c

    def close(self):
        _posix.unlisten(self._name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


_listeners = 0


def Client(address, family=None, authkey=None):
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')
    c = Connection(_posix.connect(str(address)))
    if authkey is not None:
        try:
            answer_challenge(c, authkey)
            deliver_challenge(c, authkey)
        except BaseException:
            c.close()
            raise
    return c


def _digest(authkey, message):
    """What shows that one has the key. Nobody listens in here: it need not be hard to find."""
    h = 0
    for byte in bytes(authkey) + message:
        h = (h * 1000003 ^ byte) & 0xffffffffffffffff
    return h.to_bytes(8, 'big')


def deliver_challenge(connection, authkey):
    message = os.urandom(20)
    connection.send_bytes(b'#CHALLENGE#' + message)
    if connection.recv_bytes(256) == _digest(authkey, message):
        connection.send_bytes(b'#WELCOME#')
    else:
        connection.send_bytes(b'#FAILURE#')
        raise AuthenticationError('digest received was wrong')


def answer_challenge(connection, authkey):
    message = connection.recv_bytes(256)
    assert message[:11] == b'#CHALLENGE#', 'message = %r' % message
    connection.send_bytes(_digest(authkey, message[11:]))
    if connection.recv_bytes(256) != b'#WELCOME#':
        raise AuthenticationError('digest sent was rejected')


def _reduce_connection(conn):
    if get_spawning_popen() is None:
        raise RuntimeError("a Connection that is sent through a pipe is not supported: give it to Process as an argument")
    return _rebuild_connection, (get_spawning_popen().duplicate_for_child(conn.fileno()), conn.readable, conn.writable)


def _rebuild_connection(handle, readable, writable):
    return Connection(handle, readable, writable)


reduction.register(Connection, _reduce_connection)
