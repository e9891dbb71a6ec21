a or b or c
a and b or c and d
not a
not not a
a < b
a < b <= c != d == e > f >= g
a is b
a is not b
a in b
a not in b not in c
a | b ^ c & d << e >> f
a + b - c * d / e // f % g @ h
-a ** -b ** +c
~a
- - +a
(a + b) * c
a ** b ** c
-a.b[c](d) ** 2
a if b else c if d else e
(a if b else c) if d else e
lambda: a
lambda a: b
lambda a, b=1, *c, d, e=2, **f: g
lambda *, a: b
lambda a, /, b: c
lambda *a, **b: (a, b)
lambda: lambda: a
lambda a=lambda: b: c
lambda: (yield)
(a := b)
f(a := b, c)
[a := 1, b := 2]
{a := 1}
x[a := 1]
()
(a,)
(a, b)
(a, *b)
(*a,)
(a)
((a))
((a), b)
[]
[a]
[a, b,]
[*a, b]
{a}
{a, b}
{*a, b}
{}
{a: b}
{a: b, **c, d: e,}
{**a}
[a for b in c]
[a for b in c if d if e for f in g]
[a for b, c in d]
[a for b, in c]
[a for *b, c in d]
[(a, b) for a, b in c]
[a for (a, b) in c]
[a if b else c for d in e]
[a for a in b if c or d]
{a for b in c}
{a: b for c in d}
(a for b in c)
f(a for b in c)
f((a for b in c), d)
f()
f(a)
f(a, b,)
f(a=1)
f(a, b=1, *c, **d)
f(*a, *b, **c, **d)
f(a=1, *b, c=2)
f(*a, b)
f(**a, b=1)
f(a)(b)(c)
f(*a or b)
f(**a or b)
f(lambda: a)
f(a if b else c)
a.b
a.b.c
1 .real
1.0.real
a[0]
a[:]
a[::]
a[b:]
a[:b]
a[b:c]
a[b:c:d]
a[::b]
a[b, c]
a[b,]
a[b:c, d]
a[*b]
a[*b, c:d]
a[()]
a[a if b else c:d]
a[lambda: b]
...
None
True
False
0
00
0_0
1
12345678901234567890123456789
9223372036854775807
9223372036854775808
1_000_000
0xff
0XFF_FF
0xffffffffffffffffffff
0o17
0O1_7
0b101
0B1_0
1.
.5
1.5
1e10
1E-10
1.5e+10
.5e1
1_0.0_1e1_0
1e400
0.1
1e-320
5e-324
0.0
00.5
09.5
09e1
1j
1.5J
1e3j
00j
09j
1if a else 2
1or 2
0xfor x
1in a
'a'
"a"
'''a
b'''
"""a"b""c"""
'a' "b" """c"""
'\a\b\f\n\r\t\v\\\'\"'
'\0\01\012\0123\777'
'\x41\u0042\U00000043'
'\N{LATIN SMALL LETTER A}\N{bullet}\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{LINE FEED}'
'a\
b'
'\d\ '
'\ud800'
'\ud83d\ude00'
r'\n\x'
R'\''
r"a\
b"
u'a'
U'a' 'b'
'a' u'b'
b'a'
b'\x00\xff\n\N\u0041'
B'a' b"b" rb'\n' Rb'\x' bR'\y'
b'''a
b'''
''
'' ''
b''
(yield_)
(
    a
    +
    b  # comment
)
a + \
  b
f(
    a,  # one

    # two
    b
)
x = (a
     if b
     else c)
a; b; c
print(*a, sep='')
not a in b
not a == b
a if not b else c
a < (b < c)
(a, b) = (c, d)
-1
- 1
+-~1
2 ** -1
(-1) ** 2
await_
"%s" % a, b
*a, b
*a | b, c
a == b, c
"é" + "中文" + "😀"
变量 = "值"; 变量.属性 = 变量[变量]
ﬁ = ℌ = ﬀ1
café = 1
f("中", 文=1, *字)
