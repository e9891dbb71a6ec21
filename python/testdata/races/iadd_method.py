import sys
import threading

N = int(sys.argv[1])


class V(object):
    n = 0

    def __iadd__(self, k):
        self.n += k
        return self


v = V()


def work(me):
    global v
    i = 0
    while i < N:
        v += 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(v.n - 2 * N)
