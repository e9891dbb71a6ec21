import weakref


class C:
    def __init__(self, n):
        self.n = n


d = weakref.WeakKeyDictionary()
a, b = C(1), C(2)
d[a] = 'one'
d[b] = 'two'
print(len(d), d[a], b in d, C(3) in d, sorted(k.n for k in d))
del a
print(len(d), list(d.values()), [k.n for k, _ in d.items()])
b = None
print(len(d), list(d))
try:
    d[1] = 2
except TypeError as e:
    print(e)
