import threading

balance = 0
lock = threading.Lock()

def run(n):
    global balance
    for i in range(100000):
        with lock:
            balance = balance + n
            balance = balance - n

threads = [threading.Thread(target=run, args=(n,)) for n in (5, 8)]
for t in threads: t.start()
for t in threads: t.join()
print(balance)
