"""A bank account, and what can go wrong with it."""
import threading

lock = threading.Lock()
balance = 0


class Account(object):
    def __init__(self, name="x", *, limit=10):
        super().__init__()
        self.name = name
        self.value = 0

    def change(self, n):
        with lock:
            self.value += n
        return self.value


def change(n):
    global balance
    while n > 0:
        balance = balance + 1
        n -= 1


def counts(numbers):
    total = [x for x in numbers if x]
    for i, x in enumerate(total):
        try:
            yield 100 / x
        except ZeroDivisionError as e:
            print("no", e, end="")
        finally:
            total[i] = None


def outer(a):
    b = a

    def inner():
        return b or a is not None
    return inner
