"""What is a coroutine, and up to 3.10 what makes one of a generator."""

import sys
import types
import _asyncio

_version = sys.version_info[:2]
__all__ = ('iscoroutinefunction', 'iscoroutine')
if _version < (3, 11):
    __all__ += ('coroutine',)

_is_coroutine = object()


def iscoroutinefunction(func):
    marker = getattr(func, '_is_coroutine', None)
    while isinstance(func, types.MethodType):
        func = func.__func__
    while getattr(func, 'func', None) is not None and hasattr(func, 'keywords'):  # functools.partial
        func = func.func
    if isinstance(func, types.FunctionType) and func.__code__.co_flags & 0x80:
        return True
    return marker is _is_coroutine


def iscoroutine(obj):
    return _asyncio._is_coroutine(obj) or _version < (3, 12) and type(obj) is types.GeneratorType


if _version < (3, 11):
    def coroutine(func):
        """Makes a coroutine function of a generator function, or of a function."""
        if isinstance(func, types.FunctionType) and func.__code__.co_flags & 0x80:
            return func
        if isinstance(func, types.FunctionType) and func.__code__.co_flags & 0x20:
            coro = func
        else:
            def coro(*args, **kw):
                res = func(*args, **kw)
                if _asyncio._isfuture(res) or type(res) is types.GeneratorType:
                    res = yield from res
                elif hasattr(type(res), '__await__'):
                    res = yield from type(res).__await__(res)
                return res
            coro.__name__, coro.__qualname__ = func.__name__, func.__qualname__
        wrapper = types.coroutine(coro)
        wrapper._is_coroutine = _is_coroutine
        return wrapper
