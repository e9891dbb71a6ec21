import sys
import threading

N = int(sys.argv[1])
d = {'k': 0}


def work():
    i = 0
    while i < N:
        d['k'] += 1
        i = i + 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(d['k'] - 2 * N)
