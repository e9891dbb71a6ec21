import sys
import threading

N = int(sys.argv[1])
d = {}


def work(me):
    i = 0
    while i < N:
        d['k'] = d.get('k', 0) + 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(d['k'] - 2 * N)
