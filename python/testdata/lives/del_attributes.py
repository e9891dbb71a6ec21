class C:
    def __init__(self, n, **more):
        self.n = n
        self.__dict__.update(more)

    def __del__(self):
        print('del', self.n)


class S:
    __slots__ = ('a', 'b')


o = C(1)
o.x = C(2)
o.x = C(3)
del o.x
setattr(o, 'y', C(4))
delattr(o, 'y')
o.a = C(5)
o.b = C(6)
o.b.c = C(7)
print('tree')
del o
s = S()
s.a, s.b = C(8), C(9)
s.a = None
del s
C.shared = C(10)
del C.shared
o = C(11, p=C(12), q=C(13))
o.__dict__.clear() if False else None
vars(o)['p'] = None
o = None
print('end')
