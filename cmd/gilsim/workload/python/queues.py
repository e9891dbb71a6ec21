# Queue, LifoQueue, PriorityQueue: what comes out first.
from queue import LifoQueue, PriorityQueue, Queue

for kind in (Queue, LifoQueue, PriorityQueue):
    q = kind()
    for n in (2, 3, 1):
        q.put(n)
    print(kind.__name__ + ": " + " ".join(str(q.get()) for _ in range(3)))
