"""Every kind of statement."""
from __future__ import annotations
import os, sys as system, a.b.c as d
from . import x
from .. import y as z, w
from ... import v
from .... import u
from .pkg.mod import (one, two as three,)
from pkg import *

x = 1
x = y = z = 2,
x, y = y, x
(x, (y, *z)), [w] = f()
*a, = b
[] = ()
() = []
a.b = a[0] = a[1:2] = a[b, c:d, ::] = 3
a[*b] = a[*b, c] = a[b:=1] = 4
(x) = 5
(x, y), z = 6, 7
x += 1; x -= 1; x *= 2; x /= 2; x //= 2; x %= 2; x **= 2
x @= m; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1
x.y += yield_; x[0] += 1, 2
v: int
v: int = 1
(v): int = 2
v.w: list[int] = yield_
v[0]: "text" = *a, b
del x
del x, y
del (x), (y, z), [w], a.b, a[0]
del (x)
del (x,)
del [x, y]
del ()
pass
assert x
assert x, "message"
global_ = 1

def f():
    global a, b
    nonlocal_ = 1
    return
def g():
    return 1, *b
def h():
    return (yield)
def gen():
    x = yield
    x = yield 1
    x = yield 1, 2
    x = yield *a, b
    x = yield from y
    x += yield
    yield
    await_ = (yield 1)
    def inner():
        nonlocal x
        raise
    raise X
    raise X from None
    return (yield from a)

if a: pass
if a:
    pass
else:
    pass
if a:
    b
elif c:
    d
elif e:
    f
else:
    g
if (n := 10) > 5: pass
if a: b; c; d;

while a: break
while a:
    continue
else:
    pass

for a in b: pass
for a, b in c: pass
for a, in b: pass
for (a, b), *c in d, e: pass
for a.b in c:
    pass
else:
    pass
for [a, b] in *c, d: pass
for a[0] in b: pass
for x in *a, *b: pass

with a: pass
with a as b: pass
with a as b, c as d: pass
with (a as b, c as d): pass
with (a, b): pass
with (a as b, c,): pass
with (a, b) as c: pass
with (a), (b): pass
with (a).b as c, (d)(e): pass
with (yield_): pass
with (a, *b): pass
with (a := b): pass
with (a for a in b): pass
with (a if b else c) as d: pass
with (a, b), c: pass
with (a) as (b), (c): pass
with a as (b, c), d as [e, *f]: pass
with (): pass
with (a,): pass
with (a) + b: pass
with (
    open("a") as f,
    open("b") as g
):
    pass

try:
    a
except:
    b
try:
    a
except X:
    b
except (X, Y) as e:
    c
except X.y if a else b:
    pass
else:
    d
finally:
    e
try: a
finally: b
try:
    a
except* X:
    b
except* (Y, Z) as e:
    c
try:
    try:
        a
    except X: b
except Y:
    c

@decorator
@decorator.b(1)
@(a := b)
@x[0]
def f(): pass

@a
class A: pass
class A(): pass
class A(B, *c, metaclass=D, **e): pass
class A:
    """Doc."""
    x: int = 1
    def m(self): return super().m()
    class B: pass
    @property
    async def n(self): pass

def f(a, b=1, *c, d, e=2, **g) -> int: pass
def f(a, /): pass
def f(a, b=1, /, c=2, *, d, e=3, f): pass
def f(*, a): pass
def f(*a: int, **b: str): pass
def f(*a: *b): pass
def f(a: int = 1, b: "x" = 2, /, *, c: d = e,): pass
def f(**k,): pass
def f(a, /, *, b): pass
def f(a=1, /, b=2): pass
def f(
    a,
    b,
): return a

async def f():
    await a
    async for x in y: pass
    else: pass
    async with a as b, c: pass
    async with (a as b, c as d): pass
    return [x async for x in y if await z]
    await a.b(c) ** 2
    return -await x

type X = int
type X[T] = list[T]
type X[T: int, *Ts, **P] = dict[T, P]
type X[T: (int, str),] = T
def f[T](a: T) -> T: pass
class A[T: int, *U](B): pass
async def f[**P](): pass
type = 1
type(x)
type[x]
type.x
type: int
type in x
type, match = 1, 2

match x:
    case 1: pass
match = 1
match(x)
match[x]
match.x
match: int
match * a
match - a
match, a = b
match in a
match not in a
match (a, b):
    case _: pass
match *a, b:
    case _: pass
match -a:
    case _: pass
match [a]:
    case _: pass
match (a):
    case _: pass
match a, b,:
    case _: pass
match a if b else c:
    case _: pass
match lambda: x:
    case _: pass
match {a: b}:
    case _: pass
match not a:
    case _: pass
match (x := y):
    case _: pass
match match:
    case case: pass
case = 1
case(x)
_ = 1
print(match, case, _)
if 1:
        x
        if 2:
                y
	# a comment with a tab
        z
