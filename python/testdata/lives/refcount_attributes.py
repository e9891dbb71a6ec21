import sys


class C:
    def __init__(self, v):
        self.v = v
        print('init', sys.getrefcount(self), sys.getrefcount(v))

    def me(self):
        return sys.getrefcount(self)


a = []
c = C(a)
print(sys.getrefcount(a), sys.getrefcount(c), c.me())
m = c.me
print(sys.getrefcount(c), m())
del m
C.shared = a
print(sys.getrefcount(a))
c.v = None
print(sys.getrefcount(a))
print(sys.getrefcount(C))


class D(C):
    pass


print(sys.getrefcount(C), sys.getrefcount(D))
