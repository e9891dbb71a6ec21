"""The collector of cycles. It is called by the program alone, and never by the machine. What it finds are the circles that the program
has lost since it began, classes and modules excepted."""

from _gc import collect as _collect

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38

garbage = []
callbacks = []

_enabled = True
_threshold = (700, 10, 10)
_debug = 0
_counts = [0, 0, 0]
_found = [0, 0, 0]


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def collect(generation=2):
    if not isinstance(generation, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(generation).__name__)
    if not 0 <= generation <= 2:
        raise ValueError('invalid generation')
    for callback in list(callbacks):
        callback('start', {'generation': generation, 'collected': 0, 'uncollectable': 0})
    found = _collect()
    _counts[generation] += 1
    _found[generation] += found
    for callback in list(callbacks):
        callback('stop', {'generation': generation, 'collected': found, 'uncollectable': 0})
    return found


def get_count():
    return 0, 0, 0


def get_threshold():
    return _threshold


def set_threshold(threshold0, *others):
    global _threshold
    if len(others) > 2:
        raise TypeError('gc.set_threshold() takes at most 3 arguments (%d given)' % (1 + len(others)))
    _threshold = (threshold0,) + others + _threshold[1 + len(others):]


def get_debug():
    return _debug


def set_debug(flags):
    global _debug
    _debug = flags


def get_stats():
    return [{'collections': _counts[i], 'collected': _found[i], 'uncollectable': 0} for i in range(3)]


def is_tracked(obj):
    return not isinstance(obj, (int, float, str, bytes, type(None)))


def is_finalized(obj):
    return False


def freeze():
    pass


def unfreeze():
    pass


def get_freeze_count():
    return 0
