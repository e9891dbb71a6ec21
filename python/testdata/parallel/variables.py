# Threads change variables of every kind without a lock. How many changes are lost is left to chance; none is ever seen half done.
import threading
import sys

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
shared = 0
flips = None


class Box:
    total = 0
    def __init__(self):
        self.n = 0
        self.kind = None


class Slotted:
    __slots__ = ("n",)


box, slotted, numbers, table = Box(), Slotted(), [0, None], {"n": 0, 7: 0}
slotted.n = 0
values = (1, 2.5, "text", None, True, (1, 2), 1 << 70, box)


def closure():
    cell = 0

    def add():
        nonlocal cell
        cell += 1
        return cell

    return add


add = closure()


def work(n):
    global shared, flips
    for i in range(rounds):
        shared += 1
        box.n += 1
        Box.total += 1
        slotted.n += 1
        numbers[0] += 1
        table["n"] += 1
        table[7] += 1
        add()
        v = values[(i + n) % len(values)]
        flips = v
        seen = flips
        assert seen in (None, True) or seen in values, seen
        box.kind = v
        numbers[1] = box.kind
        setattr(box, "n%d" % (i % 5), v)
        assert getattr(box, "n%d" % (i % 5)) in values or True
        Box.total = Box.total + 0
        if i % 50 == 0:
            globals()["late%d" % n] = i
            box.__dict__["other"] = n


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for n in (shared, box.n, Box.total, slotted.n, numbers[0], table["n"], table[7], add() - 1):
    assert 0 < n <= 3 * rounds, n
print("over")
