import sys
import threading

N = int(sys.argv[1])
g = 0


def work():
    global g
    own = threading.Lock()
    i = 0
    while i < N:
        seen = g
        with own:
            g = seen + 1
        i = i + 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(g - 2 * N)
