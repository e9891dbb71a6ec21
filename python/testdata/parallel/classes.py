# Classes, instances and functions are made and changed while other threads use them.
import dataclasses
import enum
import functools
import sys
import threading

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60


class Base:
    registry = []
    made = 0

    def __init_subclass__(cls):
        Base.registry.append(cls)

    def __init__(self, n):
        self.n = n

    @property
    def double(self):
        return 2 * self.n

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def create(cls, n):
        cls.made += 1
        return cls(n)

    def __eq__(self, other):
        return isinstance(other, Base) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def __getitem__(self, i):
        return self.n + i

    def __len__(self):
        return 3

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Color(enum.Enum):
    RED = 1
    BLUE = 2


@functools.lru_cache(maxsize=10)
def cached(n):
    return n * n


shared = Base(1)


def work(n):
    for i in range(rounds):
        sub = type("Sub%d" % n, (Base,), {"kind": n})

        class Local(Base):
            extra = i

            def double(self):
                return super().double + self.extra

        assert Local(2).double() == 4 + i and sub(3).double == 6 and sub.kind == n
        assert Base.create(i) == Base(i) and Base.helper(1) == 2
        Base.latest = Local
        Base.latest(1).n
        shared.n = 1
        assert shared.double == 2 and shared[2] == 3 and len(shared) == 3
        with shared as same:
            assert same is shared
        Base.helper = staticmethod(lambda x: x + 1)
        p = Point(n, i)
        assert p == Point(n, i) and Color(1) is Color.RED and Color["BLUE"].value == 2
        assert cached(i % 20) == (i % 20) ** 2
        work.calls = i
        setattr(shared, "m%d" % (i % 3), i)
        if i % 10 == 0:
            delattr(sub, "kind")


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert len(Base.registry) == 6 * rounds and 0 < Base.made <= 3 * rounds
print("over")
