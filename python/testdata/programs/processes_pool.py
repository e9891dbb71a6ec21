"""Pool, with fork and spawn: every call, errors, callbacks, results that cannot be sent."""

import multiprocessing
import os
import time

base = 10


def square(x):
    return x * x


def add(x, y):
    return x + y


def based(x):
    return base + x


def fails(x):
    if x == 3:
        raise ValueError('not %d' % x)
    return x


def sleeps(x):
    time.sleep(0.02 * (5 - x))
    return x


def closure(x):
    return lambda: x


def generator(x):
    return (i for i in range(x))


def set_base(n):
    global base
    base = n


def pid(_):
    time.sleep(0.05)
    return os.getpid()


class Odd(Exception):
    def __init__(self, value):
        super().__init__('odd', value)
        self.value = value

    def __reduce__(self):
        return Odd, (self.value,)


def odd(x):
    raise Odd(x)


def tell(result):
    print('callback', result)


def tell_error(e):
    print('error callback', type(e).__name__, e)


def calls(pool):
    print(pool.map(square, range(7)), pool.map(square, range(7), 3), pool.map(square, []))
    print(pool.starmap(add, [(1, 2), (3, 4)]), pool.apply(add, (1,), {'y': 5}))
    print(list(pool.imap(square, range(5))), list(pool.imap(square, range(5), 2)))
    print(list(pool.imap_unordered(sleeps, [1, 4])), sorted(pool.imap_unordered(square, range(5))))
    r = pool.apply_async(square, (6,), callback=tell)
    print(r.get(10), r.ready(), r.successful())
    r = pool.map_async(square, [1, 2, 3], callback=tell)
    r.wait()
    print(r.get())
    print(pool.starmap_async(add, [(1, 1)]).get())


def errors(pool):
    for call in (lambda: pool.map(fails, range(5)), lambda: pool.apply(odd, (7,)), lambda: list(pool.imap(fails, range(5))),
                 lambda: pool.apply(generator, (1,)), lambda: pool.apply(square), lambda: pool.map(lambda x: x, [1]),
                 lambda: pool.apply_async(sleeps, (0,)).get(0.001), lambda: pool.apply_async(sleeps, (0,)).successful()):
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, type(e).__module__, str(e)[:30], getattr(e, 'value', None) == 7)
    r = pool.apply_async(fails, (3,), callback=tell, error_callback=tell_error)
    r.wait()
    print(r.successful())
    it = pool.imap(fails, range(5))
    for _ in range(5):
        try:
            print(next(it), end=' ')
        except ValueError as e:
            print(e, end=' ')
    print()


def ends():
    pool = multiprocessing.Pool(2)
    for wrong in (pool.join, lambda: multiprocessing.Pool(0)):
        try:
            wrong()
        except ValueError as e:
            print(e)
    r = pool.map_async(square, range(4))
    pool.close()
    try:
        pool.apply(square, (1,))
    except ValueError as e:
        print(e)
    pool.join()
    print(r.get())
    with multiprocessing.Pool(1) as pool:
        print(pool.apply(square, (3,)))
    try:
        pool.apply(square, (3,))
    except ValueError as e:
        print(e)


if __name__ == '__main__':
    base = 100
    with multiprocessing.Pool(2) as pool:
        calls(pool)
        errors(pool)
        print(pool.map(based, [1]))
    with multiprocessing.Pool(2, set_base, (7,)) as pool:
        print(pool.map(based, [1, 2, 3]))
    with multiprocessing.Pool(1, maxtasksperchild=2) as pool:
        print(len(set(pool.map(pid, range(6), 1))))
    with multiprocessing.Pool(4) as pool:
        print(len(set(pool.map(pid, range(4), 1))), os.getpid() in pool.map(pid, range(2)))
    ends()
    for method in 'spawn', 'forkserver':
        context = multiprocessing.get_context(method)
        with context.Pool(2, set_base, (7,)) as pool:
            print(method, pool.map(based, [1, 2]), pool.apply(square, (5,)))
        with context.Pool(1) as pool:
            print(pool.map(based, [1]))
