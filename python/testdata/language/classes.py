class A:
    x = 1

    def __init__(self, v=0):
        self.v = v

    def f(self):
        return "A.f"

    @staticmethod
    def s(a, b=2):
        return (a, b)

    @classmethod
    def c(cls, *args):
        return cls.__name__, args

    @property
    def p(self):
        return self.v * 2

    @p.setter
    def p(self, value):
        self.v = value

    @p.deleter
    def p(self):
        self.v = None


class B(A):
    def f(self):
        return "B." + super().f()


class C(A):
    def f(self):
        return "C." + super().f()


class D(B, C):
    """D's doc."""

    def f(self):
        return "D." + super().f()


d = D(3)
print(d.f(), [k.__name__ for k in D.__mro__], D.__doc__, A.__doc__)
print(d.s(1), D.s(1, b=5), d.c(1, 2), A.c(), d.p)
d.p = 7
print(d.v, d.p)
del d.p
print(d.v)
print(isinstance(d, A), issubclass(D, (int, C)), isinstance(3, (str, int)), isinstance(True, int))
try:
    class E(A, D):
        pass
except TypeError as e:
    print(e)


class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        cls = super().__new__(mcls, name, bases, ns)
        cls.tag = kw.get("tag", "none")
        return cls

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        obj = super().__call__(*args)
        obj.made = True
        return obj

    def __len__(cls):
        return 42

    @property
    def upper(cls):
        return cls.__name__.upper()


class M(metaclass=Meta, tag="t"):
    def __init__(self, *a):
        self.a = a


class N(M):
    pass


print(M.tag, N.tag, M(1, 2).made, M(1).a, len(M), M.upper, type(N) is Meta)


class Registered:
    all = []

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        Registered.all.append((cls.__name__, key))


class R1(Registered, key=1):
    pass


class R2(R1):
    pass


print(Registered.all)


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        return (self.owner, self.name, obj.__dict__.get(self.name, "unset"))

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value


class NonData:
    def __get__(self, obj, cls):
        return "nondata"


class Holder:
    d = Descriptor()
    n = NonData()


h = Holder()
print(h.d, h.n, Holder.n)
h.d = 5
h.n = "own"
print(h.d, h.n, h.__dict__)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = Slotted()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
for name in ("b", "z"):
    try:
        getattr(s, name)
    except AttributeError as e:
        print(e)
try:
    s.z = 1
except AttributeError as e:
    print(e)
s.b = 9
del s.a
print(s.b, hasattr(s, "a"))


class Hooks:
    def __init__(self):
        self.log = []

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return "got " + name

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name != "log":
            self.log.append(name)

    def __delattr__(self, name):
        self.log.append("del " + name)
        super().__delattr__(name)


k = Hooks()
k.a = 1
del k.a
print(k.log, k.anything, getattr(k, "nope", "default"), hasattr(k, "nothing"))


class All:
    def __getattribute__(self, name):
        if name == "real":
            return object.__getattribute__(self, "__class__").__name__
        return name * 2


print(All().real, All().xy)


class Private:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x


print(Private().get(), Private().__dict__)


class Counter:
    count = 0

    def __init__(self):
        Counter.count += 1
        type(self).count += 1


Counter()
Counter()
print(Counter.count)

T = type("T", (A,), {"y": 5, "g": lambda self: self.y})
print(T(1).g(), T.__name__, T.__bases__)
print(repr(A.f)[:19], A().f.__name__, A.f.__qualname__, D.f.__qualname__)


class Base:
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        return self


class Sub(Base):
    def __init__(self, *args):
        self.n = len(args)


print(Sub(1, 2, 3).args, Sub(1).n)


class Str(str):
    def shout(self):
        return self.upper() + "!"


class L(list):
    def __init__(self, *a):
        super().__init__(a)
        self.extra = len(a)

    def total(self):
        return sum(self)


class Dd(dict):
    def __missing__(self, key):
        return key * 2


print(Str("ab").shout(), L(1, 2, 3).total(), L(1, 2).extra, L(4, 5), Dd(a=1)["a"], Dd()["z"])


class I(int):
    def __add__(self, other):
        return I(int(self) + other + 100)


print(I(5) + 1, type(I(5) + 1).__name__, I(7) * 2)


def outer():
    class Inner:
        def who(self):
            return __class__.__qualname__
    return Inner


print(outer()().who())
x = "global"


class Scope:
    x = "class"
    y = [x for _ in range(2)]

    def f(self):
        return x


print(Scope.y, Scope().f())
try:
    A(1, 2, 3)
except TypeError as e:
    print(e)
try:
    object(1)
except TypeError as e:
    print(e)


class Empty:
    pass


try:
    Empty(1)
except TypeError as e:
    print(e)
try:
    Empty().nothing
except AttributeError as e:
    print(e)
try:
    Empty.nothing
except AttributeError as e:
    print(e)
try:
    A.x.y
except AttributeError as e:
    print(e)
try:
    d.p.q
except AttributeError as e:
    print(e)
