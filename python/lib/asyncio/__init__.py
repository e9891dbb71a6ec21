"""Tasks of one thread that take turns where they await, in the order of steps of CPython's Lib/asyncio (3.6 to 3.15).

Futures, tasks and the running loop are C there (_asyncio); the rest is Python. There is no network here, and there are no subprocesses.
"""

import sys as _sys

from .exceptions import *
from .events import *
from .coroutines import *
from .futures import *
from .tasks import *
from .locks import *
from .queues import *
from .base_events import *
from .runners import *
from .unix_events import *
from . import subprocess

_version = _sys.version_info[:2]

if _version >= (3, 9):
    from .threads import *
if _version >= (3, 11):
    from .timeouts import *
    from .taskgroups import *


class BaseProtocol:
    def connection_made(self, transport):
        pass

    def connection_lost(self, exc):
        pass

    def pause_writing(self):
        pass

    def resume_writing(self):
        pass


class Protocol(BaseProtocol):
    def data_received(self, data):
        pass

    def eof_received(self):
        pass


class DatagramProtocol(BaseProtocol):
    def datagram_received(self, data, addr):
        pass

    def error_received(self, exc):
        pass


_network = 'there are no network connections in asyncio here'
_programs = 'a program here starts no other programs'


def _unsupported(name, what):
    async def function(*args, **kwargs):
        raise NotImplementedError("asyncio.%s is not supported: %s" % (name, what))
    function.__name__ = function.__qualname__ = name
    return function


open_connection = _unsupported('open_connection', _network)
start_server = _unsupported('start_server', _network)
open_unix_connection = _unsupported('open_unix_connection', _network)
start_unix_server = _unsupported('start_unix_server', _network)
create_subprocess_exec = _unsupported('create_subprocess_exec', _programs)
create_subprocess_shell = _unsupported('create_subprocess_shell', _programs)


class _Unsupported:
    """A class that annotations name."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("asyncio.%s is not supported: %s" % (type(self).__name__, _network))


class StreamReader(_Unsupported):
    pass


class StreamWriter(_Unsupported):
    pass


class StreamReaderProtocol(_Unsupported):
    pass


class BaseTransport(_Unsupported):
    pass


class Transport(BaseTransport):
    pass


class DatagramTransport(BaseTransport):
    pass


class Server(_Unsupported):
    pass
