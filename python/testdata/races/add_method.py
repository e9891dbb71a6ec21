import sys
import threading

N = int(sys.argv[1])


class V(object):
    def __init__(self, n):
        self.n = n

    def __add__(self, k):
        return V(self.n + k)


v = V(0)


def work(me):
    global v
    i = 0
    while i < N:
        v = v + 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(v.n - 2 * N)
