import sys
import threading

N = int(sys.argv[1])
l = [1]
bad = []


def work(me):
    i = 0
    while i < N:
        if l:
            try:
                l.append(l.pop())
            except IndexError:
                bad.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(bad))
