import sys
import traceback


def f(n):
    if n == 0:
        raise ValueError("deep", n)
    return f(n - 1)


try:
    f(2)
except ValueError as e:
    print(e, e.args, repr(e), type(e.__traceback__).__name__)
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
try:
    e
except NameError as x:
    print(x)


class MyError(Exception):
    def __init__(self, code, *a):
        super().__init__(*a)
        self.code = code

    def __str__(self):
        return "my " + str(self.code)


try:
    raise MyError(5, "x")
except (KeyError, MyError) as e:
    print(e, e.code, e.args, repr(e))
try:
    try:
        raise KeyError("a")
    except KeyError as e:
        raise ValueError("b") from e
except ValueError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise TypeError("t")
except TypeError as e:
    print(repr(e.__context__), e.__cause__)
try:
    try:
        1 / 0
    finally:
        print("finally runs")
except ZeroDivisionError as e:
    print("then", e)


def ret():
    try:
        return "try"
    finally:
        print("cleanup")


def override():
    try:
        raise ValueError
    finally:
        return "override"


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("i", i)
        finally:
            print("fin", i)
    else:
        print("no")
    return i


print(ret(), override(), loop())
try:
    try:
        raise KeyError(1)
    except ValueError:
        print("wrong")
    else:
        print("wrong")
except KeyError as e:
    print("right", e)
try:
    pass
except Exception:
    print("wrong")
else:
    print("else")
finally:
    print("finally")
try:
    raise
except RuntimeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError(1)
    except ValueError:
        raise
except ValueError as e:
    print("reraised", e)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print(e)
try:
    assert 1 == 2, "message %d" % 3
except AssertionError as e:
    print("assert", e)
try:
    [][1]
except LookupError as e:
    print(type(e).__name__, e)
try:
    {}["k"]
except KeyError as e:
    print(e, str(e), e.args)
try:
    int("x")
except ValueError as e:
    print(e)
try:
    None.x
except AttributeError as e:
    print(e, e.name)
try:
    undefined_name
except NameError as e:
    print(e, e.name)


def local():
    print(v)
    v = 1


try:
    local()
except UnboundLocalError as e:
    print(e)
try:
    x, y = 1, 2, 3
except ValueError as e:
    print(e)
try:
    x, y, *z = [1]
except ValueError as e:
    print(e)
try:
    x, y = 5
except TypeError as e:
    print(e)
try:
    raise SystemExit(3)
except SystemExit as e:
    print(e.code)


def rec():
    return rec()


try:
    rec()
except RecursionError as e:
    print(e)
try:
    try:
        raise ValueError("one")
    except ValueError:
        raise KeyError("two") from None
except KeyError as e:
    print(e.__suppress_context__, e.__context__, e.__cause__)
print(sys.exc_info())
try:
    raise ValueError("info")
except ValueError:
    print(sys.exc_info()[0], sys.exc_info()[1])
e = ValueError("note")
e.add_note("extra")
print(e.__notes__, e.with_traceback(None) is e)
try:
    raise e
except ValueError as again:
    print(again is e)
for bad in ("f()", "f(1, 2)", "f(x=1)", "g(1)", "g(1, 2, 3, d=4)", "h(1, 2)", "k(a=1)", "len()", "len(1, 2)", "[].append()", "int(1, 2, 3)", "''.join()", "f(*1)", "f(**1)",
            "k(1, a=2)", "p(a=1)", "abs('x')", "q(1)"):
    def f(n):
        pass

    def g(a, b, c=3, *, d):
        pass

    def h(*, a):
        pass

    def k(b, /, **kw):
        pass

    def p(a, /):
        pass

    def q(a, b, c):
        pass
    try:
        exec_ = {"f()": lambda: f(), "f(1, 2)": lambda: f(1, 2), "f(x=1)": lambda: f(x=1), "g(1)": lambda: g(1), "g(1, 2, 3, d=4)": lambda: g(1, 2, 3, 4, d=4),
                 "h(1, 2)": lambda: h(1, 2), "k(a=1)": lambda: k(a=1), "len()": lambda: len(), "len(1, 2)": lambda: len(1, 2), "[].append()": lambda: [].append(),
                 "int(1, 2, 3)": lambda: int(1, 2, 3), "''.join()": lambda: ''.join(), "f(*1)": lambda: f(*1), "f(**1)": lambda: f(**1), "k(1, a=2)": lambda: k(1, a=2),
                 "p(a=1)": lambda: p(a=1), "abs('x')": lambda: abs('x'), "q(1)": lambda: q(1)}[bad]
        print(bad, exec_())
    except TypeError as e:
        print(bad, "->", e)
try:
    f.g.h
except AttributeError:
    traceback.print_exc(file=sys.stdout)


def chain():
    try:
        {}["missing"]
    except KeyError as e:
        raise RuntimeError("wrapped") from e


def binary(a, b):
    return a.x + b["k"] * 2


class O:
    x = 1


try:
    chain()
except RuntimeError:
    traceback.print_exc(file=sys.stdout)
try:
    binary(O, {"k": None})
except TypeError:
    traceback.print_exc(file=sys.stdout)
raise ValueError("the end")
