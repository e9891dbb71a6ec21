# A producer and two consumers with a bounded queue between them: who is too fast waits.
import threading
from queue import Queue

buffer = Queue(3)
eaten = []


def produce(count, consumers):
    for n in range(count):
        buffer.put(n)
    for _ in range(consumers):
        buffer.put(None)


def consume():
    while True:
        n = buffer.get()
        if n is None:
            return
        eaten.append(n)


threads = [threading.Thread(target=produce, args=(100, 2))] + [threading.Thread(target=consume) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(eaten), sum(eaten))
