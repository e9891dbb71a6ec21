class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


def local():
    a = C(1)
    b = C(2)
    print('in local')


def returned():
    a, b = C(3), C(4)
    return a


def argument(x):
    print('argument', x.n)


def both(x, y):
    return y


local()
print('after local')
r = returned()
print('returned', r.n)
returned()
argument(C(5))
print('after argument')
both(C(6), C(7))
z = both(C(8), C(9))
print('z', z.n)
(lambda: C(10))()


def nested():
    a = C(11)

    def inner():
        return a.n
    return inner


f = nested()
print(f())
del f


def changes():
    global z
    z = None
    print('z changed')


changes()


def recursive(n):
    c = C(100 + n)
    if n:
        recursive(n - 1)


recursive(2)
