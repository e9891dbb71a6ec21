import sys
import threading
a = []


def work(x):
    print(sys.getrefcount(x))


t = threading.Thread(target=work, args=(a,))
print(sys.getrefcount(a))
t.start()
t.join()
print(sys.getrefcount(a))
local = threading.local()
local.x = a
print(sys.getrefcount(a))
