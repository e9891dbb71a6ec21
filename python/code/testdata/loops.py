# Loops whose bytecodes are counted under real interpreters (count.py) and compared with what the compiler counts. Each function runs n
# rounds of a loop. Syntax that every version since 3.7 has; what is newer stands in loops38.py and loops310.py.
balance = 0
table = {"k": 0}
items = [0]


class Account:
    def __init__(self):
        self.value = 0

    @property
    def rest(self):
        return self.value

    def add(self, n):
        self.value += n
        return self


class Lock:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


account = Account()
lock = Lock()


def ident(x):
    return x


def keyword(a, b=2, *, c=3):
    return a


def count_down(n):
    while n > 0:
        n -= 1


def truth_down(n):
    while n:
        n -= 1


def endless(n):
    while True:
        n -= 1
        if n < 0:
            break


def plain_for(n):
    for i in range(n):
        pass


def local_sum(n):
    x = 0
    for i in range(n):
        x = x + i
    return x


def global_add(n):
    global balance
    for i in range(n):
        balance = balance + i
        balance = balance - i


def global_augmented(n):
    global balance
    for i in range(n):
        balance += 1


def attribute(n):
    for i in range(n):
        account.value += 1


def subscript(n):
    for i in range(n):
        table["k"] += 1
        items[0] += 1


def slices(n):
    a = [1, 2, 3]
    for i in range(n):
        b = a[1:2]
        a[0:1] = [4]
        a[i:] = a[i:]
        c = a[::2]


def swap(n):
    a, b, c = 1, 2, 3
    for i in range(n):
        a, b = b, a
        a, b, c = c, a, b
        items[0], x = i, b


def unpack(n):
    for i in range(n):
        first, *rest = (1, 2, i)
        (x, y), z = (i, i), i


def call_python(n):
    for i in range(n):
        ident(i)


def call_native(n):
    for i in range(n):
        x = abs(i)
        y = len("ab")


def call_method(n):
    for i in range(n):
        account.add(1)
        account.add(1).add(2)


def call_keywords(n):
    for i in range(n):
        keyword(i, c=4)
        keyword(b=1, a=2)


def call_star(n):
    args, more = (1, 2), {"c": 3}
    for i in range(n):
        keyword(*args)
        keyword(i, **more)
        keyword(*args, **more)
        keyword(1, *[2], c=4)


def conditions(n):
    hits = 0
    for i in range(n):
        if i > 3 and i < 6 or i == 8:
            hits += 1
        elif not i:
            hits += 2
        elif i in (1, 2):
            hits -= 1
        else:
            hits = hits
    return hits


def chained(n):
    x = 0
    for i in range(n):
        if 2 < i <= 5:
            x += 1
        y = 0 < i < 3
    return x


def values_of_bools(n):
    for i in range(n):
        a = i or 5
        b = i and 6
        c = i > 2 and i < 8
        d = not i
        e = 1 if i else 2
        f = a is None
        g = b is not None


def none_tests(n):
    x = None
    for i in range(n):
        if x is None:
            x = 1
        if x is not None:
            x = None


def break_continue(n):
    for i in range(n):
        if i == 3:
            continue
        if i == n + 5:
            break
        for j in range(2):
            if j:
                break
    else:
        i = 0


def while_continue(n):
    while n > 0:
        n -= 1
        if n == 4:
            continue
        n = n
    else:
        n = -1


def nested(n):
    for i in range(n):
        for j in range(2):
            k = j


def try_except(n):
    for i in range(n):
        try:
            x = i
        except ValueError:
            x = 0


def try_raised(n):
    for i in range(n):
        try:
            raise ValueError
        except ValueError:
            x = 0


def try_named(n):
    for i in range(n):
        try:
            raise ValueError("x")
        except KeyError:
            x = 1
        except (ValueError, TypeError) as e:
            x = e


def try_else(n):
    for i in range(n):
        try:
            x = i
        except ValueError:
            x = 0
        else:
            x = 2


def try_finally(n):
    for i in range(n):
        try:
            x = i
        finally:
            y = i


def with_block(n):
    for i in range(n):
        with lock:
            x = i


def with_as(n):
    for i in range(n):
        with lock as a, lock as b:
            x = a


def comprehensions(n):
    for i in range(n):
        a = [j for j in (1, 2)]
        b = {j for j in (1, 2) if j > 1}
        c = {j: j for j in (1, 2)}
        d = sum(j for j in (1, 2))


def generator(n):
    i = 0
    while i < n:
        yield i
        i += 1


def use_generator(n):
    for i in generator(n):
        pass


def delegate(n):
    x = yield from generator(n)
    return x


def use_delegate(n):
    for i in delegate(n):
        x = i


def strings(n):
    for i in range(n):
        a = "%d" % i
        b = f"{i}"
        c = f"{i!r:>4} and {i + 1:x}"
        d = "a" + "b"


def displays(n):
    for i in range(n):
        a = [i, 1, 2]
        b = (i, 1)
        c = {i: 1, 2: 3}
        d = {"a": i, "b": 2}
        e = [1, 2, 3]
        f = {1, 2, 3}
        g = (1, 2, 3)
        h = [*a, *b]
        k = {**d, "c": 3}
        m = 2 ** 10


def closures(n):
    total = 0

    def add(x):
        nonlocal total
        total += x
    for i in range(n):
        add(i)
        f = lambda v: v + total
        f(i)
    return total


def makes_classes(n):
    for i in range(n):
        class Small:
            x = i


def constructs(n):
    for i in range(n):
        a = Account()
        x = a.rest


def asserts(n):
    for i in range(n):
        assert i >= 0, "negative"


def deletes(n):
    a = {}
    for i in range(n):
        a[i] = i
        del a[i]
        b = i
        del b


def operators(n):
    for i in range(n):
        a = -i
        b = +i
        c = ~i
        d = i // 3 % 2 << 1 | 4 & i ^ 1
        e = i / 2 - 1.5 * i
        f = i != 3
        g = i not in items


def returns_in_try(n):
    def inner(x):
        try:
            return x
        finally:
            y = x
    for i in range(n):
        inner(i)


def returns_in_with(n):
    def inner(x):
        with lock:
            return x
    for i in range(n):
        inner(i)


def multi_line(n):
    for i in range(n):
        x = [
            i,
            ident(
                i
            ),
        ]
        if (i
                and x):
            pass


def imports(n):
    for i in range(n):
        import sys
        from os import path as p


def globals_of_modules(n):
    import math
    for i in range(n):
        x = math.floor(1.5)
        y = math.pi


def prints(n):
    for i in range(n):
        print("", end="")
