import sys


def counter():
    items = []

    def add(x):
        items.append(x)
        return sys.getrefcount(items)
    return add


f = counter()
a = object()
print(f(a), f(a), sys.getrefcount(a), sys.getrefcount(f))


def default(x=a):
    return sys.getrefcount(x)


print(default(), sys.getrefcount(a))


def numbers():
    item = []
    yield sys.getrefcount(item)
    yield item


g = numbers()
print(next(g), sys.getrefcount(next(g)), sys.getrefcount(g))
