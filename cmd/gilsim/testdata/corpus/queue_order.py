# One thread holds a lock while it waits for an item, and the other needs the lock to make it.
import queue, threading

lock, q = threading.Lock(), queue.SimpleQueue()

def consume():
    with lock:
        q.get()

def produce():
    with lock:
        q.put(1)

threads = [threading.Thread(target=f) for f in (produce, consume)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("done")
