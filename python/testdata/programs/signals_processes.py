# Signals between processes.
import multiprocessing
import os
import signal
import time


def report(pid):
    status = os.waitpid(pid, 0)[1]
    print(os.waitstatus_to_exitcode(status), flush=True)


def child(act):
    pid = os.fork()
    if pid == 0:
        act()
        os._exit(0)
    time.sleep(0.1)
    return pid


def term(signum, frame):
    print('child has', signum, flush=True)
    os._exit(5)


def waits():
    signal.signal(signal.SIGTERM, term)
    while True:
        time.sleep(1)


pid = child(waits)
os.kill(pid, signal.SIGTERM)
report(pid)


def computes():
    n = 0
    try:
        while True:
            n += 1
    except KeyboardInterrupt:
        print('child is interrupted', n > 10, flush=True)
    os._exit(6)


pid = child(computes)
os.kill(pid, signal.SIGINT)
report(pid)

pid = child(lambda: time.sleep(10))
os.kill(pid, signal.SIGTERM)
report(pid)

signal.signal(signal.SIGUSR1, lambda *args: print('parent or child', flush=True))
signal.setitimer(signal.ITIMER_REAL, 50)
pid = child(lambda: print(signal.getitimer(signal.ITIMER_REAL), signal.pause(), flush=True))
os.kill(pid, signal.SIGUSR1)
report(pid)
signal.alarm(0)

reaped = []


def reap(signum, frame):
    reaped.append(os.waitpid(-1, os.WNOHANG)[1])


signal.signal(signal.SIGCHLD, reap)
pid = child(lambda: os._exit(3))
time.sleep(0.1)
print(reaped)
signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def target(ready):
    signal.signal(signal.SIGTERM, lambda *args: ready.set())
    ready.set()
    time.sleep(0.2)


def interrupted(ready):
    try:
        ready.set()
        time.sleep(10)
    except KeyboardInterrupt:
        print('interrupted', flush=True)
        raise SystemExit(7)


if __name__ == '__main__':
    for function, number in (target, signal.SIGTERM), (interrupted, signal.SIGINT):
        ready = multiprocessing.Event()
        p = multiprocessing.Process(target=function, args=(ready,))
        p.start()
        ready.wait()
        ready.clear()
        os.kill(p.pid, number)
        p.join()
        print(p.exitcode, ready.is_set(), flush=True)
    pid = os.fork()
    if pid == 0:
        time.sleep(0.3)
        os.kill(os.getppid(), signal.SIGINT)
        os._exit(0)
    try:
        time.sleep(100)
    except KeyboardInterrupt:
        print('parent is interrupted')
    report(pid)
