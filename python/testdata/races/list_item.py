import sys
import threading

N = int(sys.argv[1])
l = [0]


def work():
    i = 0
    while i < N:
        l[0] += 1
        i = i + 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(l[0] - 2 * N)
