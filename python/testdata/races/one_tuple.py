import sys
import threading

N = int(sys.argv[1])
pair = (0, 0)
bad = []


def work(me):
    global pair
    i = 0
    while i < N:
        if me == 1:
            pair = (i, i)
        else:
            a, b = pair
            if a != b:
                bad.append(i)
        i = i + 1


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(len(bad))
