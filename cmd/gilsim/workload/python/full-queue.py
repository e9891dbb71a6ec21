# The third put into a queue of two that nobody empties waits for ever.
from queue import Queue

q = Queue(2)
for n in range(3):
    print("put", n)
    q.put(n)
