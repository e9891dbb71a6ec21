"""What the tests use of CPython's test.support, in our own words."""

import sys
import time

SHORT_TIMEOUT = 30.0
LONG_TIMEOUT = 300.0
has_fork_support = False


def sleeping_retry(timeout, err_msg=None, /, *, init_delay=0.010, max_delay=1.0, error=True):
    """Loops with ever longer sleeps until the body breaks out; fails once the time is over."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        yield
        time.sleep(init_delay)
        init_delay = min(2 * init_delay, max_delay)
    if error:
        raise AssertionError('timeout (%.1f seconds)' % timeout)


def reap_children():
    pass


def gc_collect():
    pass


class disable_gc:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


class captured_stderr:
    def __enter__(self):
        import io
        self.before, sys.stderr = sys.stderr, io.StringIO()
        return sys.stderr

    def __exit__(self, *args):
        sys.stderr = self.before


class catch_unraisable_exception:
    unraisable = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass
