"""The patch that makes what blocks a thread wait in the hub, so that another greenlet runs meanwhile. Threads become greenlets."""

import sys
import time
import _thread
from greenlet import getcurrent
from _gevent import Semaphore, BoundedSemaphore, RLock, Greenlet, SimpleQueue, get_hub, sleep, getcurrent

_saved = {}


def is_module_patched(mod_name):
    return mod_name in _saved or mod_name in ('socket', 'select', 'ssl') and 'time' in _saved


def is_object_patched(mod_name, item_name):
    return item_name in _saved.get(mod_name, ())


def get_original(mod_name, item_name):
    module = sys.modules.get(mod_name) or __import__(mod_name)
    if isinstance(item_name, str):
        return _saved.get(mod_name, {}).get(item_name, getattr(module, item_name))
    return [get_original(mod_name, name) for name in item_name]


def _patch(module, name, value):
    _saved.setdefault(module.__name__, {}).setdefault(name, getattr(module, name, None))
    setattr(module, name, value)


def patch_all(socket=True, dns=True, time=True, select=True, thread=True, os=True, ssl=True, subprocess=True, sys=False,
              aggressive=True, Event=True, builtins=True, signal=True, queue=True, contextvars=True, **kwargs):
    if time:
        patch_time()
    if thread:
        patch_thread(Event=Event)
    if queue:
        patch_queue()
    if socket:
        patch_socket()
    if select:
        patch_select()
    return True


def patch_time():
    _patch(time, 'sleep', sleep)


def patch_queue():
    import queue
    if hasattr(queue, 'SimpleQueue'):
        _patch(queue, 'SimpleQueue', SimpleQueue)


def _patch_module(name):
    """Puts what module gevent.NAME has into module NAME, where the program has that."""
    try:
        there = __import__('gevent.' + name, None, None, ['*'])
    except ImportError:
        return
    module = __import__(name)
    for item in there.__implements__:
        _patch(module, item, getattr(there, item))
    for item in there.__removed__:
        if hasattr(module, item):
            _saved.setdefault(name, {}).setdefault(item, getattr(module, item))
            delattr(module, item)


def patch_socket(dns=True, aggressive=True):
    _patch_module('socket')


def patch_select(aggressive=True):
    _patch_module('select')
    selectors = sys.modules.get('selectors')
    if selectors is not None and is_module_patched('select'):
        selectors.DefaultSelector = selectors.SelectSelector


def patch_os(*args, **kwargs):
    pass


patch_ssl = patch_subprocess = patch_builtins = patch_signal = patch_dns = patch_contextvars = patch_os


class LockType(BoundedSemaphore):
    _OVER_RELEASE_ERROR = RuntimeError

    def __init__(self, value=1):
        BoundedSemaphore.__init__(self, value)

    def acquire(self, blocking=True, timeout=-1):
        if timeout is not None and timeout < 0:
            timeout = None
        if not blocking and timeout is not None:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return BoundedSemaphore.acquire(self, blocking, timeout)

    def __enter__(self):
        self.acquire()
        return self

    def _at_fork_reinit(self):
        self.counter = 1


LockType.__module__ = 'gevent.thread'


class _Handle:
    """A started thread that is a greenlet."""

    def __init__(self, greenlet):
        self._greenlet = greenlet
        self.ident = id(greenlet)

    def join(self, timeout=None):
        self._greenlet.join(timeout)

    def is_done(self):
        return self._greenlet.ready()


def _get_ident():
    return id(getcurrent())


def _handle():
    return _Handle(getcurrent())


def _start(function, name, daemon):
    return _Handle(Greenlet.spawn(function))


def _start_new_thread(function, args=(), kwargs=None):
    return id(Greenlet.spawn(function, *args, **(kwargs or {})))


def patch_thread(threading=True, _threading_local=True, Event=True, logging=True, existing_locks=True):
    if 'threading' in _saved:
        return
    import threading as module
    import gevent.local
    import _threadlocal
    me = _thread.get_ident()
    _patch(_threadlocal, 'get_ident', _get_ident)
    for name, value in (('allocate_lock', LockType), ('RLock', RLock), ('get_ident', _get_ident), ('_handle', _handle), ('_start', _start),
                        ('start_new_thread', _start_new_thread)):
        _patch(_thread, name, value)
    _patch(module, 'Lock', LockType)
    _patch(module, 'get_ident', _get_ident)
    main = module._active.pop(me, None)
    if main is not None:
        main._ident = _get_ident()
        module._active[main._ident] = main
    if isinstance(module._active_limbo_lock, type(get_original('_thread', 'allocate_lock')())):
        module._active_limbo_lock = LockType()
    else:
        module._active_limbo_lock = RLock()
