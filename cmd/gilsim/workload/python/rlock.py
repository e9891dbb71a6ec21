# Two names for one RLock: who has it takes it again at once. Make it two RLocks, and the threads wait for each other for ever.
import threading
import time

plate = spoon = threading.RLock()
meals = []


def eat(first, second, name):
    with first:
        time.sleep(0.001)
        with second:
            meals.append(name)


threads = [
    threading.Thread(target=eat, args=(plate, spoon, "a")),
    threading.Thread(target=eat, args=(spoon, plate, "b")),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(meals), "have eaten")
