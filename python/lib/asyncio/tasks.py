"""Tasks, and what waits for several of them."""

import concurrent.futures
import contextvars
import functools
import itertools
import sys
import types
import _asyncio
from _asyncio import Task, current_task, all_tasks, _register_task, _unregister_task
from _asyncio import enter_task as _enter_task, leave_task as _leave_task
from . import coroutines
from . import events
from . import exceptions
from . import futures

_version = sys.version_info[:2]
__all__ = ('Task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for', 'as_completed', 'sleep', 'gather',
           'shield', 'ensure_future', 'run_coroutine_threadsafe')
if _version >= (3, 7):
    __all__ += ('create_task', 'current_task', 'all_tasks')
if _version >= (3, 12):
    __all__ += ('eager_task_factory', 'create_eager_task_factory')

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED


def _no_loop(function, names):
    """What becomes of the parameter loop, which functions had up to 3.9."""
    if _version >= (3, 10) and 'loop' in names:
        raise TypeError("%s() got an unexpected keyword argument 'loop'" % function)
    loop = names.pop('loop', None)
    for name in names:
        raise TypeError("%s() got an unexpected keyword argument '%s'" % (function, name))
    return loop


def create_task(coro, *, name=None, **kwargs):
    if name is not None and _version < (3, 8):
        raise TypeError("create_task() got an unexpected keyword argument 'name'")
    if 'context' in kwargs and _version < (3, 11) or 'eager_start' in kwargs and _version < (3, 14):
        raise TypeError("create_task() got an unexpected keyword argument '%s'" % list(kwargs)[0])
    loop = events.get_running_loop()
    return loop.create_task(coro, name=name, **kwargs) if name is not None else loop.create_task(coro, **kwargs)


def _loop_of_caller(given):
    return events.get_event_loop() if given is None else given


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED, **old):
    loop = _no_loop('wait', old)
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError("expect a list of futures, not %s" % type(fs).__name__)
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.' if _version >= (3, 11) else 'Set of coroutines/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError('Invalid return_when value: %s' % return_when)
    fs = set(fs)
    if _version >= (3, 11):
        if any(coroutines.iscoroutine(f) for f in fs):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
        loop = events.get_running_loop()
    else:
        loop = _loop_of_caller(loop)
        fs = {ensure_future(f, loop=loop) for f in fs}
    return await _wait(fs, timeout, return_when, loop)


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    handle = None
    if timeout is not None:
        handle = loop.call_later(timeout, _release_waiter, waiter)
    counter = len(fs)

    def on_completion(f):
        nonlocal counter
        counter -= 1
        if (counter <= 0 or return_when == FIRST_COMPLETED or
                return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if handle is not None:
                handle.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for f in fs:
        f.add_done_callback(on_completion)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for f in fs:
            f.remove_done_callback(on_completion)
    done, pending = set(), set()
    for f in fs:
        if f.done():
            done.add(f)
        else:
            pending.add(f)
    return done, pending


async def _cancel_and_wait(fut, loop):
    waiter = loop.create_future()
    cb = functools.partial(_release_waiter, waiter)
    fut.add_done_callback(cb)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(cb)


if _version >= (3, 12):
    async def wait_for(fut, timeout):
        from . import timeouts
        if fut is not None and not futures.isfuture(fut) and not coroutines.iscoroutine(fut):
            fut = _awaits(fut)
        if timeout is not None and timeout <= 0:
            fut = ensure_future(fut)
            if fut.done():
                return fut.result()
            await _cancel_and_wait(fut, events.get_running_loop())
            try:
                return fut.result()
            except exceptions.CancelledError as exc:
                raise TimeoutError from exc
        async with timeouts.timeout(timeout):
            return await fut
else:
    async def wait_for(fut, timeout, **old):
        loop = _loop_of_caller(_no_loop('wait_for', old))
        if timeout is None:
            return await fut
        if timeout <= 0:
            fut = ensure_future(fut, loop=loop)
            if fut.done():
                return fut.result()
            await _cancel_and_wait(fut, loop)
            return _late_result(fut)
        waiter = loop.create_future()
        handle = loop.call_later(timeout, _release_waiter, waiter)
        cb = functools.partial(_release_waiter, waiter)
        fut = ensure_future(fut, loop=loop)
        fut.add_done_callback(cb)
        try:
            try:
                await waiter
            except exceptions.CancelledError:
                if fut.done():
                    return fut.result()
                fut.remove_done_callback(cb)
                await _cancel_and_wait(fut, loop)
                raise
            if fut.done():
                return fut.result()
            fut.remove_done_callback(cb)
            await _cancel_and_wait(fut, loop)
            return _late_result(fut)
        finally:
            handle.cancel()

    def _late_result(fut):
        try:
            return fut.result()
        except exceptions.CancelledError as exc:
            raise exceptions.TimeoutError() from exc


async def _awaits(awaitable):
    return await awaitable


class _Completions:
    """What as_completed returns: futures in the order in which they are done."""

    def __init__(self, todo, timeout, loop):
        from .queues import Queue
        self._done = Queue()
        self._todo = todo
        self._left = len(todo)
        self._handle = None
        for f in todo:
            f.add_done_callback(self._on_completion)
        if todo and timeout is not None:
            self._handle = loop.call_later(timeout, self._on_timeout)

    def _on_timeout(self):
        for f in self._todo:
            f.remove_done_callback(self._on_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    def _on_completion(self, f):
        if not self._todo:
            return
        self._todo.remove(f)
        self._done.put_nowait(f)
        if not self._todo and self._handle is not None:
            self._handle.cancel()

    async def _wait_for_one(self, itself=False):
        f = await self._done.get()
        if f is None:
            raise exceptions.TimeoutError
        return f if itself else f.result()

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one()

    if _version >= (3, 13):
        def __aiter__(self):
            return self

        async def __anext__(self):
            if not self._left:
                raise StopAsyncIteration
            self._left -= 1
            return await self._wait_for_one(True)


def as_completed(fs, *, timeout=None, **old):
    loop = _no_loop('as_completed', old)
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError("expect %s of futures, not %s" % ('an iterable' if _version >= (3, 10) else 'a list', type(fs).__name__))
    loop = _loop_of_caller(loop)
    todo = {ensure_future(f, loop=loop) for f in set(fs)}
    completions = _Completions(todo, timeout, loop)
    if _version >= (3, 13):
        return completions
    return (f for f in completions)


@types.coroutine
def _pause():
    yield


async def sleep(delay, result=None, **old):
    loop = _no_loop('sleep', old)
    if delay <= 0:
        await _pause()
        return result
    if loop is None:
        loop = events.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        handle.cancel()


def ensure_future(coro_or_future, *, loop=None):
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not futures._get_loop(coro_or_future):
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    if not coroutines.iscoroutine(coro_or_future):
        if not hasattr(type(coro_or_future), '__await__'):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro_or_future = _awaits(coro_or_future)
    if loop is None:
        loop = events.get_event_loop()
    return loop.create_task(coro_or_future)


class _GatheringFuture(futures.Future):
    """What gather returns: to cancel it cancels all that it gathers."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        ret = False
        for child in self._children:
            if child.cancel(msg=msg):
                ret = True
        if ret:
            self._cancel_requested = True
        return ret


def gather(*coros_or_futures, return_exceptions=False, **old):
    loop = _no_loop('gather', old)
    if not coros_or_futures:
        outer = _loop_of_caller(loop).create_future()
        outer.set_result([])
        return outer

    def done_callback(fut):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not fut.cancelled():
                fut.exception()  # somebody has looked at it
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            exc = fut.exception()
            if exc is not None:
                outer.set_exception(exc)
                return
        if finished == len(arg_to_fut):
            results = []
            for child in children:
                if child.cancelled():
                    res = exceptions.CancelledError('' if child._cancel_message is None else child._cancel_message)
                else:
                    res = child.exception()
                    if res is None:
                        res = child.result()
                results.append(res)
            if outer._cancel_requested:
                outer.set_exception(fut._make_cancelled_error())
            else:
                outer.set_result(results)

    arg_to_fut = {}
    children = []
    finished = 0
    done = []
    outer = None
    for arg in coros_or_futures:
        if arg not in arg_to_fut:
            fut = ensure_future(arg, loop=loop)
            if loop is None:
                loop = futures._get_loop(fut)
            if fut is not arg:
                fut._log_destroy_pending = False
            arg_to_fut[arg] = fut
            if _version >= (3, 12) and fut.done():
                done.append(fut)
            else:
                fut.add_done_callback(done_callback)
        else:
            fut = arg_to_fut[arg]
        children.append(fut)
    outer = _GatheringFuture(children, loop=loop)
    for fut in done:
        done_callback(fut)
    return outer


def shield(arg, **old):
    inner = ensure_future(arg, loop=_no_loop('shield', old))
    if inner.done():
        return inner
    outer = futures._get_loop(inner).create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
        else:
            exc = inner.exception()
            if exc is not None:
                outer.set_exception(exc)
            else:
                outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    future = concurrent.futures.Future()

    def callback():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if future.set_running_or_notify_cancel():
                future.set_exception(exc)
            raise

    loop.call_soon_threadsafe(callback)
    return future


if _version >= (3, 12):
    def create_eager_task_factory(custom_task_constructor):
        def factory(loop, coro, *, name=None, context=None, **kwargs):
            return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)
        return factory

    eager_task_factory = create_eager_task_factory(Task)
