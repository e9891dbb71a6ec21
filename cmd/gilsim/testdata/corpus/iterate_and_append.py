# One thread iterates over a dict while another one adds to it.
import threading

d = {1: 1, 2: 2}

def add():
    d[3] = 3

t = threading.Thread(target=add)
t.start()
total = 0
for key in d:
    total += key
t.join()
print(total > 0)
