# One count-down, split over threads: with the lock more threads are no faster.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
left = []


def count(n):
    while n > 0:
        n -= 1
    left.append(n)


crew = [threading.Thread(target=count, args=(400000 // threads,)) for _ in range(threads)]
for t in crew:
    t.start()
for t in crew:
    t.join()
print(sum(left))
