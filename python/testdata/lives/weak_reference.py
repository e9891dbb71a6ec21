import weakref


class C:
    pass


c = C()
r = weakref.ref(c)
print(r() is c, r == weakref.ref(c), r is weakref.ref(c), weakref.getweakrefcount(c))
d = c
del c
print(r() is d)
d = None
print(r(), repr(r).endswith('; dead>'))
r = weakref.ref(C())
print(r())
for bad in (1, 'a', [], {}, (), None):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
