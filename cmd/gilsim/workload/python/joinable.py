# task_done and join: the workers never end, and the work does.
import threading
from queue import Queue

tasks = Queue()
done = []


def worker():
    while True:
        done.append(tasks.get() ** 2)
        tasks.task_done()


for _ in range(3):
    t = threading.Thread(target=worker)
    t.daemon = True
    t.start()
for n in range(20):
    tasks.put(n)
tasks.join()
print(len(done), sum(done))
