# Twenty threads and a Semaphore(3): never more than three at a time.
import threading
import time

seats = threading.Semaphore(3)
inside, most = 0, 0
lock = threading.Lock()


def visit():
    global inside, most
    with seats:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.005)
        with lock:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(20)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("at most", most, "at a time")
