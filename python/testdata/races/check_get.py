import sys
import threading

N = int(sys.argv[1])
d = {}
won = []


def work(me):
    i = 0
    while i < N:
        if d.get(i) is None:
            d[i] = me
            won.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(won) - N)
