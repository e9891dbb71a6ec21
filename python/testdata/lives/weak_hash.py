import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return hash(self.n)


a, b = C(1), C(1)
r, s = weakref.ref(a), weakref.ref(b)
print(r == s, hash(r) == hash(a), len({r, s}))
t = weakref.ref(C(2))
try:
    hash(t)
except TypeError as e:
    print(e)
h = hash(r)
del a
print(h == hash(r), r == s, r == r)
