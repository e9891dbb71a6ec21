"""What the tests use of CPython's test.support.threading_helper, in our own words."""

import _thread
import contextlib
import time


def threading_setup():
    return _thread._count(), 0


def threading_cleanup(count, _):
    end = time.monotonic() + 1.0
    while _thread._count() > count and time.monotonic() < end:
        time.sleep(0.01)


def requires_working_threading(*, module=False):
    return lambda item: item


@contextlib.contextmanager
def wait_threads_exit(timeout=30.0):
    """Waits until the threads that the block has started are over."""
    before = _thread._count()
    try:
        yield
    finally:
        end = time.monotonic() + timeout
        while _thread._count() > before:
            if time.monotonic() > end:
                raise AssertionError('threads are still running')
            time.sleep(0.01)


def join_thread(thread, timeout=30.0):
    thread.join(timeout)
    if thread.is_alive():
        raise AssertionError('failed to join the thread')


@contextlib.contextmanager
def start_threads(threads, unlock=None):
    threads = list(threads)
    for t in threads:
        t.start()
    try:
        yield
    finally:
        if unlock is not None:
            unlock()
        for t in threads:
            t.join(60)
