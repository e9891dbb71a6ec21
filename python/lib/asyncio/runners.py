"""What runs a coroutine from its beginning to its end, in a loop of its own."""

import contextvars
import sys
import threading
from . import coroutines
from . import events
from . import exceptions
from . import tasks

_version = sys.version_info[:2]
__all__ = ()
if _version >= (3, 7):
    __all__ += ('run',)
if _version >= (3, 11):
    __all__ += ('Runner',)


def _cancel_all_tasks(loop):
    to_cancel = tasks.all_tasks(loop)
    if not to_cancel:
        return
    for task in to_cancel:
        task.cancel()
    if _version >= (3, 10):
        gathered = tasks.gather(*to_cancel, return_exceptions=True)
    else:
        gathered = tasks.gather(*to_cancel, loop=loop, return_exceptions=True)
    loop.run_until_complete(gathered)
    for task in to_cancel:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._state = 'created'
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._set_event_loop = False

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        if self._state != 'initialized':
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._set_event_loop:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = 'closed'

    def get_loop(self):
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        if not coroutines.iscoroutine(coro):
            if _version >= (3, 14) and hasattr(type(coro), '__await__'):
                coro = tasks._awaits(coro)
            elif _version >= (3, 14):
                raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
            else:
                raise ValueError('a coroutine was expected, got %r' % (coro,))
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._lazy_init()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        return self._loop.run_until_complete(task)

    def _lazy_init(self):
        if self._state == 'closed':
            raise RuntimeError('Runner is closed')
        if self._state == 'initialized':
            return
        if self._loop_factory is None:
            self._loop = events.new_event_loop()
            if not self._set_event_loop:
                events.set_event_loop(self._loop)
                self._set_event_loop = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = contextvars.copy_context()
        self._state = 'initialized'


if _version >= (3, 11):
    def run(main, *, debug=None, **factory):
        for name in factory:
            if name != 'loop_factory' or _version < (3, 12):
                raise TypeError("run() got an unexpected keyword argument '%s'" % name)
        if events._get_running_loop() is not None:
            raise RuntimeError('asyncio.run() cannot be called from a running event loop')
        with Runner(debug=debug, **factory) as runner:
            return runner.run(main)
else:
    def run(main, *, debug=None):
        if events._get_running_loop() is not None:
            raise RuntimeError('asyncio.run() cannot be called from a running event loop')
        if not coroutines.iscoroutine(main):
            raise ValueError('a coroutine was expected, got {!r}'.format(main))
        loop = events.new_event_loop()
        try:
            events.set_event_loop(loop)
            if debug is not None:
                loop.set_debug(debug)
            return loop.run_until_complete(main)
        finally:
            try:
                _cancel_all_tasks(loop)
                loop.run_until_complete(loop.shutdown_asyncgens())
                if _version >= (3, 9):
                    loop.run_until_complete(loop.shutdown_default_executor())
            finally:
                events.set_event_loop(None)
                loop.close()
