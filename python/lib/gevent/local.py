"""Attributes that each greenlet finds of its own."""

from greenlet import getcurrent
import _threadlocal


class local(_threadlocal.local):
    _local__key = staticmethod(lambda: id(getcurrent()))
