from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, KW_ONLY, make_dataclass, is_dataclass, InitVar
from typing import List, Optional, ClassVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list, repr=False)
    count: ClassVar[int] = 0
p = P(1, 2)
print(p, p == P(1, 2), p != P(1, 3), asdict(p), astuple(p), replace(p, x=5), [f.name for f in fields(P)], P.__match_args__)
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
    def __str__(self): return f'{self.major}.{self.minor}'
print(sorted([V(2, 1), V(1, 9), V(2)]), V(1) < V(1, 1), hash(V(1)) == hash(V(1)), str(V(3)), {V(1): 'a'}[V(1)])
try: V(1).major = 2
except FrozenInstanceError as e: print(type(e).__name__, e, isinstance(e, AttributeError))
try: V(1) < 3
except TypeError as e: print(e)
@dataclass
class B(P):
    z: float = 1.5
    scale: InitVar[int] = 2
    _: KW_ONLY
    name: str = 'n'
    def __post_init__(self, scale): self.z *= scale
print(B(1), B(1, 2, name='q', scale=10))
try: P()
except TypeError as e: print(e)
try: P(1, 2, 3, 4)
except TypeError as e: print(e)
try:
    @dataclass
    class Bad: l: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: int = 1
        b: int
except TypeError as e: print(e)
@dataclass(slots=True)
class S: a: int; b: str = 'x'
s = S(1)
try: s.c = 1
except AttributeError as e: print(e)
C = make_dataclass('C', [('x', int), ('y', int, field(default=7))])
print(C(1), is_dataclass(C), is_dataclass(C(1)), is_dataclass(int))
@dataclass
class N: left: Optional['N'] = None; v: int = 0
print(N(N(None, 1), 2), asdict(N(N(), 1)))
@dataclass(eq=False)
class E: a: int = 1
print(E() == E(), B.__doc__, P.__doc__)
@dataclass(kw_only=True)
class K: a: int; b: int = 2
print(K(a=1))
try: K(1)
except TypeError as e: print(e)
