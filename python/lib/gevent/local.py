"""Attributes that each greenlet finds of its own."""

from greenlet import getcurrent
import _threadlocal


class local(_threadlocal.local):
    pass


def _key():
    return id(getcurrent())
