"""Manager: proxies, what is a copy, and what is counted."""

import multiprocessing
import queue
from multiprocessing.managers import BaseManager


def adds(d, l, lock):
    for _ in range(10):
        with lock:
            d['n'] += 1
    l.append(d['n'] > 0)


def fills(q, ns, v, a):
    q.put(ns.x)
    ns.y = 2
    v.value = 7
    a[1] = 9


def waits(event, barrier, c):
    event.wait()
    barrier.wait()
    c.release()


class Adder:
    def __init__(self, n=0):
        self.n = n

    def add(self, x):
        self.n += x
        return self.n

    def fails(self):
        raise ValueError('no')

    def _hidden(self):
        return 1


class Adders(BaseManager):
    pass


Adders.register('Adder', Adder)


def nested(m):
    d, inner = m.dict(), m.list([1])
    d['proxy'], d['copy'] = inner, [1]
    d['proxy'].append(2)
    d['copy'].append(2)
    inner.append(3)
    print(len(d['proxy']), list(d['proxy']), d['copy'], type(d['proxy']).__name__)
    outer = m.list([m.dict(a=1), m.list()])
    outer[0]['b'] = 2
    outer[1].extend([5, 6])
    print(sorted(outer[0].items()), outer[1][:], len(outer), str(outer[1]))
    ns = m.Namespace(d=m.dict())
    ns.d['k'] = 1
    print(dict(ns.d))


if __name__ == '__main__':
    with multiprocessing.Manager() as m:
        d, l, lock = m.dict({'n': 0}), m.list(), m.Lock()
        children = [multiprocessing.Process(target=adds, args=(d, l, lock)) for _ in range(3)]
        for p in children:
            p.start()
        for p in children:
            p.join()
        print(d, len(l), d.copy(), sorted(d.keys()), 'n' in d, d.get('z', 1), d.pop('n'), len(d))
        l[:] = [3, 1, 2]
        l.sort()
        l.reverse()
        l += [7]
        print(l, l[0], l[1:3], 2 in l, l.index(1), l.pop(), l.count(1), l + [0], l * 2, [x for x in l])
        q, ns, v, a = m.Queue(2), m.Namespace(x=1), m.Value('i', 3), m.Array('i', [1, 2, 3])
        p = multiprocessing.Process(target=fills, args=(q, ns, v, a))
        p.start()
        p.join()
        print(q.get(), ns.x, ns.y, v.value, list(a[:]), len(a), q.empty(), q.qsize())
        print(ns, v, a, type(q).__name__, type(d).__name__)
        for wrong in (lambda: q.get_nowait(), lambda: d['z'], lambda: l[9], lambda: ns.z, lambda: lock.release(), lambda: l.remove(5)):
            try:
                wrong()
            except (queue.Empty, KeyError, IndexError, AttributeError, RuntimeError, ValueError) as e:
                print(type(e).__name__, e)
        event, barrier, c = m.Event(), m.Barrier(2), m.Semaphore(0)
        p = multiprocessing.Process(target=waits, args=(event, barrier, c))
        p.start()
        print(event.is_set(), event.set(), event.is_set())
        barrier.wait()
        print(c.acquire(), c.acquire(False))
        p.join()
        nested(m)
        with m.Pool(2) as pool:
            print(pool.map(abs, [-1, 2]), pool.apply(divmod, (7, 2)), pool.apply_async(pow, (2, 5)).get(), list(pool.imap(abs, [-3])))
            print(type(pool).__name__)
    with Adders() as m:
        adder = m.Adder(5)
        print(adder.add(1), adder.add(2))
        try:
            adder.fails()
        except ValueError as e:
            print('ValueError', e)
        print(hasattr(adder, '_hidden'), type(adder).__name__)
