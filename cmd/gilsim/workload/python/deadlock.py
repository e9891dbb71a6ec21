# Two locks taken in opposite order: each thread has one and waits for the other. Nobody ever goes on.
import threading
import time

a, b = threading.Lock(), threading.Lock()


def work(first, second):
    with first:
        time.sleep(0.01)
        with second:
            pass


threads = [threading.Thread(target=work, args=(a, b)), threading.Thread(target=work, args=(b, a))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("never printed")
