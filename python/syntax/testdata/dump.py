"""Writes the tree that CPython makes of each file whose name it reads, one a line, from standard input.

Each tree is preceded by a line with the file's name, the number of bytes of the tree, and "ok", or "error" if there is no tree but an
error. Columns are counted in characters. See dump_test.go, which writes the same.

With the option -w it writes the tree of each FILE.py that is an argument to FILE.tree instead, with -s to FILE.sums the beginning of
the SHA-256 of each of its lines."""
import ast
import hashlib
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


def text(s):
    return "".join(c if " " <= c <= "~" and c not in "\\\"" else "\\%x;" % ord(c) for c in s)


def constant(v):
    if v is None or v is True or v is False:
        return str(v)
    if v is ...:
        return "Ellipsis"
    if isinstance(v, int):
        return hex(v)
    if isinstance(v, float):
        return v.hex().replace(".0000000000000p", "p").replace(".0p", "p") if v == v else "nan"
    if isinstance(v, complex):
        return constant(v.imag) + "j"
    if isinstance(v, bytes):
        return "b" + v.hex()
    return '"' + text(v) + '"'


SKIP = {"type_comment", "type_ignores"}


class Dumper:
    def __init__(self, source):
        self.lines = source.split("\n")
        self.plain = source.isascii()
        self.out = []

    def column(self, line, col):
        if self.plain:
            return col
        return len(self.lines[line - 1].encode("utf-8", "surrogatepass")[:col].decode("utf-8", "surrogatepass"))

    def value(self, v, name, line_each=False):
        w = self.out.append
        if isinstance(v, ast.AST):
            self.node(v)
        elif isinstance(v, list):
            w("[")
            for i, x in enumerate(v):
                if i:
                    w("\n" if line_each else " ")
                self.value(x, name)
            w("]")
        elif v is None:
            w("-")
        elif isinstance(v, str):
            w(text(v))
        else:
            w(str(v))

    def node(self, n):
        w = self.out.append
        w(type(n).__name__)
        if isinstance(n, (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)):
            return
        if hasattr(n, "lineno"):
            w("@%d:%d-%d:%d" % (n.lineno, self.column(n.lineno, n.col_offset), n.end_lineno, self.column(n.end_lineno, n.end_col_offset)))
        w("(")
        first = True
        for f in n._fields:
            if f in SKIP:
                continue
            if not first:
                w(" ")
            first = False
            if isinstance(n, ast.JoinedStr):
                # 3.12.1 ends a format specification with an empty text if a field is last; later versions do not
                n.values = [v for v in n.values if not (isinstance(v, ast.Constant) and v.value == "")]
            if f == "value" and isinstance(n, (ast.Constant, ast.MatchSingleton)):
                w(constant(n.value))
            else:
                self.value(getattr(n, f), f, isinstance(n, ast.Module))
        w(")")


def source_of(data):
    import io, tokenize
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    s = data.decode(encoding)
    return s.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def dump(data, name):
    tree = ast.parse(data, name)
    d = Dumper(source_of(data))
    d.node(tree)
    return "".join(d.out)


def write(name, sums):
    with open(name, "rb") as f:
        tree = dump(f.read(), name)
    if sums:
        lines = [hashlib.sha256(line.encode()).hexdigest()[:16] for line in tree.split("\n")]
    else:
        lines = [tree]
    with open(name.removesuffix(".py") + (".sums" if sums else ".tree"), "w") as f:
        f.write("\n".join(lines) + "\n")


def main():
    if sys.argv[1:2] in (["-w"], ["-s"]):
        for name in sys.argv[2:]:
            write(name, sys.argv[1] == "-s")
        return
    for name in sys.stdin:
        name = name.rstrip("\n")
        with open(name, "rb") as f:
            data = f.read()
        state = "ok"
        try:
            s = dump(data, name)
        except (SyntaxError, ValueError, UnicodeError, RecursionError, MemoryError) as e:
            state, s = "error", "%s: %s" % (type(e).__name__, e)
        b = s.encode("utf-8", "surrogatepass")
        sys.stdout.buffer.write(("%s\t%d\t%s\n" % (name, len(b), state)).encode() + b + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
