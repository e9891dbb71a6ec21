# A daemon thread is cut off when the main thread ends: its last line is never printed.
import threading
import time


def forever():
    time.sleep(1)
    print("never printed")


t = threading.Thread(target=forever)
t.daemon = True
t.start()
print("the main thread ends")
