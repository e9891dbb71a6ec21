"""What is done at the end of a process and after a fork (Lib/multiprocessing/util.py)."""

import atexit
import itertools
import os
import sys
import threading

from . import process

NOTSET, SUBDEBUG, DEBUG, INFO, SUBWARNING, WARNING = 0, 5, 10, 20, 25, 30
DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'

_logger = None
_log_to_stderr = False


def sub_debug(msg, *args):
    if _logger:
        _logger.log(SUBDEBUG, msg, *args)


def debug(msg, *args):
    if _logger:
        _logger.log(DEBUG, msg, *args)


def info(msg, *args):
    if _logger:
        _logger.log(INFO, msg, *args)


def get_logger():
    global _logger
    if not _logger:
        import logging
        _logger = logging.getLogger('multiprocessing')
        _logger.propagate = 0
    return _logger


def log_to_stderr(level=None):
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    return logger


_afterfork_registry = {}
_afterfork_counter = itertools.count()


def register_after_fork(obj, func):
    _afterfork_registry[(next(_afterfork_counter), id(obj), func)] = obj


def _run_after_forkers():
    for (index, ident, func), obj in sorted(_afterfork_registry.items(), key=lambda item: item[0][0]):
        try:
            func(obj)
        except Exception as e:
            info('after forker raised exception %s', e)


_finalizer_registry = {}
_finalizer_counter = itertools.count()


class Finalize:
    """What is to be called once: by name, or at the end of the process if it has a priority."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._key = (exitpriority, next(_finalizer_counter))
        self._pid = os.getpid()
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        if _finalizer_registry.pop(self._key, None) is None:
            return None
        if self._pid != os.getpid():
            return None
        return self._callback(*self._args, **self._kwargs)

    def cancel(self):
        _finalizer_registry.pop(self._key, None)

    def still_active(self):
        return self._key in _finalizer_registry


def _run_finalizers(minpriority=None):
    keys = [key for key in _finalizer_registry if key[0] is not None and (minpriority is None or key[0] >= minpriority)]
    for key in sorted(keys, reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is not None:
            try:
                finalizer()
            except Exception:
                sys._print_exception(*sys.exc_info())
    if minpriority is None:
        _finalizer_registry.clear()


_exiting = False


def is_exiting():
    return _exiting or _exiting is None


def _exit_function():
    """Terminates the children that are daemons, and waits for all."""
    global _exiting
    if _exiting:
        return
    _exiting = True
    _run_finalizers(0)
    if process.current_process() is not None:
        for p in process.active_children():
            if p.daemon:
                p._popen.terminate()
        for p in process.active_children():
            p.join()
    _run_finalizers()


atexit.register(_exit_function)


class ForkAwareThreadLock:
    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        register_after_fork(self, ForkAwareThreadLock._at_fork_reinit)

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


class ForkAwareLocal(threading.local):
    def __init__(self):
        register_after_fork(self, lambda obj: obj.__dict__.clear())

    def __reduce__(self):
        return type(self), ()


def _flush_std_streams():
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def close_fds(*fds):
    for fd in fds:
        os.close(fd)
