import threading, time, random
class Bank:
    def __init__(self): self.accounts = {i: 100 for i in range(4)}; self.locks = {i: threading.Lock() for i in range(4)}; self.log = []
    def transfer(self, a, b, amt):
        first, second = sorted((a, b))
        with self.locks[first]:
            with self.locks[second]:
                if self.accounts[a] < amt: raise ValueError('insufficient funds in %d' % a)
                self.accounts[a] -= amt; self.accounts[b] += amt
bank = Bank(); errors = []
def job(seed):
    r = random.Random(seed)
    for _ in range(20):
        a, b = r.sample(range(4), 2)
        try: bank.transfer(a, b, r.randint(1, 50))
        except ValueError as e: errors.append(str(e))
ts = [threading.Thread(target=job, args=(s,)) for s in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(sum(bank.accounts.values()), all('insufficient' in e for e in errors))
class Singleton:
    _inst, _lock = None, threading.Lock()
    def __new__(cls):
        if cls._inst is None:
            with cls._lock:
                if cls._inst is None: cls._inst = super().__new__(cls)
        return cls._inst
print(len({id(Singleton()) for _ in range(5)}))
class RW:
    def __init__(self): self.c = threading.Condition(); self.readers = 0
    def __enter__(self):
        with self.c: self.readers += 1
    def __exit__(self, *a):
        with self.c:
            self.readers -= 1
            if not self.readers: self.c.notify_all()
rw = RW()
with rw: print(rw.readers)
print(rw.readers)
start = time.time(); time.sleep(0.05); print(0.04 < time.time() - start < 5, time.perf_counter() > 0, time.monotonic() >= 0, type(time.time_ns()).__name__)
print(time.strftime('%Y', time.gmtime(0)), time.gmtime(0)[:6])
