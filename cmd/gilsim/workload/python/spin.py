# Threads that only compute. With the lock they take turns: two of them take twice as long as one.
import threading


def spin(rounds):
    x = 0
    for _ in range(rounds):
        x = x ^ 1


threads = [threading.Thread(target=spin, args=(200000,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("done")
