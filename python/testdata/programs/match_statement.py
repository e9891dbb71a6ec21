from dataclasses import dataclass
@dataclass
class Pt: x: int; y: int
class Cl:
    __match_args__ = ('a',)
    def __init__(self, a, b): self.a, self.b = a, b
def f(v):
    match v:
        case 0 | 1: return 'small'
        case int(n) if n < 0: return f'neg {n}'
        case True: return 'never'
        case int() | float() as num: return f'num {num}'
        case '': return 'empty str'
        case str(s) if len(s) > 3: return 'long ' + s
        case 'go' | 'run': return 'verb'
        case []: return 'empty seq'
        case [x]: return f'one {x}'
        case [x, [y, *z], *rest]: return f'nested {x} {y} {z} {rest}'
        case (a, b): return f'pair {a} {b}'
        case [first, *_, last]: return f'{first}..{last}'
        case {'type': 'circle', 'r': r, **kw}: return f'circle {r} {kw}'
        case {'k': None}: return 'k none'
        case {}: return f'map {len(v)}'
        case Pt(0, y): return f'on y {y}'
        case Pt(x=x, y=y) if x == y: return f'diag {x}'
        case Pt(): return 'pt'
        case Cl(1, b=bb): return f'cl {bb}'
        case None: return 'none'
        case b'ab': return 'bytes'
        case _: return f'other {type(v).__name__}'
for v in [0, 1, True, -5, 7, 2.5, '', 'a', 'abcd', 'go', [], (), [1], [1, [2, 3, 4], 5], (1, 2), [1, 2, 3, 4], {'type': 'circle', 'r': 2, 'c': 'red'}, {'k': None}, {}, {'x': 1}, Pt(0, 5), Pt(2, 2), Pt(1, 2), Cl(1, 9), Cl(2, 9), None, b'ab', b'x', range(3), {1}, 'xy']:
    print(repr(v) if v is not object else 'object', '->', f(v))
import enum, collections
class E(enum.Enum): A = 1
def g(c):
    match c:
        case E.A: return 'A'
        case collections.OrderedDict(): return 'od'
        case -1: return 'minus one'
        case 1.5: return '1.5'
        case ('a' | 'b', int(q)): return q
        case [Pt(x=0) as p, *_]: return p
    return None
print(g(E.A), g(collections.OrderedDict()), g(-1), g(1.5), g(('b', 3)), g([Pt(0, 1), 2]), g('zz'))
try:
    match Pt(1, 2):
        case Pt(1, 2, 3): pass
except TypeError as e: print(e)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e: print(e)
