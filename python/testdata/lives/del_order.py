import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n, self.ref() is self)


c = C(1)
c.ref = weakref.ref(c, lambda r: print('never: it dies with it'))
outside = weakref.ref(c, lambda r: print('callback', r()))
c.part = C(2)
c.part.ref = weakref.ref(c.part)
del c
print(outside())
