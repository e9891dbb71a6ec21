"""What calls of CPython's library cost where nobody waits: python3 calls.py prints a line of calls.json for the interpreter that runs it.

A figure is CPU time in nanoseconds, the least of many batches that are each shorter than a time slice, so that what else the computer
does disturbs little; the loop around the calls is taken off. What a bytecode costs, in picoseconds, stands beside them: figures of
two computers, or of two builds, compare by it. It runs under 2.7 and 3.x; greenlet and gevent are measured where they are installed.
"""
from __future__ import print_function
import json
import sys
import threading
import time

try:
    import queue
except ImportError:
    import Queue as queue

clock = getattr(time, 'perf_counter', time.time)
BATCH, BATCHES = 100, 3000


def least(function, batch=BATCH, batches=BATCHES):
    best = 1e9
    for _ in range(batches):
        begin = clock()
        function(batch)
        best = min(best, clock() - begin)
    return best / batch * 1e9


def loop(n):
    for i in range(n):
        pass


def count(n):
    n += 1000000  # small numbers are kept, and cost less
    while n > 1000000:
        n -= 1


BASE = least(loop)
COSTS = {'bytecode-ps': round(least(count) * 1000 / 9)}  # a round of the count-down has nine


def cost(name):
    """The function below loops over a call: what one costs."""
    def measure(function):
        COSTS[name] = round(max(least(function) - BASE, 0), 1)
    return measure


def function():
    return 1


@cost('call')
def _(n):
    for i in range(n):
        function()


def generator():
    while True:
        yield 1


numbers = generator()


@cost('next')
def _(n):
    for i in range(n):
        next(numbers)


lock, rlock, event = threading.Lock(), threading.RLock(), threading.Event()
condition, semaphore = threading.Condition(), threading.Semaphore(1)


@cost('lock')
def _(n):
    for i in range(n):
        lock.acquire()
        lock.release()


@cost('rlock')
def _(n):
    for i in range(n):
        rlock.acquire()
        rlock.release()


@cost('event')
def _(n):
    for i in range(n):
        event.set()
        event.clear()


event.set()


@cost('event-wait')
def _(n):
    for i in range(n):
        event.wait()


@cost('notify')
def _(n):
    for i in range(n):
        condition.acquire()
        condition.notify()
        condition.release()


@cost('semaphore')
def _(n):
    for i in range(n):
        semaphore.acquire()
        semaphore.release()


unbounded = queue.Queue()


@cost('queue')
def _(n):
    for i in range(n):
        unbounded.put(i)
        unbounded.get()


if hasattr(queue, 'SimpleQueue'):
    simple = queue.SimpleQueue()

    @cost('simple-queue')
    def _(n):
        for i in range(n):
            simple.put(i)
            simple.get()


@cost('sleep-0')
def _(n):
    for i in range(n):
        time.sleep(0)


try:
    from concurrent.futures import Future, ThreadPoolExecutor
except ImportError:
    pass
else:
    @cost('future')
    def _(n):
        for i in range(n):
            f = Future()
            f.set_result(1)
            f.result()

    pool = ThreadPoolExecutor(1)
    list(pool.map(abs, range(100)))

    def task():
        """What a task costs both threads: CPU time of the process, in batches of which one in some is undisturbed."""
        best = 1e9
        for _ in range(40):
            begin = time.process_time()
            list(pool.map(abs, range(2000)))
            best = min(best, time.process_time() - begin)
        return best / 2000 * 1e9

    COSTS['task'] = round(task(), 1)
    pool.shutdown()

try:
    import greenlet
except ImportError:
    pass
else:
    @cost('switch')
    def _(n):
        main = greenlet.getcurrent()

        def back():
            for i in range(n):
                main.switch()
        other = greenlet.greenlet(back)
        for i in range(n):
            other.switch()

try:
    import gevent
except ImportError:
    pass
else:
    @cost('gevent-sleep')
    def _(n):
        for i in range(n):
            gevent.sleep(0)

    @cost('gevent-spawn')
    def _(n):
        for i in range(n):
            gevent.spawn(function).join()

name = '%d.%d' % sys.version_info[:2]
print('"%s": %s' % (name, json.dumps(COSTS, sort_keys=True)))
