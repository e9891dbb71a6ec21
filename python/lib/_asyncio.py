"""Futures and tasks, which are C in CPython (Modules/_asynciomodule.c), and how they show.

Nothing counts references, so nobody learns that a future with an exception, or a task that is not done, is no more: the event loop tells
of them when it is closed, and the interpreter at its end.
"""

import math
import sys
import time
from _queue import SimpleQueue, Empty
from _thread import get_ident
from _contextvars import copy_context
from asyncio.exceptions import CancelledError, InvalidStateError

_version = sys.version_info[:2]

_running = {}    # by thread: its running loop
_tasks = {}      # all that are not done, in the order of their making
_current = {}    # by loop: the task that it executes
_failed = []     # futures with an exception that nobody has looked at
_events = []     # the module asyncio.events, once it is there
_task_number = [0]


def _get_running_loop():
    return _running.get(get_ident())


def _set_running_loop(loop):
    thread = get_ident()
    before = _running.get(thread)
    if before is not None:
        _loop_left(before)
    _running[thread] = loop
    if loop is not None:
        _loop_entered(loop)


def get_running_loop():
    loop = _running.get(get_ident())
    if loop is None:
        raise RuntimeError('no running event loop')
    return loop


def get_event_loop():
    loop = _running.get(get_ident())
    if loop is not None:
        return loop
    return _events[0]._policy_loop()


def _is_coroutine(obj):
    return sys._is_awaited(obj) or _coroutine_like(obj)


def _coroutine_like(obj):
    cls = type(obj)
    for name in ('__await__', 'send', 'throw', 'close'):
        if getattr(cls, name, None) is None:
            return False
    return True


class Future:
    _state = 'PENDING'
    _result = None
    _exception = None
    _exception_tb = None
    _loop = None
    _source_traceback = None
    _cancel_message = None
    _cancelled_exc = None
    _asyncio_future_blocking = False
    _log_traceback = False

    def __init__(self, *, loop=None):
        self._loop = get_event_loop() if loop is None else loop
        self._callbacks = []

    def __repr__(self):
        return '<%s %s>' % (self.__class__.__name__, ' '.join(self._repr_info()))

    def _repr_info(self):
        return _future_info(self)

    __class_getitem__ = classmethod(_generic_alias)

    def get_loop(self):
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        return self._loop

    def _make_cancelled_error(self):
        if self._cancelled_exc is not None:
            exc = self._cancelled_exc
            self._cancelled_exc = None
            return exc
        exc = CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)
        return exc

    def cancel(self, msg=None):
        self._log_traceback = False
        if self._state != 'PENDING':
            return False
        self._state = 'CANCELLED'
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _schedule_callbacks(self):
        callbacks = self._callbacks
        self._callbacks = []
        for callback, context in callbacks:
            _task_woken(callback)
            self._loop.call_soon(callback, self, context=context)

    def cancelled(self):
        return self._state == 'CANCELLED'

    def done(self):
        return self._state != 'PENDING'

    def result(self):
        if self._state == 'CANCELLED':
            raise self._make_cancelled_error()
        if self._state != 'FINISHED':
            raise InvalidStateError('Result is not set.')
        self._log_traceback = False
        if self._exception is not None:
            raise self._exception.with_traceback(self._exception_tb)
        return self._result

    def exception(self):
        if self._state == 'CANCELLED':
            raise self._make_cancelled_error()
        if self._state != 'FINISHED':
            raise InvalidStateError('Exception is not set.')
        self._log_traceback = False
        return self._exception

    def add_done_callback(self, fn, *, context=None):
        if self._state != 'PENDING':
            _task_woken(fn)
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks[:] = kept
        return removed

    def set_result(self, result):
        if self._state != 'PENDING':
            raise InvalidStateError('invalid state')
        self._result = result
        self._state = 'FINISHED'
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != 'PENDING':
            raise InvalidStateError('invalid state')
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        if not isinstance(exception, BaseException):
            raise TypeError('invalid exception object')
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self._state = 'FINISHED'
        self._log_traceback = True
        _failed.append(self)
        self._schedule_callbacks()

    def __await__(self):
        if self._state == 'PENDING':
            self._asyncio_future_blocking = True
            yield self
        if self._state == 'PENDING':
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


class Task(Future):
    _log_destroy_pending = True
    _must_cancel = False
    _fut_waiter = None
    _num_cancels_requested = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        Future.__init__(self, loop=loop)
        if not _is_coroutine(coro) and not (_version < (3, 12) and type(coro).__name__ == 'generator'):
            self._log_destroy_pending = False
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        if name is None:
            _task_number[0] += 1
            self._name = 'Task-%d' % _task_number[0]
        else:
            self._name = str(name)
        self._coro = coro
        self._context = copy_context() if context is None else context
        if eager_start and _version >= (3, 12) and self._loop.is_running():
            self._start_eagerly()
            return
        self._loop.call_soon(self.__step, context=self._context)
        _tasks[self] = None
        _task_ready(self)

    def _repr_info(self):
        return _task_info(self)

    @classmethod
    def current_task(cls, loop=None):
        if _version >= (3, 9):
            raise AttributeError("type object 'Task' has no attribute 'current_task'")
        return current_task(loop)

    @classmethod
    def all_tasks(cls, loop=None):
        if _version >= (3, 9):
            raise AttributeError("type object 'Task' has no attribute 'all_tasks'")
        return _all(get_event_loop() if loop is None else loop)

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def cancel(self, msg=None):
        self._log_traceback = False
        if self._state != 'PENDING':
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None:
            if self._fut_waiter.cancel(msg=msg) if _version >= (3, 9) else self._fut_waiter.cancel():
                return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    if _version >= (3, 11):
        def cancelling(self):
            return self._num_cancels_requested

        def uncancel(self):
            if self._num_cancels_requested > 0:
                self._num_cancels_requested -= 1
                if self._num_cancels_requested == 0 and _version >= (3, 13):
                    self._must_cancel = False
            return self._num_cancels_requested

    def _start_eagerly(self):
        previous = _current.get(self._loop)
        _current[self._loop] = self
        _tasks[self] = None
        _task_resumed(self)
        try:
            self._context.run(self.__advance, None)
        finally:
            _task_yielded(self)
            if previous is None:
                _current.pop(self._loop, None)
            else:
                _current[self._loop] = previous
            if self._state != 'PENDING':
                _forget(self)

    def __step(self, exc=None):
        if self._state != 'PENDING':
            raise InvalidStateError('__step(): already done: %r, %r' % (self, exc))
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        enter_task(self._loop, self)
        _task_resumed(self)
        try:
            self.__advance(exc)
        finally:
            _task_yielded(self)
            leave_task(self._loop, self)
            if self._state != 'PENDING':
                _forget(self)

    def __advance(self, exc):
        try:
            result = self._coro.send(None) if exc is None else self._coro.throw(exc)
        except StopIteration as e:
            if self._must_cancel:
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                Future.set_result(self, e.value)
            return
        except CancelledError as e:
            self._cancelled_exc = e
            Future.cancel(self)
            return
        except (KeyboardInterrupt, SystemExit) as e:
            Future.set_exception(self, e)
            raise
        except BaseException as e:
            Future.set_exception(self, e)
            return
        self.__waits_for(result)

    def __waits_for(self, result):
        blocking = getattr(result, '_asyncio_future_blocking', None)
        error = None
        if blocking is not None:
            if result.get_loop() is not self._loop:
                error = RuntimeError("Task %r got Future %r attached to a different loop" % (self, result))
            elif not blocking:
                error = RuntimeError("yield was used instead of yield from in task %r with %r" % (self, result))
            elif result is self:
                error = RuntimeError("Task cannot await on itself: %r" % (self,))
            else:
                result._asyncio_future_blocking = False
                result.add_done_callback(self.__wakeup, context=self._context)
                self._fut_waiter = result
                if self._must_cancel and result.cancel(msg=self._cancel_message):
                    self._must_cancel = False
                return
        elif result is None:
            _task_ready(self)
            self._loop.call_soon(self.__step, context=self._context)
            return
        elif type(result).__name__ == 'generator':
            error = RuntimeError("yield was used instead of yield from for generator in task %r with %r" % (self, result))
        else:
            error = RuntimeError("Task got bad yield: %r" % (result,))
        _task_ready(self)
        self._loop.call_soon(self.__step, error, context=self._context)

    def __wakeup(self, future):
        try:
            future.result()
        except BaseException as exc:
            error = exc
        else:
            error = None
        self.__step(error)

    def get_stack(self, *, limit=None):
        frame = getattr(self._coro, 'cr_frame', None)
        return [] if frame is None else [frame]


def _forget(task):
    _tasks.pop(task, None)


def _register_task(task):
    _tasks[task] = None


def _unregister_task(task):
    _forget(task)


def enter_task(loop, task):
    other = _current.get(loop)
    if other is not None:
        raise RuntimeError("Cannot enter into task %r while another task %r is being executed." % (task, other))
    _current[loop] = task


def leave_task(loop, task):
    other = _current.get(loop)
    if other is not task:
        raise RuntimeError("Leaving task %r does not match the current task %r." % (task, other))
    del _current[loop]


def current_task(loop=None):
    return _current.get(get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return set([t for t in _tasks if t._loop is loop and t._state == 'PENDING'])


def _all(loop):
    return set([t for t in _tasks if t._loop is loop])


def _tell_failed(loop=None):
    """Tells of exceptions that nobody has looked at, of one loop or of all."""
    told = [f for f in _failed if loop is None or f._loop is loop]
    _failed[:] = [f for f in _failed if not (loop is None or f._loop is loop)]
    for future in told:
        if future._log_traceback:
            future._log_traceback = False
            future._loop.call_exception_handler({
                'message': '%s exception was never retrieved' % future.__class__.__name__,
                'exception': future._exception,
                'future': future,
            })


def _tell_pending():
    """Tells of tasks that are not done when the interpreter ends."""
    for task in list(_tasks):
        if task._state == 'PENDING' and task._log_destroy_pending:
            task._loop.call_exception_handler({'task': task, 'message': 'Task was destroyed but it is pending!'})


def _goes_on(agen):
    """Whether an asynchronous generator has something left to close: others are no more, where references are counted."""
    return agen.ag_frame is not None and not _agen_is_closed(agen)


# How futures and tasks show


def _function_place(fn):
    while hasattr(fn, '__wrapped__'):
        fn = fn.__wrapped__
    fn = getattr(fn, '__func__', fn)
    code = getattr(fn, '__code__', None)
    if code is None or type(fn).__name__ != 'function' or code.co_filename.startswith('_'):
        return None
    return code.co_filename, code.co_firstlineno


def _call_text(fn, args):
    if hasattr(fn, 'func') and hasattr(fn, 'keywords'):
        words = ['%r' % (a,) for a in fn.args] + ['%s=%r' % item for item in fn.keywords.items()]
        return _call_text(fn.func, ()) [:-2] + '(' + ', '.join(words) + ')' + ('' if args is None else '(%s)' % ', '.join([repr(a) for a in args]))
    name = getattr(fn, '__qualname__', None) or getattr(fn, '__name__', None) or repr(fn)
    if name == 'Task.__wakeup':
        name = 'Task.task_wakeup'
    return name + '(' + ', '.join([repr(a) for a in args or ()]) + ')'


def _callback_text(fn, args=()):
    text = _call_text(fn, args)
    place = _function_place(fn)
    return text if place is None else '%s at %s:%d' % (text, place[0], place[1])


def _callbacks_text(callbacks):
    texts = [_callback_text(pair[0]) for pair in callbacks]
    if len(texts) > 2:
        texts = [texts[0], '<%d more>' % (len(texts) - 2), texts[-1]]
    return 'cb=[%s]' % ', '.join(texts)


_shown = set()


def _short(obj, level=6):
    """A repr that is cut to what fits a line, as module reprlib makes it."""
    cls = type(obj)
    if cls in (list, tuple, set, frozenset, dict):
        if cls is dict:
            begin, end, most = '{', '}', 4
            items = ['%s: %s' % (_short(k, level - 1), _short(obj[k], level - 1)) for k in _some_keys(obj)[:most]] if level else ['...']
        else:
            begin, end = {list: ('[', ']'), tuple: ('(', ')'), set: ('{', '}'), frozenset: ('frozenset({', '})')}[cls]
            if not obj:
                return repr(obj)
            most = 6
            items = [_short(x, level - 1) for x in (obj if cls in (list, tuple) else _some_keys(obj))[:most]] if level else ['...']
        if level and len(obj) > most:
            items.append('...')
        elif cls is tuple and len(obj) == 1:
            end = ',)'
        return begin + ', '.join(items) + end
    text = repr(obj)
    most = 40 if cls is int else 30
    if len(text) <= most:
        return text
    if cls is str:
        text = repr(obj[:most])
    left = (most - 3) // 2
    return text[:left] + '...' + (repr(obj) if cls is str else text)[-(most - 3 - left):]


def _some_keys(obj):
    try:
        return sorted(obj)
    except Exception:
        return list(obj)


def _future_info(future):
    info = [future._state.lower()]
    if future._state == 'FINISHED':
        if future._exception is not None:
            info.append('exception=%r' % (future._exception,))
        else:
            key = id(future), get_ident()
            if key in _shown:
                result = '...'
            else:
                _shown.add(key)
                try:
                    result = _short(future._result)
                finally:
                    _shown.discard(key)
            info.append('result=' + result)
    if future._callbacks:
        info.append(_callbacks_text(future._callbacks))
    return info


def _task_info(task):
    info = _future_info(task)
    if task.cancelling() and not task.done() if _version >= (3, 11) else task._must_cancel:
        info[0] = 'cancelling'
    rest = []
    if _version >= (3, 8):
        rest.append('name=%r' % task._name)
    if task._coro is not None:
        rest.append('coro=<%s>' % _format_coroutine(task._coro))
    if task._fut_waiter is not None:
        rest.append('wait_for=%r' % (task._fut_waiter,))
    return info[:1] + rest + info[1:]


def _format_coroutine(coro):
    if getattr(coro, 'cr_code', None) is None and getattr(coro, 'gi_code', None) is None:
        name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None) or '<%s without __name__>' % type(coro).__name__
        running = getattr(coro, 'cr_running', getattr(coro, 'gi_running', False))
        return name + '()' + (' running' if running else '')
    prefix = 'cr_' if hasattr(coro, 'cr_code') else 'gi_'
    code = getattr(coro, prefix + 'code')
    frame = getattr(coro, prefix + 'frame')
    name = coro.__qualname__ + '()'
    where = code.co_filename or '<empty co_filename>'
    if frame is not None:
        return '%s running at %s:%d' % (name, where, frame.f_lineno)
    return '%s done, defined at %s:%d' % (name, where, code.co_firstlineno)


class _Selector:
    """What the event loop waits with. To wait lets the interpreter lock go, for no time, too, as the system call does."""

    def __init__(self):
        self._wakes = SimpleQueue()

    def select(self, timeout):
        try:
            if timeout is None:
                self._wakes.get()
            elif timeout > 0:
                self._wakes.get(True, math.ceil(timeout * 1e3) * 1e-3)  # it waits in milliseconds, rounded up
            else:
                time.sleep(0)
            while True:
                self._wakes.get_nowait()
        except Empty:
            pass

    def wake(self):
        self._wakes.put(None)


def _isfuture(obj):
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None
