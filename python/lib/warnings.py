"""Warnings: which are told, and how."""

import sys
from _warnings import filters, warn, warn_explicit, _filters_mutated, _formatted

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings"]
if sys.version_info >= (3, 13):
    __all__.append("deprecated")
_ACTIONS = ("error", "ignore", "always", "default", "module", "once")
if sys.version_info >= (3, 14):
    _ACTIONS += ("all",)


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = None
        self.source = source
        self._category_name = category.__name__ if category else None
        self._told = line

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line)


def showwarning(message, category, filename, lineno, file=None, line=None):
    _show(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    return _formatted(message, category, filename, lineno, line)


def _show(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    if formatwarning is not _formatwarning:
        text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    else:
        text = _formatted(msg.message, msg.category, msg.filename, msg.lineno, msg._told)
    try:
        file.write(text)
    except OSError:
        pass


_showwarning, _formatwarning = showwarning, formatwarning


def _showwarnmsg(msg):
    if showwarning is not _showwarning:
        if not callable(showwarning):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _shown(msg)


_shown = _show


class _Prefix:
    """What a message begins with, whatever the case: a pattern without special characters needs no more."""

    def __init__(self, text):
        self.text = text.lower()

    def match(self, text):
        return self if text.lower().startswith(self.text) else None


class _Whole(_Prefix):
    def __init__(self, text):
        self.text = text

    def match(self, text):
        return self if text == self.text else None


def _pattern(text, plain, flags):
    if not any(c in '.^$*+?{}[]\\|()' for c in text):
        return plain(text)
    import re
    return re.compile(text, re.IGNORECASE if flags else 0)


def _check(action, lineno):
    if action not in _ACTIONS:
        if sys.version_info >= (3, 13):
            raise ValueError("invalid action: %r" % (action,))
        raise AssertionError("invalid action: %r" % (action,))
    if sys.version_info < (3, 13):
        assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    elif not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    elif lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check(action, lineno)
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    _add((action, _pattern(message, _Prefix, True) if message else None, category,
          _pattern(module, _Whole, False) if module else None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action, lineno)
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules['warnings']:
            args.append("module=%r" % self._module)
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    def __enter__(self):
        global _shown, showwarning
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters[:], _shown, showwarning
        _filters_mutated()
        log = None
        if self._record:
            log = []
            _shown, showwarning = log.append, _showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global _shown, showwarning
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters[:], _shown, showwarning = self._saved
        _filters_mutated()


class deprecated:
    """A decorator: what it decorates warns when it is called (3.13)."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not %r" % type(message).__name__)
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            made = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category=category, stacklevel=level + 1)
                if made is not object.__new__:
                    return made(cls, *args, **kwargs)
                return made(cls)
            arg.__new__ = staticmethod(__new__)
            arg.__deprecated__ = message
            return arg
        if not callable(arg):
            raise TypeError("@deprecated decorator with non-None category must be applied to a class or callable, not %r" % (arg,))
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level + 1)
            return arg(*args, **kwargs)
        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
