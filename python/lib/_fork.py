"""What CPython does around fork in C: the calls that were registered, in the order of PyOS_BeforeFork and PyOS_AfterFork_Child."""

import sys
import _posix

_before = []
_in_child = []
_in_parent = []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    if before is None and after_in_child is None and after_in_parent is None:
        raise TypeError("At least one argument is required.")
    for function, calls in (before, _before), (after_in_child, _in_child), (after_in_parent, _in_parent):
        if function is not None:
            if not callable(function):
                raise TypeError("'%s' must be callable, not %s" % (
                    {id(_before): 'before', id(_in_child): 'after_in_child'}.get(id(calls), 'after_in_parent'), type(function).__name__))
            calls.append(function)


def _run(calls):
    for call in calls:
        try:
            call()
        except BaseException:
            sys.stderr.write("Exception ignored in: %r\n" % (call,))
            sys._print_exception(*sys.exc_info(), sys.stderr)


def fork(name=None):
    """Returns twice: the number of the child, and 0 in that. Pictures call it by the name."""
    _run(reversed(_before))
    pid = _posix.fork(name)
    if pid:
        _run(_in_parent)
        return pid
    threading = sys.modules.get('threading')
    if threading is not None:
        threading._after_fork()
    random = sys.modules.get('random')
    if random is not None and sys.version_info >= (3, 7):
        random._inst.seed()
    _run(_in_child)
    return 0
