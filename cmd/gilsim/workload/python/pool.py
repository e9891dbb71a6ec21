# Twenty tasks for a pool of three threads: by the same three.
import threading
import time
from concurrent.futures import ThreadPoolExecutor

workers = set()


def task(n):
    workers.add(threading.current_thread().name)
    time.sleep(0.002)
    return n * n


with ThreadPoolExecutor(3) as pool:
    results = list(pool.map(task, range(20)))
print(len(results), "results by", len(workers), "threads:", sum(results))
