from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    @property
    def pretty(self): return self.name.title()
    @classmethod
    def default(cls): return cls.GREEN
    def __str__(self): return f'<{self.name}>'
print(Color.RED, repr(Color.RED), Color(2), Color['BLUE'], Color.CRIMSON is Color.RED, list(Color), Color.RED.pretty, Color.default(), len(Color), Color.RED in Color, Color.__members__)
try: Color(9)
except ValueError as e: print(e)
try: Color['X']
except KeyError as e: print(e)
try: Color.RED = 5
except AttributeError as e: print(e)
try: Color.RED < Color.BLUE
except TypeError as e: print(e)
class Pri(IntEnum): LOW = auto(); HIGH = auto()
print(Pri.HIGH > Pri.LOW, Pri.LOW + 1, sorted(Pri, reverse=True), f'{Pri.LOW}', '%d' % Pri.HIGH, str(Pri.LOW), repr(Pri.LOW), Pri(1), Pri.LOW == 1, {1: 'x'}[Pri.LOW])
class Perm(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(Perm.R | Perm.X, Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm(0), bool(Perm.R & Perm.W), Perm.RW.value, list(Perm.RW), Perm.R ^ Perm.RW, len(Perm.RW), repr(Perm(5)))
class IF(IntFlag): A = 1; B = 2
print(IF.A | IF.B, IF.A | 8, repr(IF(3)), IF.A + 1, ~IF.A)
class S(StrEnum): ONE = auto(); TWO = 'deux'
print(S.ONE, S.TWO == 'deux', S.TWO.upper(), repr(S.ONE), f'{S.TWO:>6}')
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (6.4, 3.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    def g(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH.g(), Planet.MARS.value, Planet.MARS.mass)
E2 = Enum('E2', 'A B C'); print(list(E2), E2.A.value, E2.__name__)
E3 = Enum('E3', {'X': 'x', 'Y': 'y'}); print(E3.X, E3('y'))
try:
    class Sub(Color): PINK = 4
except TypeError as e: print(e)
class Odd(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    AA = auto(); BB = auto()
    @classmethod
    def _missing_(cls, v): return cls.AA if v == 'zz' else None
print(Odd.AA.value, Odd('zz'), hash(Odd.AA) == hash('AA'), Odd.AA.name, isinstance(Odd.AA, Odd), type(Odd.AA))
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
import copy, operator
print(copy.deepcopy(Color.RED) is Color.RED, {Color.RED: 1}, sorted(Color, key=lambda c: -c.value), Color.RED.__class__, dir(Color.RED)[-3:])
