"""Processes that are made by hand: what a child has, how it ends, and what comes through a pipe."""

import os
import sys
import threading
import time

shared = [1, {"a": 2}]
count = 0


def child(work):
    """Runs work in a child, and returns how that has ended."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    ended, status = os.waitpid(pid, 0)
    assert ended == pid
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)


def changes():
    global count
    count += 1
    shared.append(3)
    shared[1]["a"] = "changed"
    print("child", count, shared, os.getppid() == parent)


parent = os.getpid()
print(child(changes), count, shared)
print(child(lambda: os._exit(7)), child(lambda: os._exit(256)), child(lambda: os._exit(-1)))
print(child(lambda: os.kill(os.getpid(), 9) or time.sleep(60)))

r, w = os.pipe()
for i in range(3):
    if os.fork() == 0:
        os.close(r)
        time.sleep(0.1 * i)
        os.write(w, b"from %d\n" % i)
        os._exit(i)
os.close(w)
got = b""
while True:
    data = os.read(r, 5)
    if not data:
        break
    got += data
print(got, sorted(os.WEXITSTATUS(os.wait()[1]) for i in range(3)))
for call in (os.wait, lambda: os.read(w, 1), lambda: os.kill(2**22 + 1, 0), lambda: os.waitpid(-1, os.WNOHANG)):
    try:
        call()
    except OSError as e:
        print(type(e).__name__, e.errno, e)

r, w = os.pipe()
os.close(r)
try:
    os.write(w, b"x")
except BrokenPipeError as e:
    print(e)


def counting(n):
    while n:
        yield n
        n -= 1


steps = counting(5)
print(next(steps))
print(child(lambda: print("in the child", list(steps))), list(steps))

# The thread that forks is the only one in the child, and a lock that another one holds stays locked for ever.
lock = threading.Lock()
may_go, has_it = threading.Event(), threading.Event()


def holds():
    with lock:
        has_it.set()
        may_go.wait()


def looks():
    print(threading.active_count(), threading.current_thread() is threading.main_thread(), other.is_alive(),
          lock.acquire(timeout=0.05), lock.locked())


other = threading.Thread(target=holds)
other.start()
has_it.wait()
print(child(looks), threading.active_count(), other.is_alive())
may_go.set()
other.join()


def forks():
    if os.fork() == 0:
        print(threading.current_thread().name, threading.main_thread().name, threading.active_count())
        os._exit(5)
    print(os.WEXITSTATUS(os.wait()[1]))


t = threading.Thread(target=forks, name="forker")
t.start()
t.join()

pid = os.fork()
if pid == 0:
    sys.exit(4)
print(os.waitpid(pid, 0)[1] >> 8)
pid = os.fork()
if pid == 0:
    raise KeyError("nobody catches it")
print(os.waitpid(pid, 0)[1] >> 8, os.path.join("a", "..", "b"), os.path.splitext("x.tar.gz"), os.cpu_count() > 0)
