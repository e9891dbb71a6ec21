# Does with the manager at a port what can be done, and prints what came of it.
import multiprocessing, queue, sys, threading
from multiprocessing.managers import SyncManager, RemoteError

class Manager(SyncManager):
    pass

Manager.register('get_task_queue')
Manager.register('get_result_queue')
Manager.register('nothing')

def show(what, f, *args):
    try:
        print(what, repr(f(*args)))
    except RemoteError as e:
        print(what, 'RemoteError', str(e).strip('-\n').splitlines()[-1])
    except Exception as e:
        print(what, type(e).__module__.strip('_'), type(e).__name__, e.args)

def main(port, key, alone):
    try:
        Manager(address=('127.0.0.1', port), authkey=b'wrong').connect()
    except multiprocessing.AuthenticationError as e:
        print('wrong key:', e)
    multiprocessing.current_process().authkey = key # for proxies that are received
    m = Manager(address=('127.0.0.1', port), authkey=key)
    m.connect()
    tasks, results = m.get_task_queue(), m.get_result_queue()
    for item in [1, 'a\u4e2d', b'\0\xff', None, 2.5, [1, [2]], (1, 'x'), {'k': {1, 2}, 3: frozenset([4])}, 2**100, -2**70, bytearray(b'xy'), 'x' * (10 if alone else 100000)]:
        tasks.put(item)
        back = tasks.get(timeout=10)
        print(type(back).__name__, back == item)
    show('empty', tasks.empty)
    show('get_nowait', tasks.get_nowait)
    show('get', tasks.get, True, 0.01)
    show('negative', tasks.get, True, -1)
    show('keywords', lambda: tasks.put(item=7, block=False))
    show('qsize', tasks.qsize)
    show('done', tasks.task_done)
    again = m.get_task_queue()
    show('same', again.get)
    show('not exposed', tasks._callmethod, '_init', (3,))
    show('no method', tasks._callmethod, 'nonsense')
    show('no type', m.nothing)
    q = m.Queue(1)
    q.put(1)
    show('full', q.put, 2, False)
    d = m.dict({'y': 1}, z=2)
    d['y'] += 1
    show('dict', lambda: (d['y'], d['z'], len(d), 'y' in d, 'q' in d, d.get('q'), d.get('q', 5), d.setdefault('s', 6)))
    show('KeyError', lambda: d['nowhere'])
    show('unhashable', lambda: d.__setitem__([], 1))
    show('str', str, d)
    show('copy', d.copy)
    show('iterate', lambda: [k for k in d])
    d.update({1: 2})
    d.update([(3, 4)], five=6)
    show('items', lambda: (d.items(), d.keys(), d.values(), d.pop(1), d.pop(99, 'none'), d.popitem()))
    show('value', d._getvalue)
    l = m.list([3, 1, 2])
    l.append([0])
    l[3][0] = 5
    show('nested list', lambda: l[3])
    l[3] = 4
    l.sort()
    l.extend(range(5, 7))
    show('list', lambda: (l[:], l[1:3], l[-1], len(l), 4 in l, l.index(4), l.count(9), l + [7], l * 2))
    show('IndexError', lambda: l[99])
    show('ValueError', l.remove, 99)
    l.insert(0, 'first')
    l.reverse()
    del l[0]
    l[0:2] = ['a', 'b']
    show('list', lambda: (l[:], l.pop(), l.pop(0), str(l)))
    inner = m.list()
    outer = m.list([inner])
    inner.append('seen')
    show('nested proxy', lambda: outer[0][:])
    del inner
    show('kept', lambda: outer[0][:])
    n = m.Namespace(a=1, _hidden=2)
    n.b = [1]
    show('namespace', lambda: (n.a, n.b, str(n)))
    del n.a
    show('AttributeError', lambda: n.a)
    v = m.Value('i', 5)
    v.value += 1
    show('Value', lambda: (v.value, v.get(), str(v)))
    a = m.Array('i', [1, 2, 3])
    a[0] = 7
    show('Array', lambda: (a[0], len(a), str(a)))
    show('wrong item', lambda: a.__setitem__(0, 'x'))
    for lock in m.Lock(), m.RLock(), m.Semaphore(1), m.BoundedSemaphore(1):
        show('lock', lambda: (lock.acquire(), lock.release()))
        with lock:
            pass
    lock = m.Lock()
    lock.acquire()
    show('acquire', lock.acquire, False)
    show('acquire', lock.acquire, True, 0.01)
    lock.release()
    show('released', lock.release)
    e = m.Event()
    show('event', lambda: (e.is_set(), e.wait(0.01), e.set(), e.wait(), e.is_set(), e.clear(), e.is_set()))
    c = m.Condition()
    with c:
        show('condition', c.wait, 0.01)
        c.notify()
        c.notify_all()
    if alone:
        return
    b = m.Barrier(2)
    t = threading.Thread(target=b.wait)
    t.start()
    b.wait()
    t.join()
    show('barrier', lambda: (b.parties, b.n_waiting, b.broken))
    b.abort()
    show('broken', b.wait)
    # A proxy that is sent to a process of its own counts there, too.
    x = m.dict()
    p = multiprocessing.get_context('spawn').Process(target=change, args=(x,))
    p.start()
    p.join()
    show('changed', x.copy)
    before = m._number_of_objects()
    y = m.list()
    print('objects', m._number_of_objects() - before)
    del y
    print('objects', m._number_of_objects() - before)

def change(x):
    x['child'] = 'was here'

if __name__ == '__main__':
    main(int(sys.argv[1]), sys.argv[2].encode(), 'alone' in sys.argv)
