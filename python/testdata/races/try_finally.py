import sys
import threading

N = int(sys.argv[1])
active = 0


def f():
    pass


def work(me):
    global active
    i = 0
    while i < N:
        active += 1
        try:
            f()
        finally:
            active -= 1
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(active)
