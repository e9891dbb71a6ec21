import threading
import time


class Account:
    def __init__(self, name, money):
        self.name = name
        self.money = money
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        time.sleep(0.01)
        with target.lock:
            source.money -= amount
            target.money += amount


alice, bob = Account("alice", 100), Account("bob", 100)
threads = [
    threading.Thread(target=transfer, args=(alice, bob, 10)),
    threading.Thread(target=transfer, args=(bob, alice, 20)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(alice.money, bob.money)
