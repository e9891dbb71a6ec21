import weakref


class Named(weakref.ref):
    def __init__(self, obj, callback=None, name=''):
        super().__init__(obj, callback)
        self.name = name

    def __new__(cls, obj, callback=None, name=''):
        return super().__new__(cls, obj, callback)


class C:
    pass


c = C()
r = Named(c, lambda ref: print('gone', ref.name), 'first')
print(r() is c, r.name, isinstance(r, weakref.ReferenceType))
c = None
print(r())
