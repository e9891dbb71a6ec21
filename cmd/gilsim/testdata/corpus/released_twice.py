# A semaphore that is given back once too often lets two in.
import threading

places, inside, most = threading.Semaphore(1), 0, []

def enter(twice):
    global inside
    places.acquire()
    inside += 1
    most.append(inside)
    inside -= 1
    places.release()
    if twice:
        places.release()

threads = [threading.Thread(target=enter, args=(i == 0,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(max(most))
