import sys
import threading

N = int(sys.argv[1])


class S(object):
    made = {}

    def __new__(cls, k):
        if k not in cls.made:
            cls.made[k] = object.__new__(cls)
        return cls.made[k]


seen = ([], [])


def work(me):
    i = 0
    while i < N:
        seen[me].append(S(i))
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(sum(a is not b for a, b in zip(*seen)))
