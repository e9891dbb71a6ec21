import sys
import threading

N = int(sys.argv[1])
l = [0]


def one():
    return 1


def work(me):
    i = 0
    while i < N:
        l[0] += one()
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(l[0] - 2 * N)
