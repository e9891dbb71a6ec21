# An event that is cleared too early: who has not looked by then waits for ever.
import threading

go = threading.Event()

def wait():
    go.wait()

t = threading.Thread(target=wait)
t.start()
go.set()
go.clear()
t.join()
print("done")
