import itertools
import sys
import threading

N = int(sys.argv[1])
numbers = itertools.count()
seen = ([], [])


def work(me):
    i = 0
    while i < N:
        seen[me].append(next(numbers))
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(2 * N - len(set(seen[0] + seen[1])))
