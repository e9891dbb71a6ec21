import sys
import threading

N = int(sys.argv[1])
g = 0


def one():
    return 1


def work(me):
    global g
    i = 0
    while i < N:
        g = one() + g
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(g - 2 * N)
