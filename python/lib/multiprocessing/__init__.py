"""Processes, in the order of steps of CPython's Lib/multiprocessing (3.6 to 3.15)."""

import sys
from . import context
from .context import (
    ProcessError, BufferTooShort, TimeoutError, AuthenticationError, Process)
from .process import current_process, active_children, parent_process

_default = context._default_context

cpu_count = _default.cpu_count
Manager = _default.Manager
Pipe = _default.Pipe
Lock = _default.Lock
RLock = _default.RLock
Condition = _default.Condition
Semaphore = _default.Semaphore
BoundedSemaphore = _default.BoundedSemaphore
Event = _default.Event
Barrier = _default.Barrier
Queue = _default.Queue
JoinableQueue = _default.JoinableQueue
SimpleQueue = _default.SimpleQueue
Pool = _default.Pool
RawValue = _default.RawValue
RawArray = _default.RawArray
Value = _default.Value
Array = _default.Array
freeze_support = _default.freeze_support
get_logger = _default.get_logger
log_to_stderr = _default.log_to_stderr
set_executable = _default.set_executable
set_forkserver_preload = _default.set_forkserver_preload
get_all_start_methods = _default.get_all_start_methods
get_start_method = _default.get_start_method
set_start_method = _default.set_start_method
get_context = _default.get_context
allow_connection_pickling = _default.allow_connection_pickling

__all__ = [x for x in dir(_default) if not x.startswith('_')] + ['Process', 'current_process', 'active_children', 'parent_process']

# What the parent pickles for a child names the main module as the child knows it.
if '__main__' in sys.modules:
    sys.modules['__mp_main__'] = sys.modules['__main__']
