from typing import *
import typing, types
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop(), Stack[int], Optional[int], Union[int, str], list[int], dict[str, int], Callable[[int], str], Any, int | None, Tuple[int, ...], List['X'])
def f(a: int, b: 'str' = 'x', *args: float, **kw: bool) -> Dict[str, int]: ...
print(f.__annotations__, get_type_hints(f))
class TD(TypedDict, total=False): name: str; age: int
print(TD(name='a'), TD.__annotations__)
class NT(NamedTuple):
    x: int
    y: str = 'q'
    def m(self): return self.x * 2
print(NT(1), NT(1).m(), NT._fields)
@runtime_checkable
class Proto(Protocol):
    def run(self) -> None: ...
class R:
    def run(self): pass
print(isinstance(R(), Proto), isinstance(5, Proto))
UserId = NewType('UserId', int); print(UserId(5), cast(str, 5), TYPE_CHECKING)
@overload
def g(x: int) -> int: ...
def g(x): return x
print(g(1), Literal['a', 1], Final, ClassVar[int], get_args(Dict[str, int]), get_origin(List[int]))
x: int = 5; y: str
print(__annotations__)
class C: a: int = 1; b: 'C'
print(C.__annotations__, isinstance([], list), isinstance(3, int | str))
