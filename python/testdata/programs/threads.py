import threading, time, queue
results = []; lock = threading.Lock()
def worker(n, q):
    while True:
        item = q.get()
        if item is None: q.task_done(); break
        with lock: results.append((n, item))
        q.task_done()
q = queue.Queue(); ts = [threading.Thread(target=worker, args=(i, q), name=f'w{i}', daemon=True) for i in range(3)]
[t.start() for t in ts]
for i in range(10): q.put(i)
for _ in ts: q.put(None)
q.join(); [t.join() for t in ts]; print(sorted(i for _, i in results), [t.is_alive() for t in ts], ts[0].name, ts[0].daemon, threading.active_count(), threading.main_thread().name)
def boom(): raise ValueError('in thread')
hook = []
threading.excepthook = lambda a: hook.append((a.exc_type.__name__, str(a.exc_value), a.thread.name))
t = threading.Thread(target=boom, name='T'); t.start(); t.join(); print(hook)
ev = threading.Event(); print(ev.is_set(), ev.wait(0.01)); threading.Timer(0.01, ev.set).start(); print(ev.wait(1))
b = threading.Barrier(2); r = []
def bw(): r.append(b.wait())
t = threading.Thread(target=bw); t.start(); r.append(b.wait()); t.join(); print(sorted(r))
cond = threading.Condition(); state = []
def cons():
    with cond:
        cond.wait_for(lambda: state); print('consumed', state.pop())
t = threading.Thread(target=cons); t.start()
with cond: state.append(1); cond.notify_all()
t.join()
sem = threading.BoundedSemaphore(2)
with sem: print(sem.acquire(blocking=False), sem.acquire(blocking=False)); sem.release()
try: sem.release(); sem.release()
except ValueError as e: print(e)
try: lock.release()
except RuntimeError as e: print(e)
rl = threading.RLock(); rl.acquire(); rl.acquire(); rl.release(); rl.release()
try: rl.release()
except RuntimeError as e: print(e)
loc = threading.local(); loc.x = 1
def tl(): print(hasattr(loc, 'x'))
t = threading.Thread(target=tl); t.start(); t.join()
try: t.start()
except RuntimeError as e: print(e)
try: threading.current_thread().join()
except RuntimeError as e: print(e)
from concurrent.futures import *
with ThreadPoolExecutor(max_workers=3, thread_name_prefix='pool') as ex:
    print(list(ex.map(lambda x: x ** 2, range(5)))); fs = [ex.submit(pow, i, 2) for i in range(3)]; print(sorted(f.result() for f in as_completed(fs)))
    f = ex.submit(lambda: 1 / 0); print(repr(f.exception())); done, nd = wait(fs); print(len(done), len(nd))
    f2 = ex.submit(lambda: 7); f2.add_done_callback(lambda f: print('cb', f.result())); f2.result()
try: ex.submit(print)
except RuntimeError as e: print(e)
pq = queue.PriorityQueue(); [pq.put(x) for x in (3, 1, 2)]; print([pq.get() for _ in range(3)], pq.empty(), queue.LifoQueue(2).full())
try: queue.Queue().get_nowait()
except queue.Empty as e: print(repr(e))
try: q1 = queue.Queue(1); q1.put(1); q1.put(2, timeout=0.01)
except queue.Full as e: print(repr(e))
print(threading.get_ident() == threading.main_thread().ident, lock, sem)
