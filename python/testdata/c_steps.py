# What CPython has in C is one step: no other thread sees an ordered dict without the key that moves, or a list out of order.
import bisect, sys, threading
from collections import Counter, OrderedDict
from functools import lru_cache

rounds = int(sys.argv[1])
order = OrderedDict((i, i) for i in range(10))
ordered = []
counts = Counter()
wrong = []


@lru_cache(maxsize=4)
def cached(n):
    return n * n


def work(n):
    try:
        for i in range(rounds):
            order.move_to_end(i % 10)
            order.move_to_end(i % 7, last=False)
            if cached(i % 6) != (i % 6) ** 2:
                wrong.append(i)
            bisect.insort(ordered, i * 7919 % 1000)
            counts.update("ab")
    except Exception as e:
        wrong.append(e)


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
whole = len(order) == 10 and ordered == sorted(ordered) and counts == {"a": 3 * rounds, "b": 3 * rounds}
print(0 if whole and not wrong else wrong[:1] or [len(order), counts])
