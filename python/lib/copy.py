"""Copies, shallow and deep."""

import sys as _sys
from _collections import deque


class Error(Exception):
    pass


error = Error

_ATOMIC = (type(None), int, float, bool, str, bytes, type, type(Ellipsis), type(NotImplemented), range, slice,
           type(len), type(lambda: None), property)


def copy(x):
    cls = type(x)
    if cls in _ATOMIC or issubclass(cls, type) or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _rebuild(x, lambda value: value)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    y = memo.get(id(x), memo)
    if y is not memo:
        return y
    cls = type(x)
    if cls in _ATOMIC or issubclass(cls, type):
        return x
    if cls is list:
        y = memo[id(x)] = []
        for value in x:
            y.append(deepcopy(value, memo))
    elif cls is dict:
        y = memo[id(x)] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        y = tuple([deepcopy(value, memo) for value in x])
        if id(x) in memo:  # the tuple holds itself
            return memo[id(x)]
        if all(a is b for a, b in zip(x, y)):
            y = x
    elif cls in (set, frozenset):
        y = cls([deepcopy(value, memo) for value in x])
    else:
        method = getattr(cls, "__deepcopy__", None)
        if method is not None:
            y = method(x, memo)
        else:
            return _rebuild(x, lambda value: deepcopy(value, memo), memo)
    if y is not x:
        memo[id(x)] = y
    return y


def _rebuild(x, copied, memo=None):
    """Makes an object of the same class with the same contents and attributes, each copied."""
    cls = type(x)
    if cls.__module__ == '_thread' or cls.__name__ in ('generator', 'lock', 'RLock'):
        raise TypeError("cannot pickle '%s' object" % (cls.__qualname__ if cls.__module__ == 'builtins' else cls.__module__ + '.' + cls.__qualname__))
    if isinstance(x, BaseException):
        make, args, *state = x.__reduce__()
        y = make(*[copied(value) for value in args])
        if memo is not None:
            memo[id(x)] = y
        if state:
            y.__setstate__(copied(state[0]))
        return y
    if isinstance(x, (tuple, str, bytes, int, float, frozenset)):
        for base in (tuple, str, bytes, int, float, frozenset):
            if isinstance(x, base):
                y = base.__new__(cls, base(x) if base is not tuple else [copied(value) for value in x])
                break
    elif isinstance(x, bytearray):
        y = cls(x)
    elif isinstance(x, deque):
        y = cls((), x.maxlen) if x.maxlen is not None else cls()
    else:
        y = cls.__new__(cls)
    if memo is not None:
        memo[id(x)] = y
    state = _state(x)
    if hasattr(cls, '__setstate__'):
        y.__setstate__(copied(state))
    else:
        for name, value in state.items():
            object.__setattr__(y, name, copied(value))
    if isinstance(x, (list, deque)):
        for value in x:
            y.append(copied(value))
    elif isinstance(x, dict):
        for key, value in x.items():
            y[copied(key)] = copied(value)
    elif isinstance(x, set):
        for value in x:
            y.add(copied(value))
    return y


def _state(x):
    getstate = getattr(type(x), '__getstate__', None)
    if getstate is not None and getstate is not getattr(object, '__getstate__', None):
        return getstate(x)
    state = dict(getattr(x, '__dict__', {}))
    for cls in type(x).__mro__:
        slots = cls.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                state[name] = getattr(x, name)
    return state


if _sys.version_info >= (3, 13):
    def replace(obj, /, **changes):
        cls = obj.__class__
        func = getattr(cls, '__replace__', None)
        if func is None:
            raise TypeError("replace() does not support %s objects" % cls.__name__)
        return func(obj, **changes)
