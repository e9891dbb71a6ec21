# Two threads look whether a key is there, and make it if not: both may make it.
import threading

cache, made = {}, []

def get(key):
    if key not in cache:
        made.append(key)
        cache[key] = len(made)

threads = [threading.Thread(target=get, args=("a",)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(made))
