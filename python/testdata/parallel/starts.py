# Threads start threads, end at once, are waited for by many, and leave daemons behind.
import threading
import time
import sys

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
log, lock = [], threading.Lock()


def leaf(n):
    with lock:
        log.append(n)


def branch(n):
    children = [threading.Thread(target=leaf, args=(10 * n + i,)) for i in range(3)]
    for t in children:
        t.start()
    for t in children:
        t.join()
    return n


class Worker(threading.Thread):
    def run(self):
        self.result = branch(int(self.name))


for _ in range(rounds):
    workers = [Worker(name=str(n), daemon=False) for n in range(4)]
    for t in workers:
        t.start()
    watchers = [threading.Thread(target=workers[0].join) for _ in range(2)]
    for t in watchers:
        t.start()
    for t in workers + watchers:
        t.join()
    assert [t.result for t in workers] == [0, 1, 2, 3]
assert len(log) == 12 * rounds, len(log)


def forever():
    while True:
        time.sleep(0.001)
        log.append(0)


threading.Thread(target=forever, daemon=True).start()
print("over")
