# Two accounts that belong together: no update is lost, and the auditor still finds wrong sums. The interpreter's lock does not help.
import threading
import time

one, two = 100, 0
over = False
wrong = 0


def move():
    global one, two, over
    for _ in range(50):
        one -= 1
        time.sleep(0.0001)  # a line is written to the log
        two += 1
    over = True


def audit():
    global wrong
    while not over:
        if one + two != 100:
            wrong += 1
        time.sleep(0.0001)


threads = [threading.Thread(target=move), threading.Thread(target=audit)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("wrong sums were seen" if wrong else "no wrong sum was seen")
