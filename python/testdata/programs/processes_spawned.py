"""Process by each start method: what a child has, exit codes, names, and what cannot be passed on."""

import multiprocessing
import os
import sys
import time

num = 1


def tells(q, *args):
    q.put((num, multiprocessing.current_process().name, multiprocessing.parent_process().name, __name__ == '__main__', args))


def leaves(how):
    if how == 'raise':
        raise ValueError(how)
    if how == '_exit':
        os._exit(9)
    if how == 'sleep':
        time.sleep(60)
    sys.exit(how)


class Counter(multiprocessing.Process):
    def __init__(self, q, n):
        super().__init__(name='Counter-%d' % n)
        self.q = q
        self.n = n

    def run(self):
        self.q.put((self.name, self.n + 1))


def grandchild(q):
    q.put(multiprocessing.current_process().name)


def child(q):
    p = multiprocessing.Process(target=grandchild, args=(q,))
    p.start()
    p.join()
    q.put(p.exitcode)


def adds(value, lock, rounds):
    for _ in range(rounds):
        with lock:
            value.value += 1


def through(c):
    for x in iter(c.recv, None):
        c.send(x * 2)
    c.close()


if __name__ == '__main__':
    num = 5
    for method in 'fork', 'spawn', 'forkserver':
        context = multiprocessing.get_context(method)
        q = context.Queue()
        p = context.Process(target=tells, args=(q, 1, 'a', [None]))
        print(method, p.exitcode, p.is_alive(), p.pid, p.daemon)
        p.start()
        print(q.get(), p.pid > 0)
        p.join()
        print(p.exitcode, p.is_alive())
        p = Counter(q, 4) if method == 'fork' else context.Process(target=grandchild, args=(q,), name='named')
        p.start()
        print(q.get())
        p.join()
        codes = []
        for how in 0, 7, 256, -1, 'text', None, 'raise', '_exit':
            if how == 'text':
                how = True
            p = context.Process(target=leaves, args=(how,))
            p.start()
            p.join()
            codes.append(p.exitcode)
        print(codes)
        for end in 'terminate', 'kill':
            p = context.Process(target=leaves, args=('sleep',))
            p.start()
            time.sleep(0.01)
            getattr(p, end)()
            p.join()
            print(end, p.exitcode)
        value, lock = context.Value('i', 0), context.Lock()
        workers = [context.Process(target=adds, args=(value, lock, 20)) for _ in range(3)]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        print(value.value)
        here, there = context.Pipe()
        p = context.Process(target=through, args=(there,))
        p.start()
        there.close()
        for x in 21, 'ab', [1]:
            here.send(x)
            print(here.recv())
        here.send(None)
        p.join()
        try:
            here.recv()
        except EOFError:
            print('EOFError')
        print(p.exitcode)
        try:
            context.Process(target=lambda: None).start()
            print('a lambda is fine')
        except Exception as e:
            print(type(e).__name__, e)
    q = multiprocessing.Queue()
    p = multiprocessing.Process(target=child, args=(q,))
    p.start()
    p.join()
    print(q.get(), q.get())
