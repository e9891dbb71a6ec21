# Three windows sell ten tickets. Without the lock more are sold than there were: take "with counter:" out, and see.
import threading
import time

tickets = 10
sold = []
counter = threading.Lock()


def window():
    global tickets
    while True:
        with counter:
            if tickets == 0:
                return
            time.sleep(0.001)  # somebody pays
            tickets -= 1
            sold.append(tickets)


windows = [threading.Thread(target=window) for _ in range(3)]
for t in windows:
    t.start()
for t in windows:
    t.join()
print(tickets, "left,", len(sold), "sold")
