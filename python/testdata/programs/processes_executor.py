"""ProcessPoolExecutor."""

import concurrent.futures
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool

base = 1


def square(x):
    return x * x


def sleeps(x):
    time.sleep(0.03 * x)
    return x


def fails(x):
    raise KeyError(x)


def dies(x):
    time.sleep(0.02)
    os._exit(3)


def based(x):
    return base + x


def set_base(n):
    global base
    base = n


if __name__ == '__main__':
    with ProcessPoolExecutor(3) as ex:
        futures = [ex.submit(square, x) for x in range(5)]
        print([f.result() for f in futures], all(f.done() for f in futures))
        print(list(ex.map(square, range(6), chunksize=2)), list(ex.map(pow, [2, 3], [3, 2])))
        slow = [ex.submit(sleeps, x) for x in (3, 1)]
        print([f.result() for f in as_completed(slow)])
        done, rest = wait([ex.submit(sleeps, 0), ex.submit(sleeps, 5)], return_when=concurrent.futures.FIRST_COMPLETED)
        print(len(done), len(rest))
        f = ex.submit(fails, 'k')
        print(type(f.exception()).__name__, f.exception().args)
        try:
            f.result()
        except KeyError as e:
            print('KeyError', e, type(e.__cause__).__name__)
        try:
            ex.submit(sleeps, 9).result(0.01)
        except TimeoutError as e:
            print('TimeoutError')
        f = ex.submit(lambda: 1)
        print(type(f.exception()).__name__)
        f = ex.submit(square, 4)
        f.add_done_callback(lambda f: print('done', f.result()))
        f.result()
        time.sleep(0.01)
    try:
        ex.submit(square, 1)
    except RuntimeError as e:
        print(e)
    with ProcessPoolExecutor(2, initializer=set_base, initargs=(50,)) as ex:
        print(list(ex.map(based, [1, 2])))
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context('spawn')) as ex:
        print(list(ex.map(based, [1, 2])))
    ex = ProcessPoolExecutor(2)
    futures = [ex.submit(dies, 1), ex.submit(sleeps, 30), ex.submit(sleeps, 30)]
    print([type(f.exception()).__name__ for f in futures])
    try:
        ex.submit(square, 1)
    except BrokenProcessPool as e:
        print('broken')
    for n in 0, -1:
        try:
            ProcessPoolExecutor(n)
        except ValueError as e:
            print(e)
