# A single instance that is looked for without the lock, and told before it is complete.
import threading

class Config:
    pass

lock = threading.Lock()
instance = None
seen = []

def get():
    global instance
    if instance is None:
        with lock:
            if instance is None:
                instance = Config()
                instance.name = "ready"
    return instance

def use():
    seen.append(hasattr(get(), "name"))

threads = [threading.Thread(target=use) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(all(seen))
