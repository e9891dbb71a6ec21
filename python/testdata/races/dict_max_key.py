import sys
import threading

N = int(sys.argv[1])
d = {-1: 0}
bad = []


def key(k):
    return k


def work(me):
    i = 0
    while i < N:
        if me == 1:
            d[i] = 1
            d.pop(i - 5, None)
        else:
            try:
                max(d, key=key)
            except RuntimeError:
                bad.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(bad))
