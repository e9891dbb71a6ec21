"""Futures, and the executor whose workers are threads. Executors of processes are not here yet."""

import sys as _sys
from concurrent.futures._base import (
    FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, CancelledError, TimeoutError, InvalidStateError, BrokenExecutor,
    Future, Executor, wait, as_completed)
from concurrent.futures.thread import ThreadPoolExecutor

__all__ = ('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'InvalidStateError',
           'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed', 'ThreadPoolExecutor')


def __getattr__(name):
    if name in ('ProcessPoolExecutor', 'InterpreterPoolExecutor'):
        raise AttributeError("%s is not supported: gilsim runs threads, not processes; ThreadPoolExecutor is here" % name)
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
