"""Threads that share what C code goes through, and take turns while it does."""
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 100
numbers, results, total = list(range(n, 0, -1)), [], 0


def work(k):
    global total
    for i in range(8):
        mine = sorted(numbers)
        numbers.append(max(mine) + sum(mine[:k]))
        total += sum(range(n * (k + 1)))
        if k in mine and mine.count(k) >= 0:
            results.append(sum(mine) + len(set(mine)))
        if i == k:
            time.sleep(0)


threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, len(numbers), len(results), '%.9f' % time.perf_counter())
