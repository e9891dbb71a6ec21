"""The event loop of Unix, and the policy that makes it."""

import atexit
import sys
import _asyncio
from . import base_events
from . import events

_version = sys.version_info[:2]
__all__ = ('SelectorEventLoop', 'DefaultEventLoopPolicy')
if _version >= (3, 13):
    __all__ += ('EventLoop',)


class _UnixSelectorEventLoop(base_events.BaseEventLoop):
    pass


SelectorEventLoop = EventLoop = _UnixSelectorEventLoop


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = _UnixSelectorEventLoop


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy


@atexit.register
def _tell():
    _asyncio._tell_failed()
    _asyncio._tell_pending()
