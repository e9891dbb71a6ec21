import sys
import threading

N = int(sys.argv[1])


class C(object):
    def __init__(self):
        self.n = 0

    def add(self):
        self.n += 1


c = C()


def work(me):
    i = 0
    while i < N:
        c.add()
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(c.n - 2 * N)
