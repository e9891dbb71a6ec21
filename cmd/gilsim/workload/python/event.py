# Clients wait for a server that boots: an Event lets all of them go on at once.
import threading
import time

booted = threading.Event()
served = []


def client(name):
    booted.wait()
    served.append(name)


clients = [threading.Thread(target=client, args=(i,)) for i in range(5)]
for t in clients:
    t.start()
time.sleep(0.01)
print("served before:", len(served))
booted.set()
for t in clients:
    t.join()
print("served after:", len(served))
