import sys
import threading

N = int(sys.argv[1])


class K(object):
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return True


k = K()
d = {k: 0}


def work(me):
    i = 0
    while i < N:
        d[k] += 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(d[k] - 2 * N)
