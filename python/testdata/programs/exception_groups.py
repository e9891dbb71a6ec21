import traceback
def run(f):
    try: f()
    except BaseException as e: print(repr(e), repr(e.__context__), repr(e.__cause__)); 
def f1():
    try: raise ExceptionGroup("eg", [ValueError("a")])
    except* ValueError: raise KeyError("x")
def f2():
    try: raise ValueError("a")
    except* ValueError: raise KeyError("x")
def f3():
    try: raise ExceptionGroup("eg", [ValueError("a"), TypeError("b")])
    except* ValueError: raise KeyError("x")
    except* TypeError: raise
def f4():
    try: raise ExceptionGroup("eg", [ValueError("a"), TypeError("b")])
    except* ValueError as e: raise e
def f5():
    try: raise ExceptionGroup("eg", [ValueError("a"), TypeError("b")])
    except* ValueError as e: raise
    except* TypeError as e: raise
def f6():
    try: raise ExceptionGroup("eg", [ValueError("a"), TypeError("b")])
    except* ExceptionGroup as e: raise
def f7():
    try: raise ExceptionGroup("eg", [ValueError("a"), TypeError("b")])
    except* 3 as e: raise
def f8():
    try: raise ValueError("a")
    except* ValueError: raise
def f9():
    try: raise ValueError("a")
    except* TypeError: raise
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9): run(f)
e = ExceptionGroup("a", [ValueError(1)])
for c in (3, "x", (1,), int, None, print, len, lambda e: True): 
    try: print(e.split(c))
    except Exception as x: print(repr(x))
print(ExceptionGroup[int], ExceptionGroup.__mro__, BaseExceptionGroup.__bases__)
for a in ((), ("a",), (1, []), ("a", 3), ("a", {ValueError()}), ("a", (x for x in [ValueError()])), ("a", {}), ("a", "xy"), ("a", [1])):
    try: print(repr(ExceptionGroup(*a)))
    except Exception as x: print(repr(x))
try: ExceptionGroup("a", [ValueError()], x=1)
except Exception as x: print(repr(x))


def tree():
    raise ExceptionGroup("final", [ValueError("a"), ExceptionGroup("nested", [TypeError("b"), ZeroDivisionError("c")])])


class Own(ExceptionGroup):
    def derive(self, excs):
        return Own(self.message, excs)


def parts():
    try:
        raise Own("own", [ValueError(1), ValueError(2), TypeError("no")])
    except* TypeError as e:
        print(type(e).__name__, e.exceptions)
    except* (ValueError, KeyError) as e:
        print(type(e).__name__, e.exceptions, len(e.exceptions))
        for i in range(5):
            if i == 1:
                break
            continue
    else:
        print("never")
    finally:
        print("finally", i)
    try:
        "e" in locals() or e
    except NameError as x:
        print(x)


def quiet():
    try:
        pass
    except* OSError:
        print("never")
    else:
        print("else")


parts()
quiet()
try:
    try:
        tree()
    except* ZeroDivisionError as z:
        z.add_note("seen")
        raise RuntimeError("from the handler") from z
except ExceptionGroup:
    traceback.print_exc(file=__import__("sys").stdout)
try:
    raise ExceptionGroup("many\nlines", [ValueError(i) for i in range(18)])
except ExceptionGroup:
    print(traceback.format_exc())
deep = ValueError("deepest")
for i in range(13):
    deep = ExceptionGroup(str(i), [deep])
print("".join(traceback.format_exception(deep)))
print(deep.subgroup(lambda e: isinstance(e, ValueError)) is not None, deep.split(KeyError))
tree()
