import sys
import threading

N = int(sys.argv[1])
class C(object):
    def __init__(self):
        self._x = 0

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, v):
        self._x = v


p = C()


def work():
    i = 0
    while i < N:
        p.x += 1
        i = i + 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(p._x - 2 * N)
