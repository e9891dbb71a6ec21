"""Tracebacks as text. The machine makes the text; here are the names under which programs ask for it."""

import sys


def _exception(exc, value):
    """Since 3.10 the exception alone is enough; before, it was its class, it and its traceback."""
    return exc if value is _none else value


_none = object()


def format_exception(exc, /, value=_none, tb=_none, limit=None, chain=True):
    e = _exception(exc, value)
    if e is None:
        return ['NoneType: None\n']
    trace = tb if tb is not _none else e.__traceback__
    return sys._format_exception(type(e), e, trace, limit, chain)


def print_exception(exc, /, value=_none, tb=_none, limit=None, file=None, chain=True):
    (sys.stderr if file is None else file).write(''.join(format_exception(exc, value, tb, limit, chain)))


def format_exception_only(exc, /, value=_none):
    e = _exception(exc, value)
    return sys._format_exception_only(type(e), e)


def format_exc(limit=None, chain=True):
    kind, e, trace = sys.exc_info()
    return ''.join(format_exception(kind, e, trace, limit, chain))


def print_exc(limit=None, file=None, chain=True):
    (sys.stderr if file is None else file).write(format_exc(limit, chain))


def format_tb(tb, limit=None):
    return sys._format_tb(tb, limit)


def print_tb(tb, limit=None, file=None):
    (sys.stderr if file is None else file).write(''.join(format_tb(tb, limit)))


class FrameSummary:
    def __init__(self, filename, lineno, name, line=None):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)


class StackSummary(list):
    def format(self):
        out = []
        for f in self:
            out.append('  File "%s", line %s, in %s\n' % (f.filename, f.lineno, f.name) + ('    %s\n' % f.line if f.line else ''))
        return out


def extract_tb(tb, limit=None):
    return StackSummary(FrameSummary(*entry) for entry in sys._extract_tb(tb, limit))


def extract_stack(f=None, limit=None):
    return StackSummary(FrameSummary(*entry) for entry in sys._extract_stack(f, limit))


def format_stack(f=None, limit=None):
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    (sys.stderr if file is None else file).write(''.join(format_stack(f, limit)))


def format_list(extracted):
    return StackSummary(FrameSummary(*e) for e in extracted).format()
