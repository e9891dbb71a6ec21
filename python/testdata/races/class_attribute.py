import sys
import threading

N = int(sys.argv[1])


class C(object):
    n = 0


def work(me):
    i = 0
    while i < N:
        C.n += 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(C.n - 2 * N)
