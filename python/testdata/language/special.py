class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "V(%r)" % self.n

    def __add__(self, o):
        if isinstance(o, V):
            return V(self.n + o.n)
        if isinstance(o, int):
            return V(self.n + o)
        return NotImplemented

    def __radd__(self, o):
        return V(o + self.n)

    def __iadd__(self, o):
        self.n += 1000
        return self

    def __neg__(self):
        return V(-self.n)

    def __eq__(self, o):
        return isinstance(o, V) and self.n == o.n

    def __hash__(self):
        return hash(self.n)

    def __lt__(self, o):
        return self.n < o.n

    def __bool__(self):
        return self.n != 0

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return (i.start, i.stop, i.step)
        if i >= 3:
            raise IndexError(i)
        return i * 10

    def __setitem__(self, i, v):
        print("set", i, v)

    def __delitem__(self, i):
        print("del", i)

    def __contains__(self, x):
        return x == "in"

    def __call__(self, *a, **k):
        return (self.n, a, k)

    def __iter__(self):
        return iter([1, 2, self.n])

    def __index__(self):
        return self.n

    def __enter__(self):
        print("enter", self.n)
        return self

    def __exit__(self, *exc):
        print("exit", self.n, exc[0])
        return self.n == 7

    def __format__(self, spec):
        return "<" + spec + ">"

    def __str__(self):
        return "v" + str(self.n)


a, b = V(1), V(2)
print(a + b, a + 5, 5 + a, -a, a == V(1), a != b, a < b, b > a, bool(V(0)), len(b))
a += 1
print(a)
print(b[0], b[1:2], b[::3], list(b), "in" in b, 3 in b, b(1, k=2), [10, 20, 30][b])
b["k"] = 1
del b["k"]
print(f"{a}|{a!r}|{a:x}|{a:>{len(b)}}", str(a), "%s %r" % (a, a), format(a, "q"))
print({V(1): "one", V(2): "two"}[V(2)], V(3) in {V(3)}, [V(1), V(2)].index(V(2)), [V(1)].count(V(1)))
print(sorted([V(3), V(1), V(2)]), max(V(3), V(9), key=lambda v: -v.n), min([V(4), V(2)]))
x, y, z = V(9)
print(x, y, z, *V(8), [*V(7)], (lambda *q: q)(*V(5)))
with V(3) as v, V(4) as w:
    print(v, w)
with V(7):
    raise ValueError("swallowed")
try:
    with V(8):
        raise ValueError("not swallowed")
except ValueError as e:
    print(e)
print(not V(0), V(0) or "zero", V(1) and "one", "yes" if V(5) else "no")
try:
    V(1) + "s"
except TypeError as e:
    print(e)
try:
    V(1) * 2
except TypeError as e:
    print(e)
try:
    V(1) > 3
except Exception as e:
    print(type(e).__name__, e)


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i


print(list(Old()), 2 in Old(), 9 in Old())


class R:
    def __add__(self, o):
        return "R.add"

    def __radd__(self, o):
        return "R.radd"


class S(R):
    def __radd__(self, o):
        return "S.radd"


print(R() + S(), R() + R(), 1 + R(), [] + R() if False else "", "s" + R() if False else "")


class Eq:
    def __eq__(self, o):
        return "eq"


print(Eq() == 1, 1 == Eq(), Eq() != 1)
try:
    hash(Eq())
except TypeError as e:
    print(e)
try:
    {Eq(): 1}
except TypeError as e:
    print(e)


class It:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i


print(list(It()), sum(It()), tuple(It()), set(It()), [i for i in It()], dict(zip(It(), "abc")), list(map(str, It())), ",".join(map(str, It())))
for i in It():
    if i == 2:
        continue
    print(i)
else:
    print("else")
print(next(It()), next(iter([]), "default"), list(enumerate(It())), any(i > 2 for i in It()), all(It()))


class P:
    def __init__(self, x, y):
        self.x, self.y = x, y

    __match_args__ = ("x", "y")


def m(v):
    match v:
        case 0 | 1:
            return "small"
        case [a, b]:
            return ("pair", a, b)
        case [a, *rest]:
            return ("list", a, rest)
        case {"k": k, **rest}:
            return ("map", k, rest)
        case P(x=1):
            return "P x=1"
        case P(a, b) if a == b:
            return "P same"
        case P(a, b):
            return ("P", a, b)
        case str() as s:
            return "str " + s
        case None:
            return "none"
        case int(n) | float(n):
            return ("number", n)
        case _:
            return "other"


for v in (0, 1, [1, 2], (1, 2, 3), [], {"k": 1, "z": 2}, {}, P(1, 5), P(3, 3), P(3, 4), "s", None, 5, 2.5, object):
    print(m(v))
