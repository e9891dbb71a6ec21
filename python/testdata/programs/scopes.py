x = 'global'
def f():
    x = 'f'
    def g():
        nonlocal x; x = 'g'
        def h(): global x; x = 'h-global'; return locals()
        return h()
    r = g(); return x, r
print(f(), x)
fs = [lambda: i for i in range(3)]; print([q() for q in fs]); fs = [lambda i=i: i for i in range(3)]; print([q() for q in fs])
def counter():
    n = 0
    def inc(by=1): nonlocal n; n += by; return n
    return inc
c = counter(); c(); print(c(5), c.__closure__[0].cell_contents, c.__code__.co_freevars if hasattr(c, '__code__') else ('n',))
class C:
    x = 'class'; y = [x for _ in range(2)] if False else x
    def m(self): return x
print(C().m(), C.y)
def default(a, b=[]): b.append(a); return b
print(default(1), default(2), default.__defaults__)
def sig(a, b, /, c, *args, d=4, **kw): return a, b, c, args, d, kw
print(sig(1, 2, 3, 4, d=5, e=6), sig(1, 2, c=3))
for call in [lambda: sig(1), lambda: sig(1, b=2, c=3), lambda: sig(1, 2), lambda: default(), lambda: default(1, 2, 3), lambda: default(1, a=2), lambda: default(z=1), lambda: counter(1), lambda: sig(*[1, 2, 3], **{'d': 1, 'q': 2})]:
    try: print(call())
    except TypeError as e: print(e)
print([y for x in [[1, 2], [3]] for y in x], {k: v for k, v in zip('ab', [1, 2])}, {n % 3 for n in range(10)}, [(i, j) for i in range(3) for j in range(i) if i != j])
print((n := 10) + n, [last := q for q in range(3)], last)
a, *b = 'hello'; (c1, d1), e1 = [1, 2], 3; print(a, b, c1, d1, e1, [*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (*[1], 2))
i = 5; l = [0] * 3; i, l[i - 5] = 0, 9; print(i, l)
def gen(): return (yield)
print(x if (x := 3) > 2 else 'no', x)
del x
try: x
except NameError as e: print(e)
g1 = globals(); g1['dyn'] = 99; print(dyn, 'dyn' in globals(), '__name__' in globals(), __name__)
def loc(): a = 1; b = 2; return sorted(locals())
print(loc(), vars() is globals())
for z in range(3): pass
else: print('else', z)
while True: break
else: print('never')
print([0, 1, 2][::-1], 'abc'[-2:], list(range(10))[8:2:-2])
l = list(range(6)); l[1:3] = 'xyz'; print(l); l[::2] = [0] * len(l[::2]); print(l); del l[1:3]; print(l)
try: l[::2] = [1]
except ValueError as e: print(e)
