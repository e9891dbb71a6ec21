import gc


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


a, b = D(1), D(2)
a.o, b.o = b, a
a.part = D(3)
del a, b
print('lost')
print(gc.collect())
a = D(4)
a.me = a
a.me = None
print('broken')
del a
print('died at once')
a = D(5)
a.me = a
hold = a
del a
print(gc.collect())
hold.me = None
del hold
print(gc.collect())
