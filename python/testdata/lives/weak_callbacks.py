import weakref


class C:
    pass


def called(name):
    return lambda ref: print(name, ref())


c = C()
refs = [weakref.ref(c, called(i)) for i in range(3)]
lost = weakref.ref(c, called('lost'))
del lost
print(weakref.getweakrefcount(c), weakref.getweakrefs(c) == refs)
del c
print('after', [r() for r in refs], refs[0].__callback__)


def fails(ref):
    raise ValueError('in a callback')


c = C()
r = weakref.ref(c, fails)
c = 1
print('still here')
