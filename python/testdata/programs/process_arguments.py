import multiprocessing as mp


def barrier(b):
    print('barrier', b.wait() == 0, b.parties)


def event(e):
    print('event', e.wait(5))


def condition(c, n):
    with c:
        n.value += 1
        c.notify()


def locks(s, b, l, r):
    with s, b, l, r:
        print('locks', s.get_value(), b.get_value())


def numbers(v, a, rv, ra):
    v.value += 1
    a[1] += 1
    rv.value += 0.5
    ra[0] = 7


def queues(q, j, s, p):
    q.put(1)
    j.put(2)
    s.put(3)
    p.send(4)


def run(ctx, f, *args):
    p = ctx.Process(target=f, args=args)
    p.start()
    return p


def ended(p):
    p.join()
    print(p.exitcode)


if __name__ == '__main__':
    for method in 'fork', 'spawn', 'forkserver':
        print(method)
        ctx = mp.get_context(method)
        meeting, e = ctx.Barrier(1), ctx.Event()
        ended(run(ctx, barrier, meeting))
        e.set()
        ended(run(ctx, event, e))
        c, n = ctx.Condition(), ctx.Value('i', 0)
        with c:
            p = run(ctx, condition, c, n)
            print('notified', c.wait_for(lambda: n.value == 1, 5))
        ended(p)
        several = ctx.Semaphore(3), ctx.BoundedSemaphore(2), ctx.Lock(), ctx.RLock()
        ended(run(ctx, locks, *several))
        v, a, rv, ra = ctx.Value('i', 1), ctx.Array('i', [1, 2]), ctx.RawValue('d', 1), ctx.RawArray('i', 2)
        ended(run(ctx, numbers, v, a, rv, ra))
        print(v.value, a[:], rv.value, ra[:])
        q, j, s = ctx.Queue(), ctx.JoinableQueue(), ctx.SimpleQueue()
        mine, its = ctx.Pipe()
        p = run(ctx, queues, q, j, s, its)
        print(q.get(), j.get(), s.get(), mine.recv())
        j.task_done()
        j.join()
        ended(p)
