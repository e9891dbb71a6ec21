"""The exceptions of asyncio."""

import sys as _sys

__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError', 'LimitOverrunError',
           'SendfileNotAvailableError')

if _sys.version_info >= (3, 8):
    class CancelledError(BaseException):
        """The future or task has been cancelled."""

    if _sys.version_info >= (3, 11):
        TimeoutError = TimeoutError
    else:
        class TimeoutError(Exception):
            """The operation has taken longer than it may."""

    class InvalidStateError(Exception):
        """The operation is not allowed in this state."""
else:
    from concurrent.futures import CancelledError, TimeoutError
    from concurrent.futures._base import Error

    class InvalidStateError(Error):
        """The operation is not allowed in this state."""


class SendfileNotAvailableError(RuntimeError):
    pass


class IncompleteReadError(EOFError):
    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__('%d bytes read on a total of %s expected bytes' % (len(partial), wanted))
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


class BrokenBarrierError(RuntimeError):
    """The barrier has been broken by abort()."""
