import threading
import time

lock = threading.Lock()
cond = threading.Condition()
total = 0


class Account(object):
    def __init__(self):
        self.value = 0

    def add(self, n):
        self.value += n


acc = Account()
items = {'k': 0, 'list': [0, 0]}
ready = []


def work(n):
    global total
    for i in range(60):
        total += n
        acc.add(n)
        items['k'] += 1
        items['list'][i % 2] += n
        with lock:
            acc.value -= 1
    with cond:
        ready.append(n)
        cond.notify()


def gen(n):
    for i in range(n):
        yield i * 2


threads = [threading.Thread(target=work, args=(k,)) for k in (1, 2, 3)]
for t in threads:
    t.start()
with cond:
    while len(ready) < 3:
        cond.wait()
time.sleep(0.0001)
for t in threads:
    t.join()
try:
    {}['x']
except KeyError:
    pass
print(sum(gen(10)), acc.value > -1000, items['k'] <= 180)
