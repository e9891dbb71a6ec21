# An exception that is thrown into a generator keeps its context, whatever the caller handles.


def own():
    try:
        yield 1
    except KeyError as e:
        print("in", repr(e.__context__))
        try:
            yield 2
        except ValueError as e2:
            print("again in", repr(e2.__context__))
            raise
        yield 3


def delegating():
    yield from own()


def closed():
    try:
        yield
    except GeneratorExit as e:
        print("closed", repr(e.__context__))


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print("iterator", args, repr(args[-1].__context__))
        raise args[-1]


def over(iterable):
    yield from iterable


def throws(generator, e):
    try:
        generator.throw(e)
    except Exception as e:
        print(repr(e), repr(e.__context__))


for make in own, delegating:
    try:
        1 / 0
    except ZeroDivisionError:
        g = make()
        next(g)
        throws(g, KeyError("k"))
        throws(g, ValueError("v"))
        throws(g, ValueError("ended"))
        throws(make(), ValueError("not begun"))
        g = make()
        next(g)
        e = KeyError("kept")
        e.__context__ = OSError("its own")
        throws(g, e)

try:
    1 / 0
except ZeroDivisionError:
    g = closed()
    next(g)
    g.close()
    for iterable in Iterator(), [1, 2]:
        g = over(iterable)
        next(g)
        throws(g, ValueError("over"))
