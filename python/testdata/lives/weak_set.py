import weakref


class C:
    pass


s = weakref.WeakSet()
a, b = C(), C()
s.add(a)
s.add(b)
s.add(C())
print(len(s), a in s, 1 in s)
del a
print(len(s), list(s) == [b])
s.discard(b)
print(len(s))
s.update([b, C()])
print(len(s))
b = 0
print(len(s), list(s))
