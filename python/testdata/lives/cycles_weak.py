import gc
import weakref


class C:
    pass


a = C()
a.me = a
r = weakref.ref(a)
del a
x = r()
print(x is not None)
x.me = None
del x
print(r())
a = C()
a.me = a
a.ref = weakref.ref(a, lambda _: print('never'))
out = weakref.ref(a, lambda _: print('called'))
del a
gc.collect()
print(out())
d = weakref.WeakValueDictionary()
a = d['a'] = C()
a.me = a
del a
print(len(d))
gc.collect()
print(len(d))
