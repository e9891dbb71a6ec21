# Two greenlets of one thread take turns, and pass a number on.
from greenlet import greenlet


def one(n):
    while n < 6:
        print("one", n)
        n = b.switch(n + 1)


def two(n):
    while True:
        print("two", n)
        n = a.switch(n + 1)


a, b = greenlet(one), greenlet(two)
a.switch(0)
print("over")
