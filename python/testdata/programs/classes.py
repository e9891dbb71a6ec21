class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        c = super().__new__(m, name, bases, ns); c.kw = kw; return c
    def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(c, *a): print('making', c.__name__); return super().__call__(*a)
    def __contains__(c, x): return x == 1
    def __len__(c): return 42
    @property
    def mp(c): return 'meta prop'
class A(metaclass=Meta, opt=5):
    def __init__(self, v=1): self.v = v
    def __repr__(self): return f'A({self.v})'
print(A(3), A.kw, 1 in A, len(A), A.mp, type(A), Meta.__mro__)
class Base:
    reg = []
    def __init_subclass__(cls, tag=None, **kw): super().__init_subclass__(**kw); cls.reg.append((cls.__name__, tag))
class X(Base, tag='x'): pass
class Y(X): pass
print(Base.reg)
class Desc:
    def __set_name__(self, o, n): self.n = n; print('set_name', o.__name__, n)
    def __get__(self, i, o=None): return self if i is None else i.__dict__.get(self.n, 'unset')
    def __set__(self, i, v):
        if v < 0: raise ValueError(f'{self.n} must be >= 0')
        i.__dict__[self.n] = v
    def __delete__(self, i): del i.__dict__[self.n]
class T: age = Desc()
t = T(); print(t.age); t.age = 5; print(t.age, t.__dict__); del t.age; print(t.age)
try: t.age = -1
except ValueError as e: print(e)
class P:
    def __init__(self): self._x = 0
    @property
    def x(self): 'x doc'; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): print('del'); self._x = None
    @property
    def ro(self): return 1
p = P(); p.x = 5; print(p.x, P.x.__doc__); del p.x; print(p.x)
try: p.ro = 1
except AttributeError as e: print(e)
class D1:
    def m(self): return 'D1'
class D2(D1):
    def m(self): return 'D2>' + super().m()
class D3(D1):
    def m(self): return 'D3>' + super().m()
class D4(D2, D3):
    def m(self): return 'D4>' + super().m()
print(D4().m(), [c.__name__ for c in D4.__mro__])
try:
    class Bad(D1, D2): pass
except TypeError as e: print(e)
class Slots:
    __slots__ = ('a', 'b')
s = Slots(); s.a = 1
try: s.c = 1
except AttributeError as e: print(e)
try: s.b
except AttributeError as e: print(e)
class Vec:
    def __init__(s, *c): s.c = c
    def __add__(s, o): return Vec(*(a + b for a, b in zip(s.c, o.c))) if isinstance(o, Vec) else NotImplemented
    def __mul__(s, k): return Vec(*(a * k for a in s.c))
    __rmul__ = __mul__
    def __matmul__(s, o): return sum(a * b for a, b in zip(s.c, o.c))
    def __neg__(s): return Vec(*(-a for a in s.c))
    def __abs__(s): return sum(a * a for a in s.c) ** .5
    def __bool__(s): return any(s.c)
    def __eq__(s, o): return s.c == o.c
    def __getitem__(s, i): return s.c[i]
    def __len__(s): return len(s.c)
    def __repr__(s): return 'Vec' + repr(s.c)
    def __iadd__(s, o): s.c = (s + o).c; return s
    def __call__(s, *a, **k): return a, k
    def __contains__(s, v): return v in s.c
    def __hash__(s): return hash(s.c)
    def __format__(s, f): return 'V[' + f + ']'
v = Vec(1, 2); v += Vec(1, 1); print(v, 2 * v, v @ v, -v, abs(Vec(3, 4)), bool(Vec(0)), v == Vec(2, 3), v[0], list(v), v(1, k=2), 3 in v, f'{v:spec}', {v: 1})
try: v + 1
except TypeError as e: print(e)
try: 1 + v
except TypeError as e: print(e)
class G:
    def __getattr__(self, n): 
        if n.startswith('_'): raise AttributeError(n)
        return n.upper()
    def __setattr__(self, n, v): print('set', n); super().__setattr__(n, v)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
g = G(); g.z = 1; print(g.foo, g.z); del g.z; print(g.z, hasattr(g, '_q'), getattr(g, '_q', 'dflt'))
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
try: Shape()
except TypeError as e: print(e)
class Sq(Shape):
    name = 'sq'
    def area(self): return 4
print(Sq().area(), isinstance(Sq(), Shape), Sq.__abstractmethods__)
print(type('Dyn', (Base,), {'z': 1}, tag='dyn').z, Base.reg[-1], A.__name__, A.__qualname__, A.__module__, vars(t), D4.__bases__, Base.__subclasses__())
class Sing:
    _i = None
    def __new__(c, *a):
        if c._i is None: c._i = super().__new__(c)
        return c._i
print(Sing() is Sing(1))
class Str(str):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def shout(self): return self.upper() + '!'
print(Str('ab'), Str('ab').shout(), len(Str('x')), type(Str('a') + 'b'), isinstance(Str('q'), str))
class L(list):
    def __getitem__(self, i): return ('L', super().__getitem__(i))
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(5); print(l, l[0], l[-1], len(l), L([1]) + [2], type(l[:]))
def outer():
    class Inner:
        def f(self): return __class__
    return Inner
print(outer()().f().__qualname__, outer.__qualname__)
