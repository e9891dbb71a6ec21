"""Files over the ends of pipes: what os.fdopen returns, between processes made by hand."""

import io
import os
import sys


def said(call):
    try:
        return call()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def pair(read="r", write="w", **options):
    r, w = os.pipe()
    return os.fdopen(r, read, **options), os.fdopen(w, write, **options)


# The tutorials' first: a child writes lines, and its parent reads them.
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(r)
    w = os.fdopen(w, "w")
    print("first line", file=w)
    w.write("second\nthird é")
    w.close()
    os._exit(3)
os.close(w)
with os.fdopen(r) as lines:
    for line in lines:
        print(repr(line))
print(lines.closed, os.WEXITSTATUS(os.waitpid(pid, 0)[1]), said(lambda: os.close(r)))

# Both ways, each line as soon as it is flushed.
(to_child, by_parent), (to_parent, by_child) = pair(), pair("rb", "wb")
if os.fork() == 0:
    by_parent.close()
    to_parent.close()
    for line in iter(to_child.readline, ""):
        by_child.write(line.strip().upper().encode() + b"\n")
        by_child.flush()
    by_child.write(b"end")
    sys.exit()
to_child.close()
by_child.close()
for word in ("one", "two"):
    by_parent.write(word + "\n")
    by_parent.flush()
    print(to_parent.readline())
by_parent.close()
print(to_parent.read(), to_parent.read(), os.WEXITSTATUS(os.wait()[1]))

# What has not been flushed is there twice after fork, and lost by _exit.
r, w = pair()
w.write("twice ")
if os.fork() == 0:
    w.flush()
    os._exit(0)
os.wait()
w.close()
print(r.read())
r, w = pair()
if os.fork() == 0:
    w.write("lost")
    os._exit(0)
os.wait()
w.close()
print(repr(r.read()))
r, w = pair()
if os.fork() == 0:
    w.write("kept")
    sys.exit(0)
os.wait()
w.close()
print(r.read())

# What nobody has any more is closed.
r, w = os.pipe()
os.fdopen(w, "w").write("flushed when it dies")
print(os.read(r, 100), os.read(r, 1))
os.close(r)

# Sizes, lines and line ends.
r, w = pair("rb", "wb")
print(w.write(b"a\nbc\n\nlast\xff"), w.writelines([b"x", b"y"]), w.tell if False else "", w.closed)
w.close()
print(r.read(1), r.readline(), r.readline(1), r.readline(), r.readlines(), r.read(), r.readline())
r, w = pair()
print(w.write("héé\r\nx\ry\nz\r"), r.read if False else "")
w.close()
print(repr(r.read(2)), repr(r.readline()), r.readlines())
r, w = pair(newline="\r\n")
w.write("a\nb")
w.close()
print(repr(r.read()))
r, w = pair("rb", "wb", buffering=0)
print(w.write(b"at once"), r.read(2), r.read(100), type(r).__name__)
w.write(b"1\n2")
print(r.readline())
w.close()
print(r.read())
r, w = os.pipe()
r, w = os.fdopen(r), os.fdopen(w, "w", 1)
w.write("kept ")
w.write("back\nnot")
print(repr(r.readline()), w.line_buffering)
w.close()
print(r.read())
big = "0123456789" * 1000
r, w = pair()
print(w.write(big), len(os.read(r.fileno(), 20000)) > 8000)

# What they are, and what they refuse.
r, w = os.pipe()
os.close(r)
r, w = pair()
b, c = pair("rb", "wb")
print(type(r).__name__, type(r).__module__, type(b).__name__, type(c).__name__, r.name == r.fileno(), r.mode, w.mode, b.mode, c.mode, r.encoding,
      r.readable(), r.writable(), w.readable(), w.writable(), r.seekable(), r.isatty(), type(r.buffer).__name__, type(b.raw).__name__)
print(repr(r) == "<_io.TextIOWrapper name=%d mode='r' encoding='UTF-8'>" % r.name, repr(c) == "<_io.BufferedWriter name=%d>" % c.name,
      repr(c.raw) == "<_io.FileIO name=%d mode='wb' closefd=True>" % c.name)
n = r.fileno()
spare = os.pipe()[0]
for call in (lambda: w.read(), lambda: r.write("x"), lambda: w.write(b"x"), lambda: c.write("x"), lambda: c.read(), lambda: b.write(b"x"),
             lambda: os.fdopen(n, "q"), lambda: os.fdopen(n, ""), lambda: os.fdopen(n, "rw"), lambda: os.fdopen(n, "rbt"),
             lambda: os.fdopen(n, "rr"), lambda: os.fdopen(spare, "r", 0), lambda: os.close(spare), lambda: os.fdopen(w.fileno(), "r+x"), lambda: os.fdopen(n, "rb", -1, "utf-8"), lambda: os.fdopen("1"),
             lambda: os.fdopen(999), lambda: os.fdopen(-1), lambda: os.fdopen(1.5, "w")):
    print(said(call))
r.close()
r.close()
for call in (lambda: r.read(), lambda: r.readline(), lambda: next(r), lambda: w.close(), lambda: w.write("x"), lambda: w.flush(),
             lambda: r.__enter__(), lambda: r.fileno(), lambda: c.close(), lambda: c.write(b"x")):
    print(said(call))
r, w = pair()
r.close()
w.write("nobody reads it")
for call in (w.flush, w.close):
    print(said(call))
print(w.closed, isinstance(said(lambda: w.write("x")), str))
same = os.fdopen(1, "w", closefd=False)
sys.stdout.flush()
same.write("to standard output\n")
same.close()
print("still open")
