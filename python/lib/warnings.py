"""Warnings go to standard error, once for each place, as by default; deprecations are not told outside __main__."""

import sys

filters = []
_told = set()


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    for action, text, kind, module, lineno in filters:
        if issubclass(category, kind) and (not text or str(message).startswith(text)):
            if action == 'error':
                raise message if isinstance(message, Warning) else category(message)
            if action == 'ignore':
                return
            break
    else:
        if issubclass(category, (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)):
            return
    key = (str(message), category)
    if key in _told:
        return
    _told.add(key)
    if _recorded:
        _recorded[-1].append(_Message(message, category))
        return
    sys.stderr.write("%s: %s\n" % (category.__name__, message))


class _Message:
    def __init__(self, message, category):
        self.message = message if isinstance(message, Warning) else category(message)
        self.category = category


_recorded = []


def simplefilter(action, category=Warning, lineno=0, append=False):
    entry = (action, None, category, None, lineno)
    filters.append(entry) if append else filters.insert(0, entry)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    entry = (action, message, category, module, lineno)
    filters.append(entry) if append else filters.insert(0, entry)


def resetwarnings():
    filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action, self._category = action, category

    def __enter__(self):
        self._saved = filters[:], _told.copy()
        _told.clear()
        if self._action is not None:
            simplefilter(self._action, self._category)
        if self._record:
            _recorded.append([])
            return _recorded[-1]

    def __exit__(self, *exc_info):
        if self._record:
            _recorded.pop()
        filters[:], told = self._saved
        _told.clear()
        _told.update(told)
