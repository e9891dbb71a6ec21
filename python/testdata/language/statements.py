class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self
    def __exit__(self, t, v, tb): print("exit", self.name, t.__name__ if t else None); return self.swallow
def f1(x):
    try:
        if x == 0: return "ret"
        if x == 1: raise KeyError("k")
        if x == 2: raise ValueError("v")
        print("body")
    except KeyError as e:
        print("handler", e)
        if x == 1: return "from handler"
    except (ValueError, TypeError) as e:
        print("second", type(e).__name__)
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for i in range(4): print(f1(i))
def f2(n):
    out = []
    for i in range(n):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append("f%d" % i)
    else:
        out.append("else")
    return out
print(f2(5), f2(2))
def f3():
    for i in range(3):
        with CM(i), CM("b") as b:
            if i == 1: return b.name
            continue
print(f3())
with CM("s", True): raise ValueError("x")
try:
    with CM("n"): raise ValueError("x")
except ValueError as e: print("caught", e)
try: e
except NameError: print("e unbound")
def f4(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, sorted(kw.items()))
print(f4(1, c=3), f4(1, 2, 3, *[4, 5], c=6, **{"z": 1}), f4(*(1, 2), **{"c": 3, "q": 9}), f4(1, *[2], *(3, 4), c=1, d=2, **{"x": 1}, **{"y": 2}))
print([*range(3), 4, *"ab"], (*[1], 2), {*[1, 2], 3} == {1, 2, 3}, {**{"a": 1}, "b": 2, **{"c": 3}})
def g():
    x = yield 1
    print("got", x)
    try:
        y = yield from h()
        print("y", y)
    finally:
        print("gen finally")
def h():
    try:
        z = yield 2
        print("z", z)
    except ValueError as e:
        print("h caught", e)
        yield 3
    return "hret"
it = g(); print(next(it), it.send("A"), it.throw(ValueError("boom")))
try: next(it)
except StopIteration as s: print("stop", s.value)
it = g(); next(it); next(it); it.close()
x = [i for i in range(3)]; i = 10
y = [i * j for i in range(3) for j in [i + 1] if j > 1]
print(x, y, i, {k: v for k, v in zip("ab", (1, 2))}, {q for q in (1, 1)}, list(i for i in x))
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
class A:
    z = 5
    w = [z for z in range(2)]
    def m(self): return super().__repr__()[:1], __class__.__name__
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v
class B(A):
    def m(self): return ("B",) + super().m() + super(B, self).m()
b = B(); b.p = 3; b.p += 4; print(b.m(), b.p, A.z, A.w)
def outer():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
k = outer(); print(k(), k())
l = [1, 2, 3, 4]; l[1:3] += [9]; l[:1] = [7, 7]; del l[-1:]; l[0], l[1] = l[1], 8; print(l, l[::2], l[1:])
a = b = c = 1; a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
print(1 < 2 < 3, 1 < 2 > 3, not 1 in [1], (0 or [] or "x"), (1 and 0 and 2), 5 if 0 else 6)
print(f"{a!r:>4}|{'x':<3}|{3.14159:.2f}|{a + 1}", "%s %r" % ("a", "b"), "%d" % 3)
def deco(n):
    def d(f): return lambda *a: (n, f(*a))
    return d
@deco(1)
@deco(2)
def dd(v): return v
print(dd(5))
def k2(v):
    match v:
        case 0 | 1: return "small"
        case [x, y, *rest] if x: return ("seq", x, y, rest)
        case [*_, 9]: return "ends9"
        case {"a": 1, **r}: return ("map", r)
        case A(z=5) as q: return "A"
        case str(s): return s
        case None: return "none"
        case (1, (2 | 3) as t): return t
        case _: return "default"
print([k2(v) for v in (0, [1, 2, 3], [0, 9], {"a": 1, "b": 2}, A(), "s", None, 3.5, {})])
def nested():
    for i in range(2):
        try:
            try:
                try: return "inner"
                finally: print("f1")
            finally: print("f2"); 
        finally:
            print("f3")
            if i == 0: continue
print(nested())
def ex():
    try:
        try: raise KeyError(1)
        except KeyError as e: raise ValueError(2) from e
        finally: print("fin")
    except ValueError as e: return type(e.__cause__).__name__, type(e.__context__).__name__
print(ex())
def reraise():
    try: raise KeyError("r")
    except KeyError:
        try: raise
        except KeyError as e: return str(e)
print(reraise())
def dele():
    q = 1; del q
    try: q
    except UnboundLocalError: return "unbound"
print(dele())
def ann(x: int, y: "str" = "a") -> bool: return x
print(sorted(ann.__annotations__) )
assert True, "no"
try: assert 0, "msg"
except AssertionError as e: print("assert", e)
while True:
    i -= 1
    if i < 5: break
else: print("never")
while i:
    i -= 1
else: print("while else", i)
