# The same with a lock around each change: always 0.
import threading

balance = 0
lock = threading.Lock()


def change(n):
    global balance
    balance = balance + n
    balance = balance - n


def work(n):
    for _ in range(20000):
        with lock:
            change(n)


threads = [threading.Thread(target=work, args=(n,)) for n in (5, 8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(balance)
