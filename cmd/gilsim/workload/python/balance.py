# Two threads add to one balance and take away, without a lock. Try --python=3.9 and 3.13, --switch-interval=100us --seeds=20.
import threading

balance = 0


def change(n):
    global balance
    balance = balance + n
    balance = balance - n


def work(n):
    for _ in range(100000):
        change(n)


threads = [threading.Thread(target=work, args=(n,)) for n in (5, 8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(balance)
