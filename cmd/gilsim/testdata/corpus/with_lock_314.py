# CPython 3.14 looks whether to let go where a with statement has entered: between the read and the write, though both are on lines
# that do nothing else.
import threading

counter = 0

def work(own):
    global counter
    seen = counter
    with own:
        counter = seen + 1

threads = [threading.Thread(target=work, args=(threading.Lock(),)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter)
