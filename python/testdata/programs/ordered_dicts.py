from collections import OrderedDict, Counter
from functools import lru_cache
import bisect
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __repr__(self): return 'K%d' % self.n
for n in (3, 8, 9, 20, 100):
    for make in (lambda i: i, K, str):
        d = OrderedDict((make(i), i) for i in range(n))
        d.move_to_end(make(1)); d.move_to_end(make(2), last=False)
        print(list(d.items())[:6], list(d)[-1], d[make(1)], d[make(2)])
        for i in range(n // 2):
            d.popitem(last=False)
            d[make(1000 + i)] = i
        print(list(d)[:4], len(d), d.popitem(), d.popitem(0), d.popitem(last=[]))
        try:
            d.move_to_end(make(5555))
        except KeyError as e:
            print(repr(e))
try: OrderedDict().popitem()
except KeyError as e: print(repr(e))
print(OrderedDict, OrderedDict.__module__, OrderedDict(a=1), type(OrderedDict()).__name__)
@lru_cache(maxsize=3)
def f(x, y=1):
    "doc"
    return x + y
for x in [1, 2, 3, 1, 4, 2, 1, 1, 5, 4]:
    f(x)
print(f.cache_info(), f.__doc__, f.__name__, f.__wrapped__(1), f.cache_parameters())
f.cache_clear(); print(f.cache_info())
@lru_cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
class C:
    @lru_cache(None)
    def m(self, x): return x * 2
c = C(); print(c.m(3), c.m(3), C.m.cache_info())
print(Counter('abracadabra'), Counter(a=1) + Counter(a=2))
a = [1, 3, 5]; bisect.insort(a, 4); print(a, bisect.bisect(a, 3), bisect.bisect_left(a, 3))
d = OrderedDict((i, i) for i in range(1000))
for i in range(5000):
    k, v = d.popitem(last=False); d[k] = v
print(list(d)[:3], sum(d.values()))
d = OrderedDict.fromkeys('abcde'); d.move_to_end('b'); print(''.join(d)); d.move_to_end('b', last=False); print(''.join(d))
