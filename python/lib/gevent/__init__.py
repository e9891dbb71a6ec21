"""gevent: greenlets that a hub starts and wakes. Subprocesses and the thread pool are not here."""

from _gevent import (
    Greenlet, GreenletExit, Timeout, getcurrent, get_hub, idle, iwait, joinall, killall, sleep, spawn, spawn_later, spawn_raw, wait,
    with_timeout, ConcurrentObjectUseError)
from gevent import exceptions, hub, event, lock, queue, pool, local, greenlet, timeout

__version__ = '22.10.2'
version_info = (22, 10, 2)


def getswitchinterval():
    import sys
    return sys.getswitchinterval()


def setswitchinterval(interval):
    import sys
    sys.setswitchinterval(interval)


def kill(greenlet, exception=GreenletExit):
    if not greenlet.dead:
        get_hub().loop.run_callback(greenlet.throw, exception)


def reinit(hub=None):
    pass


def signal_handler(signalnum, handler, *args, **kwargs):
    raise NotImplementedError("gevent.signal_handler: there are no signals here")
