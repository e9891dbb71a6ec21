# What a program sees of enumerations that are shown as text, of os.path, and of classes that type() makes with another metaclass.
import collections
import copy
import datetime
import enum
import functools
import keyword
import os.path
import sys
import types
from os.path import basename

print(os.path.join('a', 'b'), basename('/a/b'), sys.modules['os.path'] is os.path)
print(keyword.iskeyword('for'), len(keyword.kwlist), keyword.softkwlist)


class Named:
    def show(self, *args, **kw):
        return "{self.__class__.__name__}-{x}-{0}".format(1, **locals(), x=2)


print(Named().show())


class Text(enum.StrEnum):
    A = 'v'

    def __str__(self):
        return '<A>'


class Number(enum.IntEnum):
    A = 1

    def __str__(self):
        return '<A>'


class Bits(enum.Flag):
    A = 1
    B = 2
    C = 4
    AB = 3


class Ints(enum.IntFlag):
    A = 1
    B = 2


print(f"{Text.A} {Text.A:>4} {Text.A!r} {Number.A} {Number.A:>4} {Number.A!r}")
for x in (Bits.A | Bits.B, Bits.A | Bits.C, Bits(0), ~Bits.A, Bits.A & Bits.B, Ints.A | Ints.B, Ints(0), ~Ints.A):
    print(repr(x), str(x), x.name, x.value)
print(repr(Bits.__members__), Ints.__members__)


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: collections.deque([1]) + 1)
show(lambda: datetime.date(2024, 1, 1) + 1)
show(lambda: datetime.date(2024, 1, 1).foo)
show(lambda: collections.OrderedDict().foo)
show(lambda: collections.defaultdict(int) + 1)
show(lambda: functools.partial(print) + 1)
show(lambda: collections.Counter() < 1)
show(lambda: len(types.SimpleNamespace()))


class Meta(type):
    def __new__(mcs, name, bases, namespace, **kwds):
        print('new', name, kwds)
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwds):
        print('init', name, kwds)
        super().__init__(name, bases, namespace)


class Base(metaclass=Meta):
    pass


show(lambda: type('Made', (Base,), {'z': 1}, k=1).z)


class OnlySets:
    def __set__(self, obj, value):
        obj.__dict__['d'] = value


class Owner:
    d = OnlySets()


owner = Owner()
owner.d = 5
show(lambda: (owner.d, getattr(owner, 'd'), Owner().d.__class__.__name__))
show(lambda: copy.deepcopy(collections.deque([[1]], 3)))
show(lambda: list('\ud800a'))
