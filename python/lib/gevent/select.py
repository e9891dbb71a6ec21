"""select that waits in the hub."""

import select as _module
import _select
from _gevent import Waiter, get_hub, sleep

__implements__ = ['select']
__removed__ = ['epoll', 'poll']

_original = _module.select
error = _select.error


def select(rlist, wlist, xlist, timeout=None):
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    ready = _original(rlist, wlist, xlist, 0)
    if ready[0] or ready[1] or timeout == 0:
        sleep(0)
        return ready
    hub = get_hub()
    waiter = Waiter(hub)
    watchers = []
    for files, events in (rlist, 1), (wlist, 4):
        for file in files:
            watcher = hub.loop.io(_select._fileno(file), events)
            watcher.start(waiter.switch, waiter)
            watchers.append(watcher)
    timer = None
    if timeout is not None:
        timer = hub.loop.timer(timeout)
        timer.start(waiter.switch, None)
    try:
        waiter.get()
    finally:
        for watcher in watchers:
            watcher.stop()
        if timer is not None:
            timer.stop()
    return _original(rlist, wlist, xlist, 0)
