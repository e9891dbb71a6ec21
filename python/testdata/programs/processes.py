"""multiprocessing: processes, queues, pipes, locks and shared numbers."""

import multiprocessing
import os
import queue
import time
from multiprocessing import Array, Event, JoinableQueue, Lock, Pipe, Process, Queue, RLock, Semaphore, SimpleQueue, Value


def hello(name, punctuation="."):
    print("hello", name + punctuation, multiprocessing.current_process().name, multiprocessing.parent_process().name)


def puts(q, items):
    for item in items:
        q.put(item)


def adds(value, rounds, lock):
    for i in range(rounds):
        with lock:
            value.value += 1


def fills(numbers, first):
    for i in range(first, len(numbers), 2):
        numbers[i] = numbers[i] * 10 + first


def answers(connection):
    while True:
        question = connection.recv()
        if question is None:
            break
        connection.send(question * 2)
    connection.close()


def fails():
    raise ValueError("wrong")


def exits(code):
    raise SystemExit(code)


def works(tasks, results):
    while True:
        n = tasks.get()
        if n is None:
            tasks.task_done()
            return
        results.put(n * n)
        tasks.task_done()


def waits(event, q):
    q.put(("timed out", event.wait(0.05)))
    q.put(("set", event.wait()))


class Counter(Process):
    def __init__(self, n):
        super().__init__(name="counter")
        self.n = n

    def run(self):
        for i in range(self.n):
            print(self.name, i)


def ended(process):
    process.start()
    process.join()
    return process.exitcode


if __name__ == "__main__":
    p = Process(target=hello, args=("you",), kwargs={"punctuation": "!"})
    print(p.name, p.is_alive(), p.exitcode, p.pid, p.daemon)
    print(ended(p), p.is_alive(), p.pid > 0)
    print(ended(Counter(2)))
    print([ended(Process(target=exits, args=(code,))) for code in (0, 3, 256, -1, "a text", None)])
    print(ended(Process(target=fails)), ended(Process(target=os._exit, args=(9,))))

    q = Queue()
    p = Process(target=puts, args=(q, [1, "two", [3.0, None], {"four": (4,)}]))
    p.start()
    print([q.get() for i in range(4)])
    p.join()
    print(q.empty(), q.qsize())
    try:
        q.get(timeout=0.05)
    except queue.Empty as e:
        print(repr(e))
    small = Queue(1)
    small.put("x")
    try:
        small.put("y", block=False)
    except queue.Full as e:
        print(repr(e), small.full())
    print(small.get())

    lock, value = Lock(), Value("i", 5)
    workers = [Process(target=adds, args=(value, 40, lock)) for i in range(3)]
    for p in workers:
        p.start()
    for p in workers:
        p.join()
    print(value.value)
    number = Value("d", 1.5, lock=False)
    number.value /= 2
    letters = Array("c", b"abcd")
    letters.value = b"xy"
    print(number.value, letters.value, letters.raw, len(letters))
    numbers = Array("i", range(6))
    workers = [Process(target=fills, args=(numbers, first)) for first in range(2)]
    for p in workers:
        p.start()
    for p in workers:
        p.join()
    print(numbers[:], numbers[-1], sum(numbers))
    value.value = 2**31
    print(value.value)
    for wrong in (lambda: numbers[6], lambda: numbers.__setitem__(slice(0, 2), [1]), lambda: Value("x")):
        try:
            wrong()
        except Exception as e:
            print(type(e).__name__, e)

    a, b = Pipe()
    p = Process(target=answers, args=(b,))
    p.start()
    for question in (1, "ab", [0]):
        a.send(question)
        print(a.recv())
    a.send(None)
    b.close()
    p.join()
    try:
        a.recv()
    except EOFError as e:
        print(repr(e), a.closed)
    reads, writes = Pipe(duplex=False)
    writes.send_bytes(b"bytes")
    print(reads.poll(), reads.recv_bytes(), reads.poll(0.01))
    try:
        reads.send(1)
    except OSError as e:
        print(e)

    tasks, results = JoinableQueue(), SimpleQueue()
    workers = [Process(target=works, args=(tasks, results)) for i in range(2)]
    for p in workers:
        p.start()
    for n in range(5):
        tasks.put(n)
    for p in workers:
        tasks.put(None)
    tasks.join()
    print(sorted(results.get() for i in range(5)))
    for p in workers:
        p.join()
    try:
        tasks.task_done()
    except ValueError as e:
        print(e)

    event = Event()
    p = Process(target=waits, args=(event, q))
    p.start()
    print(q.get())
    event.set()
    print(q.get(), event.is_set())
    p.join()

    p = Process(target=time.sleep, args=(60,), daemon=True)
    p.start()
    p.terminate()
    p.join()
    print(p.exitcode, multiprocessing.active_children())
    p = Process(target=time.sleep, args=(60,))
    p.start()
    p.join(0.05)
    print(p.exitcode, p.is_alive())
    p.kill()
    p.join()
    print(p.exitcode)

    with lock:
        print(lock, lock.acquire(block=False))
    print(lock, RLock(), Semaphore(3))
    try:
        lock.release()
    except ValueError as e:
        print(e)
    recursive = RLock()
    with recursive:
        print(recursive.acquire())
        recursive.release()
    for wrong in (lambda: p.start(), lambda: Process(target=hello).join(), lambda: recursive.release(), lambda: setattr(p, "daemon", True),
                  lambda: multiprocessing.get_context("other"), lambda: q.put(1) or q.close() or q.put(2)):
        try:
            wrong()
        except Exception as e:
            print(type(e).__name__, str(e).split(" at 0x")[0])
    print(multiprocessing.get_start_method(), multiprocessing.get_all_start_methods(), multiprocessing.current_process())
