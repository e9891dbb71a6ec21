import sys
import threading

N = int(sys.argv[1])
class C(object):
    pass


o = C()
o.x = 0


def work():
    i = 0
    while i < N:
        o.x += 1
        i = i + 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(o.x - 2 * N)
