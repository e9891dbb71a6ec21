"""The executor whose workers are threads, in the order of steps of CPython's Lib/concurrent/futures/thread.py.

Since 3.8 a worker is started only if none is idle; since 3.9 the workers are no daemons, and the interpreter tells them to end
before it waits for threads. An executor that nobody holds any more is not noticed here: nothing counts references.
"""

import itertools
import queue
import sys
import threading
from concurrent.futures import _base

_version = sys.version_info[:2]
_threads_queues = {}
_shutdown = False
_global_shutdown_lock = threading.Lock()


def _python_exit():
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    items = list(_threads_queues.items())
    for thread, q in items:
        q.put(None)
    for thread, q in items:
        thread.join()


if _version >= (3, 9):
    threading._register_atexit(_python_exit)
else:
    import atexit
    atexit.register(_python_exit)


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
        else:
            self.future.set_result(result)


def _worker(executor, work_queue, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.LOGGER.critical('Exception in initializer:', exc_info=True)
            executor._initializer_failed()
            return
    try:
        while True:
            if _version >= (3, 12):
                try:
                    item = work_queue.get_nowait()
                except queue.Empty:
                    executor._idle_semaphore.release()
                    item = work_queue.get(block=True)
            else:
                item = work_queue.get(block=True)
            if item is not None:
                item.run()
                del item
                if (3, 8) <= _version < (3, 12):
                    executor._idle_semaphore.release()
                continue
            if _shutdown or executor._shutdown:
                executor._shutdown = True
                work_queue.put(None)  # the next worker is to see it, too
                return
    except BaseException:
        _base.LOGGER.critical('Exception in worker', exc_info=True)


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a worker has failed."""


class ThreadPoolExecutor(_base.Executor):
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            cores = sys._cpu_count()
            max_workers = min(32, cores + 4) if _version >= (3, 8) else cores * 5
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue() if _version >= (3, 7) else queue.Queue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or ("ThreadPoolExecutor-%d" % self._counter())
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        if _version >= (3, 9):
            with self._shutdown_lock, _global_shutdown_lock:
                return self._submit(fn, args, kwargs)
        with self._shutdown_lock:
            return self._submit(fn, args, kwargs)

    def _submit(self, fn, args, kwargs):
        if self._broken:
            raise BrokenThreadPool(self._broken)
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if _shutdown and _version >= (3, 8):
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')
        f = _base.Future()
        self._work_queue.put(_WorkItem(f, fn, args, kwargs))
        self._adjust_thread_count()
        return f

    def _adjust_thread_count(self):
        if _version >= (3, 8) and self._idle_semaphore.acquire(timeout=0):
            return
        n = len(self._threads)
        if n < self._max_workers:
            t = threading.Thread(name='%s_%d' % (self._thread_name_prefix or self, n), target=_worker,
                                 args=(self, self._work_queue, self._initializer, self._initargs))
            if _version < (3, 9):
                t.daemon = True
            t.start()
            self._threads.add(t)
            _threads_queues[t] = self._work_queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
            while True:
                try:
                    item = self._work_queue.get_nowait()
                except queue.Empty:
                    break
                if item is not None:
                    item.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work_queue.get_nowait()
                    except queue.Empty:
                        break
                    if item is not None:
                        item.future.cancel()
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()
