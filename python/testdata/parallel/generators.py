# Generators and iterators that threads share: a generator that one of them is in refuses the other; nothing comes twice.
import itertools
import sys
import threading

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300


def count():
    n = 0
    while True:
        yield n
        n += 1


def lists():
    own = []
    while True:
        own.append(len(own))
        yield own


shared, listing, numbers = count(), lists(), iter(range(10 ** 6))
names, ticks = iter(list(range(50 * rounds))), itertools.count()
pairs, mapped = enumerate(range(10 ** 6)), map(lambda x: x + 1, range(10 ** 6))
lock = threading.Lock()
seen, refused, guarded = [], [], []
failed = []


def work():
    mine, other = [], 0
    for _ in range(rounds):
        try:
            mine.append(next(shared))
        except ValueError:
            other += 1
        try:
            next(listing).append(0)
        except ValueError:
            pass
        with lock:
            guarded.append(next(numbers))
        next(names)
        next(ticks)
        next(pairs)
        try:
            next(mapped)
        except (ValueError, RuntimeError):
            pass
        own = (x * x for x in range(4))
        assert sum(own) == 14
        assert [x for x in zip("abc", count())] == [("a", 0), ("b", 1), ("c", 2)]
    seen.extend(mine)
    refused.append(other)


threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert len(seen) == len(set(seen)), "a number came twice"
assert sorted(guarded) == list(range(3 * rounds))
print("over")
