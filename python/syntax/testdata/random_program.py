"""Prints a random program of SIZE statements: random_program.py SEED SIZE. It need not mean anything."""
import random
import sys

rnd = random.Random(int(sys.argv[1]))
pick = rnd.choice


def join(make, low=0, high=3, sep=", "):
    return sep.join(make() for _ in range(rnd.randint(low, high)))


def name():
    return pick(["a", "b", "spam", "_", "match", "case", "type", "x1", "变量", "é"])


def literal():
    return pick(["0", "1", "0x1F", "1_000", "2.5", "1e-3", "3j", "'s'", '"a" \'b\'', "b'\\x00'", "rb'\\d'", "'''x\ny'''", "None", "True", "...", "'\\u00e9\\n'"])


def fstring(d):
    q = pick(["'", '"', '"""'])
    parts = ""
    for _ in range(rnd.randint(0, 3)):
        e = expr(d - 1)
        field = "{ " + ("(%s)" % e if ":" in e or "!" in e or "=" in e or "\n" in e else e) + pick(["", "", " =", "="])
        field += pick(["", "", "!r", "!s"]) + pick(["", "", ":>10", ":{w}", ":{w}.{p!r}f"]) + "}"
        parts += pick(["", "text ", "{{", "}}", "\\n"]) + field
    return pick(["f", "F", "rf"]) + q + parts + q


def target(d):
    k = rnd.randrange(6) if d > 0 else 0
    if k == 1:
        return primary(d - 1) + "." + name()
    if k == 2:
        return primary(d - 1) + "[" + expr(d - 1) + "]"
    if k == 3:
        return "(" + target(d - 1) + ", " + target(d - 1) + ")"
    if k == 4:
        return "[" + target(d - 1) + ", *" + name() + "]"
    return name()


def comp(d):
    s = pick([" for ", " async for "]) + pick([target(d), target(d) + ", " + target(d)]) + " in " + "(%s)" % expr(d)
    if rnd.random() < 0.3:
        s += " if (%s)" % expr(d)
    return s + (comp(d - 1) if d > 0 and rnd.random() < 0.3 else "")


def primary(d):
    k = rnd.randrange(9) if d > 0 else rnd.randrange(2)
    if k == 0:
        return name()
    if k == 1:
        return "(" + literal() + ")"
    if k == 2:
        return primary(d - 1) + "." + name()
    if k == 3:
        return primary(d - 1) + "[" + pick([expr(d - 1), ":", "%s:%s" % (expr0(d), expr0(d)), "::" + expr0(d), "%s, *%s, :" % (expr0(d), name())]) + "]"
    if k == 4:
        return primary(d - 1) + "(" + args(d - 1) + ")"
    if k == 5:
        return primary(d - 1) + "(" + expr(d - 1) + comp(d - 1) + ")"
    if k == 6:
        return "[" + pick([join(lambda: pick(["", "*"]) + expr0(d)), expr(d - 1) + comp(d - 1)]) + "]"
    if k == 7:
        return pick(["{" + join(lambda: "%s: %s" % (expr0(d), expr(d - 1))) + "}", "{" + expr0(d) + ": " + expr(d - 1) + comp(d - 1) + "}", "{**" + name() + ", " + expr0(d) + ": 1}"])
    return "(" + pick([expr(d - 1) + ",", expr(d - 1), "yield " + expr(d - 1), "yield from " + expr(d - 1), name() + " := " + expr(d - 1), "await " + primary(d - 1), "*a, " + expr0(d)]) + ")"


def expr0(d):
    return primary(min(d - 1, 1))


def args(d):
    positional = [pick(["", "*"]) + expr0(d) for _ in range(rnd.randint(0, 2))]
    named = [name() + "=" + expr(d) for _ in range(rnd.randint(0, 2))] + pick([[], ["**" + expr0(d)]])
    return ", ".join(positional + named) + (pick(["", ","]) if positional or named else "")


def params(d, annotated):
    n = iter("abcdefgh")
    note = lambda: pick(["", ": " + expr0(d)]) if annotated else ""
    out = [next(n) + note() for _ in range(rnd.randint(0, 2))]
    if out and rnd.random() < 0.3:
        out.append("/")
    out += [next(n) + note() + " = " + expr0(d) for _ in range(rnd.randint(0, 2))]
    if rnd.random() < 0.4:
        out.append(pick(["*, k", "*rest, k=1", "*rest"]))
    if rnd.random() < 0.3:
        out.append("**kw")
    return ", ".join(out)


def expr(d):
    if d <= 0:
        return pick([name(), literal()])
    k = rnd.randrange(12)
    if k == 0:
        return join(lambda: primary(d - 1), 2, 3, pick([" + ", " - ", " * ", " // ", " % ", " @ ", " << ", " | ", " & ", " ^ ", "**"]))
    if k == 1:
        return pick(["-", "+", "~", "not ", "- -", "not not "]) + primary(d - 1)
    if k == 2:
        return join(lambda: primary(d - 1), 2, 3, pick([" < ", " == ", " is not ", " not in ", " in ", " >= ", " is "]))
    if k == 3:
        return join(lambda: primary(d - 1), 2, 4, pick([" and ", " or "]))
    if k == 4:
        return "%s if %s else %s" % (primary(d - 1), primary(d - 1), expr(d - 1))
    if k == 5:
        return "lambda " + params(d - 1, False) + ": " + expr(d - 1)
    if k == 6:
        return fstring(d) + pick(["", " 'tail'"])
    if k == 7:
        return primary(d - 1) + " + " + primary(d - 1) + " * " + "-" + primary(d - 1) + " ** " + primary(d - 1)
    return primary(d)


def pattern(d):
    k = rnd.randrange(9) if d > 0 else rnd.randrange(3)
    if k == 0:
        return pick(["1", "-1", "'s'", "None", "True", "1 + 2j", "-0.5 - 1j"])
    if k == 1:
        return pick(["a", "b", "_"])
    if k == 2:
        return "a.b"
    if k == 3:
        return "[" + join(lambda: pattern(d - 1)) + "]"
    if k == 4:
        return "(" + pattern(d - 1) + ", *_)"
    if k == 5:
        return "{" + join(lambda: pick(["1", "'k'", "a.b"]) + ": " + pattern(d - 1)) + "}"
    if k == 6:
        return "A.B(" + ", ".join([pattern(d - 1) for _ in range(rnd.randint(0, 2))] + ["x=" + pattern(d - 1) for _ in range(rnd.randint(0, 1))]) + ")"
    if k == 7:
        return "(" + pattern(d - 1) + " | " + pattern(d - 1) + ")"
    return "(" + pattern(d - 1) + " as c)"


def block(d, ind):
    if rnd.random() < 0.2:
        return " " + pick(["pass", "a; b", "return"]) + "\n"
    return "\n" + stmt(d - 1, ind + pick([1, 2, 4]))


def stmt(d, ind):
    s = " " * ind
    k = rnd.randrange(24) if d > 0 else rnd.randrange(12)
    e = lambda: expr(3)
    if k == 0:
        return s + target(2) + " = " + pick(["", target(1) + " = "]) + e() + "\n"
    if k == 1:
        return s + primary(1) + ".attr " + pick(["+=", "**=", "//=", ">>=", "@=", "|="]) + " " + e() + "\n"
    if k == 2:
        return s + pick([name(), "(x)", "a.b", "a[0]"]) + ": " + e() + pick(["", " = " + e()]) + "\n"
    if k == 3:
        return s + pick(["return ", "raise ", "assert ", "yield ", "await "]) + e() + "\n"
    if k == 4:
        return s + pick(["import a.b as c, d", "from . import *", "from ..a.b import (c as d, e,)", "global g, h", "nonlocal n", "del a, b[0], (c, d)", "break", "continue; pass"]) + "\n"
    if k == 5:
        return s + "type " + pick(["X", "match"]) + pick(["", "[T: int, *Ts, **P]"]) + " = " + e() + "\n"
    if k < 12:
        return s + e() + pick(["", "", ", " + expr(1), "; " + expr(1), "  # comment"]) + "\n"
    if k == 12:
        return s + "if " + e() + ":" + block(d, ind) + pick(["", s + "elif " + e() + ":" + block(d, ind)]) + pick(["", s + "else:" + block(d, ind)])
    if k == 13:
        return s + "while " + e() + ":" + block(d, ind) + pick(["", s + "else:" + block(d, ind)])
    if k == 14:
        return s + pick(["", "async "]) + "for " + pick([target(1), target(1) + ", " + target(1)]) + " in " + pick([e(), e() + ", *b"]) + ":" + block(d, ind) + pick(["", s + "else:" + block(d, ind)])
    if k == 15:
        return s + pick(["", "async "]) + "with " + pick([primary(2) + " as " + target(1), "(" + primary(1) + " as a, " + primary(1) + ")", "(" + e() + "), b", "(a, b) as c", e()]) + ":" + block(d, ind)
    if k == 16:
        star = pick(["", "*"])
        handlers = "".join(s + "except" + star + " " + primary(1) + pick(["", " as e"]) + ":" + block(d, ind) for _ in range(rnd.randint(1, 2)))
        return s + "try:" + block(d, ind) + handlers + pick(["", s + "else:" + block(d, ind)]) + pick(["", s + "finally:" + block(d, ind)])
    if k == 17:
        return s + "try:" + block(d, ind) + s + "finally:" + block(d, ind)
    if k in (18, 19):
        return join(lambda: s + "@" + e() + "\n", 0, 2, "") + s + pick(["", "async "]) + "def " + name() + pick(["", "", "[T: int]"]) + "(" + params(2, True) + ")" + pick(["", " -> " + e()]) + ":" + block(d, ind)
    if k == 20:
        return join(lambda: s + "@" + e() + "\n", 0, 1, "") + s + "class " + name() + pick(["", "[*Ts]"]) + pick(["", "(" + args(2) + ")"]) + ":" + block(d, ind)
    cases = "".join(s + "  case " + pattern(3) + pick(["", ", " + pattern(1)]) + pick(["", " if " + e()]) + ":" + block(d, ind + 2) for _ in range(rnd.randint(1, 3)))
    return s + "match " + pick([e(), "*a, b", "a, b"]) + ":\n" + cases


sys.stdout.reconfigure(encoding="utf-8")
done = 0
while done < int(sys.argv[2]):
    s = stmt(3, 0)
    try:
        compile(s, "", "exec", 0x400)
    except (SyntaxError, ValueError):
        continue
    sys.stdout.write(s)
    done += 1
