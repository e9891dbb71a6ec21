# threading.local: one variable, and a value for each thread.
import threading
import time

mine = threading.local()
seen = {}


def work(name):
    mine.name = name
    time.sleep(0.005)  # the others set theirs meanwhile
    seen[name] = mine.name


threads = [threading.Thread(target=work, args=(n,)) for n in ("Alice", "Bob", "Carol")]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(all(name == value for name, value in seen.items()), hasattr(mine, "name"))
