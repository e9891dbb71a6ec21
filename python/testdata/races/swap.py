import sys
import threading

N = int(sys.argv[1])
p = 0
q = 1


def work(me):
    global p, q
    i = 0
    while i < N:
        p, q = q, p
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(p + q - 1)
