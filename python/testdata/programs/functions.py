import functools
calls = 0
@functools.lru_cache(maxsize=2)
def sq(n): 
    global calls; calls += 1; return n * n
print(sq(1), sq(2), sq(1), sq(3), sq(2), calls, sq.cache_info()); sq.cache_clear(); print(sq.cache_info(), sq.cache_parameters(), sq.__wrapped__(4))
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
p = functools.partial(int, base=2); print(p('101'), p, p.func, p.args, p.keywords)
pp = functools.partial(functools.partial(max, 1), 5); print(pp(3), pp.args)
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k): 'wdoc'; return ('w', fn(*a, **k))
    return w
@deco
def named(a: int, b=2): 'doc'; return a + b
print(named(1), named.__name__, named.__doc__, named.__wrapped__(1), named.__qualname__, named.__annotations__)
@functools.singledispatch
def show(x): return 'default ' + repr(x)
@show.register
def _(x: int): return 'int %d' % x
@show.register(list)
@show.register(tuple)
def _(x): return 'seq %d' % len(x)
print(show(1), show([1]), show((1, 2)), show('s'), show(True), show.dispatch(bool) is show.dispatch(int))
class C:
    n = 0
    @functools.cached_property
    def cp(self): self.n += 1; return self.n
    @functools.singledispatchmethod
    def m(self, a): return 'd'
    @m.register
    def _(self, a: str): return 's'
    def part(self, x, y): return (x, y)
    pm = functools.partialmethod(part, 'X')
c = C(); print(c.cp, c.cp, c.__dict__, c.m(1), c.m('q'), c.pm(2))
del c.cp; print(c.cp)
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + b, [], 'init'))
try: functools.reduce(lambda a, b: a, [])
except TypeError as e: print(e)
print(sorted('bca', key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))
@functools.total_ordering
class T:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __eq__(s, o): return s.v == o.v
print(T(1) <= T(1), T(2) >= T(3), T(5) > T(4))
try: sq([1])
except TypeError as e: print(e)
