"""Futures, and the executors whose workers are threads or processes."""

import sys as _sys
from concurrent.futures._base import (
    FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, CancelledError, TimeoutError, InvalidStateError, BrokenExecutor,
    Future, Executor, wait, as_completed)
from concurrent.futures.thread import ThreadPoolExecutor

__all__ = ('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'InvalidStateError',
           'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed', 'ThreadPoolExecutor')


_processes = 'concurrent.futures.process'  # is there in programs that name the executor


def __getattr__(name):
    if name == 'ProcessPoolExecutor':
        return __import__(_processes, fromlist=[name]).ProcessPoolExecutor
    if name == 'InterpreterPoolExecutor':
        raise AttributeError("%s is not supported: ThreadPoolExecutor and ProcessPoolExecutor are here" % name)
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
