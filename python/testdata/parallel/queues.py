# Producers and consumers over every kind of queue, and through a list that a condition guards.
import queue
import threading
import sys

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100


def run(q):
    got, put = [], []

    def produce(n):
        for i in range(rounds):
            q.put((i, n))
            put.append((i, n))

    def consume():
        while True:
            item = q.get()
            if item == (rounds, 9):
                break
            got.append(item)

    makers = [threading.Thread(target=produce, args=(n,)) for n in range(2)]
    takers = [threading.Thread(target=consume) for _ in range(2)]
    for t in makers + takers:
        t.start()
    for t in makers:
        t.join()
    for t in takers:
        q.put((rounds, 9))
    for t in takers:
        t.join()
    assert sorted(got) == sorted(put), q
    try:
        q.get_nowait() if hasattr(q, "get_nowait") else q.get(False)
    except queue.Empty:
        pass
    else:
        assert False, "something is left"


for q in (queue.Queue(), queue.Queue(3), queue.PriorityQueue(), queue.SimpleQueue()):
    run(q)
jobs, done = queue.Queue(), []


def worker():
    while True:
        job = jobs.get()
        done.append(job * job)
        jobs.task_done()


for _ in range(3):
    threading.Thread(target=worker, daemon=True).start()
for n in range(rounds):
    jobs.put(n)
jobs.join()
assert sum(done) == sum(n * n for n in range(rounds))
print("over")
