import sys
import threading

N = int(sys.argv[1])
x = 0
y = 0
bad = []


def work(me):
    global x, y
    i = 0
    while i < N:
        if me == 1:
            x = i
            y = i
        elif x != y:
            bad.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(bad))
