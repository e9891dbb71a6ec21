# Pi as a sum that is split over the threads: each keeps its part to itself, so no lock is needed.
import threading

terms, threads = 100000, 4
parts = [0.0] * threads


def add(which):
    total = 0.0
    for k in range(which, terms, threads):
        total += (-1) ** k / (2 * k + 1)
    parts[which] = total


crew = [threading.Thread(target=add, args=(i,)) for i in range(threads)]
for t in crew:
    t.start()
for t in crew:
    t.join()
print("%.4f" % (4 * sum(parts)))
