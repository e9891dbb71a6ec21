"""The name that _thread had in Python 2."""

from _thread import *
from _thread import allocate_lock, start_new_thread, get_ident, error, LockType, stack_size

allocate = allocate_lock
start_new = start_new_thread
