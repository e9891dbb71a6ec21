# The first thread: it says its name, counts, and is joined.
import threading
import time


def loop():
    me = threading.current_thread().name
    print("thread %s is running..." % me)
    for n in range(1, 6):
        print("thread %s >>> %d" % (me, n))
        time.sleep(0.01)
    print("thread %s ended." % me)


print("thread %s is running..." % threading.current_thread().name)
t = threading.Thread(target=loop, name="LoopThread")
t.start()
t.join()
print("thread %s ended." % threading.current_thread().name)
