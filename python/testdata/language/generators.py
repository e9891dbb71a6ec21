def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "after"
    finally:
        print("finally")
    return "result"


it = g()
print(next(it), it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value)
print(next(it, "done"))
it = g()
next(it)
print(it.throw(ValueError("boom")))
try:
    next(it)
except StopIteration as e:
    print("value", e.value)
it = g()
next(it)
it.close()
it.close()
it = g()
it.close()
print(list(it))
try:
    g().send(1)
except TypeError as e:
    print(e)


def sub():
    try:
        r = yield "s1"
        print("sub got", r)
        yield "s2"
    except KeyError as e:
        print("sub caught", e)
        yield "s3"
    finally:
        print("sub finally")
    return "sub result"


def main():
    r = yield from sub()
    print("main got", r)
    r = yield from [10, 20]
    print("main got", r)
    return "end"


m = main()
print(next(m), m.send("hello"), next(m), next(m))
try:
    next(m)
except StopIteration as e:
    print(e.value)
m = main()
next(m)
print(m.throw(KeyError("k")), next(m))
m = main()
next(m)
m.close()
print(m.gi_frame, m.gi_running)


def bad():
    raise StopIteration("x")
    yield


try:
    next(bad())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def ignore():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


i = ignore()
next(i)
try:
    i.close()
except RuntimeError as e:
    print(e)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(10)])
print(list(x * y for x in range(3) for y in range(3) if x != y))
e = (i for i in [1, 2, 3])
print(next(e), list(e), e.__name__)


def reent():
    yield next(r)


r = reent()
try:
    next(r)
except ValueError as e:
    print(e)


def ctx():
    try:
        yield 1
    except Exception:
        import sys
        print(sys.exc_info()[0])
        yield 2
        print(sys.exc_info()[0])


c = ctx()
next(c)
try:
    raise KeyError
except KeyError:
    print(c.throw(ValueError))
    import sys
    print(sys.exc_info()[0])
    print(next(c, None))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))


class It:
    def __iter__(self):
        yield 1
        yield 2

    def __getitem__(self, i):
        return (yield)


print(list(It()), [*It(), *It()])
import contextlib


@contextlib.contextmanager
def manager(n):
    print("in", n)
    try:
        yield n * 2
    except ValueError as e:
        print("handled", e)
    print("out", n)


with manager(1) as v:
    print(v)
with manager(2):
    raise ValueError("v")
