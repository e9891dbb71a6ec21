import sys
import threading

N = int(sys.argv[1])


class C(object):
    pass


slots = [None] * N
made = []


def work(me):
    i = 0
    while i < N:
        if slots[i] is None:
            slots[i] = C()
            made.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(made) - N)
