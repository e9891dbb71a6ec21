import sys
import threading

N = int(sys.argv[1])


class Field(object):
    def __get__(self, o, cls=None):
        return o._x

    def __set__(self, o, v):
        o._x = v


class C(object):
    x = Field()


c = C()
c._x = 0


def work(me):
    i = 0
    while i < N:
        c.x += 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(c.x - 2 * N)
