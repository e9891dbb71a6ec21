import threading
import time


def tell(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Local(threading.local):
    pass


tell(lambda: threading.local().x)
tell(lambda: Local().x)
tell(lambda: delattr(threading.local(), "x"))
tell(lambda: setattr(threading.local(), "__dict__", {}))
print(threading.local)

# A time-out that no clock can count.
lock = threading.Lock()
lock.acquire()
for seconds in 1e20, 10**30, float("inf"), float("nan"):
    tell(time.sleep, seconds)
    tell(threading.Event().wait, seconds)
    tell(lambda: lock.acquire(timeout=seconds))

print(threading.ExceptHookArgs, threading.ExceptHookArgs((1, 2, 3, 4)))
tell(threading.ExceptHookArgs, (1,))


def hook(args):
    kind, value, traceback, thread = args
    print(len(args), args[0] is args.exc_type is kind, value, args.exc_traceback is traceback, thread.name)


threading.excepthook = hook
thread = threading.Thread(target=lambda: {}["key"], name="T")
thread.start()
thread.join()
