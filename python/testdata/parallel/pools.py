# Thread pools: results, exceptions, callbacks, and futures that several threads wait for.
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60


def square(n):
    return n * n


def fails(n):
    raise ValueError(n)


called = []
with ThreadPoolExecutor(max_workers=3) as pool:
    assert list(pool.map(square, range(rounds))) == [n * n for n in range(rounds)]
    futures = [pool.submit(square, n) for n in range(rounds)]
    for f in futures:
        f.add_done_callback(lambda f: called.append(f.result()))
    assert sum(f.result() for f in as_completed(futures)) == sum(n * n for n in range(rounds))
    wait(futures)
    bad = [pool.submit(fails, n) for n in range(5)]

    def looks(f):
        try:
            f.result()
        except ValueError as e:
            try:
                raise KeyError("another") from e
            except KeyError as k:
                return str(k.__cause__), type(f.exception()).__name__, e.__traceback__ is not None

    for f in bad:
        for seen in list(pool.map(looks, [f] * 4)):
            assert seen[1] == "ValueError" and seen[2], seen
    slow = pool.submit(time.sleep, 0.001)
    assert slow.result() is None
assert sorted(called) == [n * n for n in range(rounds)]


def nested(n):
    with ThreadPoolExecutor(2) as inner:
        return sum(inner.map(square, range(n)))


with ThreadPoolExecutor(2) as pool:
    assert list(pool.map(nested, [5, 6, 7])) == [30, 55, 91]
print("over")
