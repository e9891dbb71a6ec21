"""What contextlib has for asynchronous context managers. Programs find it there."""

import abc
import sys
import types
from contextlib import ExitStack, _GeneratorContextManagerBase
from functools import wraps

_version = sys.version_info[:2]


class AbstractAsyncContextManager(abc.ABC):
    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    __class_getitem__ = classmethod(types.GenericAlias)


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


_decorates = (AsyncContextDecorator,) if _version >= (3, 10) else ()


class _AsyncGeneratorContextManager(_GeneratorContextManagerBase, *_decorates, AbstractAsyncContextManager):
    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as exc:
            return exc is not value
        except RuntimeError as exc:
            if exc is value:
                return False
            # The end of an iteration comes back as the cause of a RuntimeError.
            if isinstance(value, (StopIteration, StopAsyncIteration)) and exc.__cause__ is value:
                return False
            raise
        except BaseException as exc:
            if exc is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class AsyncExitStack(ExitStack):
    """What has been entered or pushed is left in the opposite order; what is asynchronous is awaited."""

    __enter__ = __exit__ = None

    async def __aenter__(self):
        return self

    async def enter_async_context(self, cm):
        cls = type(cm)
        try:
            enter, leave = cls.__aenter__, cls.__aexit__
        except AttributeError:
            raise TypeError("'%s.%s' object does not support the asynchronous context manager protocol" % (
                cls.__module__, cls.__qualname__)) from None
        result = await enter(cm)
        self._push_async(lambda *exc: leave(cm, *exc))
        return result

    def _push_async(self, leave):
        self._exit_callbacks.append(_Awaited(leave))

    def push_async_exit(self, exit):
        try:
            method = type(exit).__aexit__
        except AttributeError:
            self._push_async(exit)
        else:
            self._push_async(lambda *exc: method(exit, *exc))
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def leave(*exc):
            await callback(*args, **kwds)
        self._push_async(leave)
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aexit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        suppressed = pending = False
        while self._exit_callbacks:
            leave = self._exit_callbacks.pop()
            try:
                details = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
                result = await leave.function(*details) if isinstance(leave, _Awaited) else leave(*details)
                if result:
                    suppressed, pending, exc = True, False, None
            except BaseException as new:
                pending, exc = True, new
        if pending:
            raise exc
        return received and suppressed


class _Awaited:
    """A function of the stack whose result is awaited."""

    def __init__(self, function):
        self.function = function
