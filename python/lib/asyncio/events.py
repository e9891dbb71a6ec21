"""Handles of what is to be called, the interface of event loops, and which loop a thread has."""

import sys
import threading
import contextvars
import _asyncio
from _asyncio import _get_running_loop, _set_running_loop, get_running_loop, get_event_loop

_version = sys.version_info[:2]
__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'Handle', 'TimerHandle', 'get_event_loop_policy',
           'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop', '_get_running_loop', '_set_running_loop')
if _version >= (3, 7):
    __all__ += ('get_running_loop',)


class Handle:
    """A call that is to be made, once."""

    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def _repr_info(self):
        info = [self.__class__.__name__]
        if self._cancelled:
            info.append('cancelled')
        if self._callback is not None:
            info.append(_asyncio._callback_text(self._callback, self._args))
        return info

    def __repr__(self):
        return '<%s>' % ' '.join(self._repr_info())

    def get_context(self):
        return self._context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                'message': 'Exception in callback %s' % _asyncio._callback_text(self._callback, self._args),
                'exception': exc,
                'handle': self,
            })


class TimerHandle(Handle):
    """A call that is to be made at a time."""

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._scheduled = False

    def _repr_info(self):
        info = super()._repr_info()
        info.insert(2 if self._cancelled else 1, 'when=%s' % self._when)
        return info

    def __hash__(self):
        return hash(self._when)

    def __lt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when < other._when
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, TimerHandle):
            return self._when < other._when or self.__eq__(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when > other._when
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, TimerHandle):
            return self._when > other._when or self.__eq__(other)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, TimerHandle):
            return (self._when == other._when and self._callback == other._callback and self._args == other._args and
                    self._cancelled == other._cancelled)
        return NotImplemented

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        super().cancel()

    def when(self):
        return self._when


class AbstractEventLoop:
    """What an event loop has."""


def _not_there(name, what):
    def method(self, *args, **kwargs):
        raise NotImplementedError("the event loop's %s is not supported: %s" % (name, what))
    method.__name__, method.__qualname__ = name, 'AbstractEventLoop.' + name
    return method


_network = 'there are no network connections in asyncio here'
for _names, _what in (
        (('create_connection', 'create_server', 'create_unix_connection', 'create_unix_server', 'create_datagram_endpoint', 'sock_recv',
          'sock_recv_into', 'sock_sendall', 'sock_connect', 'sock_accept', 'sock_sendfile', 'sendfile', 'start_tls', 'getaddrinfo',
          'getnameinfo', 'connect_accepted_socket', 'add_reader', 'remove_reader', 'add_writer', 'remove_writer'), _network),
        (('subprocess_exec', 'subprocess_shell', 'connect_read_pipe', 'connect_write_pipe'), 'a program here starts no other programs'),
        (('add_signal_handler', 'remove_signal_handler'), 'signal.signal has handlers')):
    for _name in _names:
        setattr(AbstractEventLoop, _name, _not_there(_name, _what))


class AbstractEventLoopPolicy:
    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """Each thread has a loop of its own; only the main thread gets one without asking for it."""

    _loop_factory = None

    class _Local(threading.local):
        _loop = None
        _set_called = False

    def __init__(self):
        self._local = self._Local()

    def get_event_loop(self):
        if (_version < (3, 14) and self._local._loop is None and not self._local._set_called and
                threading.current_thread() is threading.main_thread()):
            self.set_event_loop(self.new_event_loop())
        if self._local._loop is None:
            raise RuntimeError('There is no current event loop in thread %r.' % threading.current_thread().name)
        return self._local._loop

    def set_event_loop(self, loop):
        self._local._set_called = True
        if _version >= (3, 11) and loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError("loop must be an instance of AbstractEventLoop or None, not '%s'" % type(loop).__name__)
        self._local._loop = loop

    def new_event_loop(self):
        return self._loop_factory()


_event_loop_policy = None
_lock = threading.Lock()


def get_event_loop_policy():
    global _event_loop_policy
    if _event_loop_policy is None:
        with _lock:
            if _event_loop_policy is None:
                from . import DefaultEventLoopPolicy
                _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError("policy must be an instance of AbstractEventLoopPolicy or None, not '%s'" % type(policy).__name__)
    _event_loop_policy = policy


def _policy_loop():
    return get_event_loop_policy().get_event_loop()


def set_event_loop(loop):
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    return get_event_loop_policy().new_event_loop()


_asyncio._events.append(sys.modules[__name__])
