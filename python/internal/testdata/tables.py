# Writes what CPython 3.11 answers to random questions, for the tests of these packages: python3.11 tables.py
# One question a line, JSON: [operation, arguments..., answer]; an exception is {"class": ..., "text": ...}.
import json, random

r = random.Random(1)


def answer(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return {"class": type(e).__name__, "text": str(e)}


def write(name, rows):
    with open(name, "w") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")


def integer():
    return r.choice([r.randint(-9, 9), r.randint(-300, 300), r.randint(-10**9, 10**9), r.choice([1, -1]) * r.getrandbits(r.randint(1, 130)), 65, 8364])


def real():
    return r.choice([0.0, -0.0, 0.5, 2.5, 1.0, -0.04, 1e16, 1e-5, 123456.789, 1e22, float("inf"), float("nan"), -float("inf"), 1e300,
                     r.uniform(-10, 10), r.uniform(-1, 1) * 10.0**r.randint(-20, 25), r.randint(-1000, 1000) / 8, float(r.randint(-10**6, 10**6))])


WORDS = ["", "a", "spam", "Ab c", "it's", 'say "hi"', "\u20acuro", "na\u00efve", "\u4e2d\u6587", "tab\there", "x\ny", "\x00\x7f", "12", "-7", "\u0663", "\u00b2", "\ufb01n", "\u00df",
         "\U0001f600!", "Hello World", "they're bill's", "A1b2", "  pad ", "a,b,,c", "\u01c5x", "\u0130I", "\u03a3\u03a3", "a\u2028b\x1cc", "\r\n\r", "\xa0z\xa0", "one  two\tthree\n", "\\back"]


def word():
    return "".join(r.choice(WORDS) for _ in range(r.randint(1, 3)))


def spec():
    s = ""
    if r.random() < .4:
        s += r.choice(["", "*", "0", "\u20ac", "<"]) + r.choice("<>=^")
    if r.random() < .3:
        s += r.choice("+- ")
    if r.random() < .1:
        s += "z"
    if r.random() < .2:
        s += "#"
    if r.random() < .2:
        s += "0"
    if r.random() < .6:
        s += str(r.randint(0, 24))
    if r.random() < .3:
        s += r.choice(",_")
    if r.random() < .3:
        s += "." + str(r.randint(0, 12))
    if r.random() < .8:
        s += r.choice("dbxXocn" "eEfFgG%" "s" "dfgs" "q")
    return s


def formats():
    for _ in range(1000):
        v, s = r.choice([integer, real, word])(), spec()
        yield ["format", type(v).__name__, str(v) if type(v) is not str else v, s, answer(format, v, s)]
    for _ in range(500):
        v = r.choice([integer, real, word])()
        verb = r.choice({int: "ddixXoeEfgGs", float: "eEfFgG", str: "s"}[type(v)])
        s = "%" + "".join(r.choice("-+ #0") for _ in range(r.randint(0, 3))) + r.choice(["", "", str(r.randint(1, 20))]) + r.choice(["", "", "." + str(r.randint(0, 12))]) + verb
        yield ["percent", type(v).__name__, str(v) if type(v) is not str else v, s, answer(lambda a, b: a % b, s, v)]


def numbers():
    for _ in range(160):
        f = real()
        yield ["repr", f.hex(), repr(f)]
        yield ["hash", f.hex(), str(hash(f)) if f == f else "nan"]
        n = r.randint(-25, 25)
        yield ["round", f.hex(), n, answer(lambda: round(f, n).hex())]
        g = real()
        if g:
            yield ["floatdivmod", f.hex(), g.hex(), f"{(f // g).hex()} {(f % g).hex()}"]
        x, y = integer(), integer()
        yield ["inthash", str(x), str(hash(x))]
        if y:
            yield ["divmod", str(x), str(y), "%d %d" % divmod(x, y)]
            yield ["truediv", str(x), str(y), answer(lambda: (x / y).hex())]
            e = r.randint(-5, 40)
            yield ["powmod", str(x), str(e), str(y), answer(lambda: str(pow(x, e, y)))]
        p = r.randint(1, 12)
        yield ["intround", str(x), p, str(round(x, -p))]
        if f == f:
            yield ["compare", str(x), f.hex(), (x > f) - (x < f)]
    for n in range(0, 6):
        for _ in range(10):
            t = tuple(r.choice([r.randint(-5, 5), r.getrandbits(63)]) for _ in range(n))
            yield ["tuplehash", [str(hash(i)) for i in t], str(hash(t))]
            yield ["sethash", [str(hash(i)) for i in set(t)], str(hash(frozenset(t)))]
    for s in ["", " ", "1", " 1 ", "+1", "-1", "--1", "+-1", "0x1f", "0X1F", "1f", "0b11", "0o17", "017", "0", "00", "0_0", "1_000", "1__0", "_1", "1_", "0x_f", "0x", "1.5", "\u0663\u0664",
              "z", "Z9", "12\n", "\xa012", "1 2", "9" * 40, "0b2", "1e5", "\u20ac", "0b_1", "- 1", "0_7", "00_0", "0x1_", "+0x1f"]:
        for b in [10, 0, 2, 8, 16, 36]:
            yield ["parseint", s, b, answer(lambda: str(int(s, b)))]
    for s in ["", " ", "1", " 1.5 ", "1e5", "1e", "e5", ".5", "5.", ".", "inf", "-inf", "+Infinity", "nan", "-nan", "NaN", "infinit", "1_0.5", "1_.5", "1._5", "_1", "1__0", "1e1_0", "0x1p3", "1e400", "-1e400",
              "1e-400", "\u0661.\u0665", "1 2", "--1", "1.5.2", "+-3", "1d", "1f", "9" * 400, "1_000.0", "+.5e-3", "\x1c7"]:
        yield ["parsefloat", s, answer(lambda: float(s).hex())]


STRING = ["isalpha", "isdecimal", "isdigit", "isnumeric", "isalnum", "isspace", "isprintable", "isascii", "islower", "isupper", "istitle", "isidentifier", "upper", "lower", "casefold",
          "capitalize", "title", "swapcase"]


def texts():
    for _ in range(70):
        s = word()
        yield ["repr", s, repr(s)]
        yield ["ascii", s, ascii(s)]
        yield ["reprbytes", s, repr(s.encode())]
        for m in STRING:
            yield [m, s, getattr(s, m)()]
        n = r.randint(-1, 3)
        yield ["fields", s, n, s.split(None, n)]
        yield ["rfields", s, n, s.rsplit(None, n)]
        sep = r.choice([",", "a", "b ", "\u4e2d", "l", "it"])
        yield ["split", s, sep, n, s.split(sep, n)]
        yield ["rsplit", s, sep, n, s.rsplit(sep, n)]
        yield ["lines", s, n > 0, s.splitlines(n > 0)]
        w = r.randint(0, 20)
        for m in ["ljust", "rjust", "center"]:
            yield [m, s, w, getattr(s, m)(w, "\u20ac")]
        yield ["zfill", s, w, s.zfill(w)]
        yield ["expandtabs", s, w, s.expandtabs(w)]


write("../format/testdata/format.jsonl", formats())
write("../../../internal/number/testdata/number.jsonl", numbers())
write("../../../internal/text/testdata/text.jsonl", texts())
