# A consumer waits with if: who is woken may find that another one was faster.
import threading

items, ready = [], threading.Condition()

def consume():
    with ready:
        if not items:
            ready.wait()
        items.pop()

threads = [threading.Thread(target=consume) for _ in range(2)]
for t in threads:
    t.start()
for _ in range(2):
    with ready:
        items.append(1)
        ready.notify()
for t in threads:
    t.join()
print("done")
