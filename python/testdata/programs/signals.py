# Handlers of signals, and timers, in one process.
import os
import signal
import threading
import time


def handler(signum, frame):
    print('handler', signum, signal.Signals(signum).name)


def attempt(call):
    try:
        print(call())
    except BaseException as e:
        print(type(e).__name__, e)


print(signal.signal(signal.SIGUSR1, handler), signal.getsignal(signal.SIGUSR1) is handler, signal.getsignal(signal.SIGINT))
print(signal.getsignal(signal.SIGTERM), repr(signal.getsignal(signal.SIGPIPE)), signal.default_int_handler)


def where(signum, frame):
    print('in', frame.f_code.co_name)


def work():
    os.kill(os.getpid(), signal.SIGUSR1)


signal.signal(signal.SIGUSR1, where)
work()
print('after')

# A sleep goes on when the handler has returned.
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
t = time.monotonic()
time.sleep(0.1)
print(0.1 <= time.monotonic() - t < 0.2)

# A loop that computes is left by a handler that says so, or that raises.
done = []
signal.signal(signal.SIGALRM, lambda signum, frame: done.append(signum))
signal.setitimer(signal.ITIMER_REAL, 0.01)
n = 0
while not done:
    n += 1
print(done, n > 100)


def late(signum, frame):
    raise TimeoutError('too late')


signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.02, 5)
try:
    while True:
        n += 1
except TimeoutError as e:
    print(e)
left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
print(4 < left <= 5, interval, signal.getitimer(signal.ITIMER_REAL))

# So is a wait.
lock = threading.Lock()
lock.acquire()
event = threading.Event()
for wait in lock.acquire, event.wait, lambda: time.sleep(10), lambda: lock.acquire(timeout=100):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    attempt(wait)
print(signal.alarm(100), signal.alarm(0), signal.alarm(0))

# Whoever sends it: the main thread runs the handler.
def other():
    attempt(lambda: signal.signal(signal.SIGINT, handler))
    time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGUSR2)


signal.signal(signal.SIGUSR2, lambda signum, frame: print(threading.current_thread().name))
t = threading.Thread(target=other)
t.start()
t.join()
timer = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR2))
timer.start()
print(signal.pause())

# What is ignored, and what an interrupt is by default.
print(signal.signal(signal.SIGTERM, signal.SIG_IGN), signal.getsignal(15))
os.kill(os.getpid(), signal.SIGTERM)
attempt(lambda: os.kill(os.getpid(), signal.SIGINT))
attempt(lambda: signal.raise_signal(signal.SIGINT))
attempt(lambda: signal.default_int_handler(2, None))


# A handler within a handler, and one that waits.
def outer(signum, frame):
    print('outer begins')
    os.kill(os.getpid(), signal.SIGUSR2)
    time.sleep(0.01)
    print('outer ends')


def inner(signum, frame):
    print('inner')


signal.signal(signal.SIGUSR1, outer)
signal.signal(signal.SIGUSR2, inner)
threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1)).start()
time.sleep(0.1)
print('slept')

for call in (lambda: signal.signal(0, handler), lambda: signal.signal(9, handler), lambda: signal.signal(2, 5), lambda: signal.signal(99, handler),
             lambda: signal.getsignal(70), lambda: signal.setitimer(0, -1), lambda: signal.alarm('x'), lambda: signal.signal('x', handler)):
    attempt(call)
print(signal.strsignal(15), signal.strsignal(10), signal.SIGINT, repr(signal.SIGINT), signal.Signals(17), signal.SIGALRM.name)
print(len(signal.valid_signals()), signal.NSIG, signal.SIG_DFL == 0, repr(signal.SIG_IGN), signal.SIGCLD is signal.SIGCHLD)
try:
    signal.raise_signal(signal.SIGINT)
finally:
    print('finally')
