import sys
import threading

N = int(sys.argv[1])


class Numbers(object):
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        n = self.n
        self.n = n + 1
        return n

    next = __next__


numbers = Numbers()
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
