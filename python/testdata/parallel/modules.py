# Modules are used by several threads; each thread has locals of its own.
import bisect
import copy
import heapq
import math
import operator
import random
import string
import sys
import threading
import time

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
local, results = threading.local(), []


class Mine(threading.local):
    def __init__(self):
        self.items = []


mine = Mine()


def work(n):
    import math  # again: it is there

    local.n = n
    heap = []
    for i in range(rounds):
        assert local.n == n
        mine.items.append(i)
        assert len(mine.items) == i + 1
        heapq.heappush(heap, -i)
        x = random.random()
        assert 0 <= x < 1 and 1 <= random.randint(1, 6) <= 6
        random.choice(string.ascii_letters)
        assert math.sqrt(i * i) == i
        assert copy.deepcopy([1, [2, {3: heap[:2]}]])[1][0] == 2
        assert operator.add(1, 2) == 3
        assert bisect.bisect([1, 2, 3], 2) == 2
        me = threading.current_thread()
        assert me.is_alive() and me.name.startswith("worker") and me.ident == threading.get_ident()
        threading.enumerate()
        id(x), hash((n, i)), object()
        time.perf_counter()
        sys.getrecursionlimit()
    results.append(heapq.heappop(heap))


threads = [threading.Thread(target=work, args=(n,), name="worker-%d" % n) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert results == [1 - rounds] * 3, results
assert not hasattr(local, "n")
print("over")
