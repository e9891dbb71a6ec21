# An object is asked whether it equals itself; containers do not ask.
class Raises:
    def __eq__(self, other):
        raise ValueError("asked")


class Inherits(Raises):
    def __iter__(self):
        yield 1


class Never:
    def __eq__(self, other):
        return False


def show(f):
    try:
        print(f())
    except Exception as e:
        print(repr(e))


for cls in Raises, Inherits, Never:
    o = cls()
    show(lambda: o == o)
    show(lambda: o != o)
    show(lambda: o in [o])
    show(lambda: [o].index(o))
    show(lambda: [o] == [o])
    show(lambda: {1: o} == {1: o})
print([].append.__name__, type([].append) is type(len), isinstance([].append, type(len)), "a".join.__self__, type("a".__len__))
print([m.split(" at ")[0] for m in map(repr, ([].append, {}.__len__, dict.fromkeys))])
