def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


print(f(1, c=3), f(1, 5, 6, 7, c=3, z=9), f(*[1, 2, 3], **{"c": 4, "e": 5}), f(c=1, a=2))


def pos(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


print(pos(0), pos(0, 5, c=6, d=7))


def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return inc, get


inc, get = counter()
inc()
inc(5)
print(get())
fs = [lambda: i for i in range(3)]
print([g() for g in fs], [g() for g in [lambda i=i: i for i in range(3)]])


def default(x, acc=[]):
    acc.append(x)
    return acc


print(default(1), default(2))


def deco(n):
    def wrap(fn):
        def inner(*a, **k):
            return (n, fn(*a, **k))
        return inner
    return wrap


@deco(1)
@deco(2)
def decorated(x):
    return x


print(decorated(5))
print((lambda x, *y, z=3, **w: (x, y, z, w))(1, 2, q=4))


def annotated(a: int, b: "str" = "x") -> bool:
    """Doc."""
    v: int = 5
    return v


print(annotated.__annotations__, annotated.__doc__, annotated.__name__, annotated.__defaults__)
annotated.attr = 3
print(annotated.attr, annotated.__dict__)
x = 5


def g1():
    global x
    x = 6


g1()
print(x)


def scopes():
    x = "local"

    class C:
        y = x

        def m(self):
            return x
    x = "changed"
    return C.y, C().m()


print(scopes())
print([(a, b) for a in range(3) if a for b in "xy"], {k: v for k, v in zip("ab", (1, 2))}, {c for c in "aab"} == {"a", "b"})
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
first, *rest = "hello"
print(first, rest)
l = [1, 2, 3, 4, 5]
l[1:3] = ["a"]
del l[0]
l[-1] += 10
print(l)
if (n := len(l)) > 2:
    print("walrus", n)
print(1 < 2 < 3, 1 < 3 < 2, 1 if 0 else 2, not 1, 1 and 0 or 5)
i = 0
while True:
    i += 1
    if i % 2:
        continue
    if i > 6:
        break
else:
    print("never")
print(i)
for i in range(3):
    pass
else:
    print("loop else", i)
print(f"{x!r:>5}|{3.14159:.2f}|{'nested'!s}|{x + 1}|{x=}|{{}}|{'a' 'b'}")
print("%s %d %5.1f %x %r" % ("s", 3, 2.5, 255, "q"), "{} {0!r} {a}".format if False else "{0} {0!r} {a:>4}".format("s", a=1))
print(*[1, 2], sep="-", end="!\n")


def kwonly(*, a, b=2):
    return a, b


print(kwonly(a=1))
print(max([3, 1, 2], key=lambda v: -v), sorted("bca", reverse=True), list(map(lambda p, q: p + q, [1, 2], [3, 4])), list(filter(None, [0, 1, 2])))


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


print(fact(30), 2 ** 100, -7 // 2, -7 % 3, 7.5 // 2, 1e100, 0.1 + 0.2, 10 / 4, 1_000, 0xff, 0b11)
del x
try:
    x
except NameError as e:
    print(e)
print(__name__, (lambda: 0).__name__, [].__class__, type(print).__name__, callable(f), id(f) == id(f))


def gen_args(*args):
    return args


print(gen_args(*range(3), *"ab", **{}))
assert True
b"bytes"
print(b"by\x00t" + b"es", "\u00e9\n\t\\", r"\n", "multi"
      "line")
