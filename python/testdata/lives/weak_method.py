import weakref


class C:
    def m(self):
        return 'm'


c = C()
plain = weakref.ref(c.m)
r = weakref.WeakMethod(c.m, lambda ref: print('method gone', ref()))
print(plain(), r()(), r == weakref.WeakMethod(c.m))
del c
print(r())
