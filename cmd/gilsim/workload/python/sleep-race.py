# Ten threads sleep between read and write: all have read 10 before the first one writes. 9 are left.
import threading
import time

num = 10


def take():
    global num
    seen = num
    time.sleep(0.05)
    num = seen - 1


threads = [threading.Thread(target=take) for _ in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(num)
