def step(cells):
    from collections import Counter
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
g = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4): g = step(g)
print(sorted(g))
def primes(n):
    s = [True] * (n + 1); s[0:2] = [False] * 2
    for i in range(2, int(n ** .5) + 1):
        if s[i]: s[i * i::i] = [False] * len(s[i * i::i])
    return [i for i, p in enumerate(s) if p]
print(primes(60))
def qs(l): return l if len(l) < 2 else qs([x for x in l[1:] if x < l[0]]) + [l[0]] + qs([x for x in l[1:] if x >= l[0]])
print(qs([3, 6, 1, 8, 2, 9, 2]))
def hanoi(n, a, b, c): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(10, 'a', 'b', 'c'))
def lcs(a, b):
    t = [[''] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            t[i + 1][j + 1] = t[i][j] + x if x == y else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]
print(lcs('AGGTAB', 'GXTXAYB'))
def queens(n, r=(), out=None):
    if len(r) == n: return [r]
    return [s for c in range(n) if all(c != q and abs(c - q) != len(r) - i for i, q in enumerate(r)) for s in queens(n, r + (c,))]
print(len(queens(6)), queens(4)[0])
print(''.join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in 'hello world'), sum(int(d) for d in str(2 ** 100)), [a for a in range(1, 20) for b in range(a, 20) for c in [(a * a + b * b) ** .5] if c == int(c) and c < 20])
class Node:
    def __init__(self, k): self.k, self.l, self.r = k, None, None
def insert(n, k):
    if n is None: return Node(k)
    if k < n.k: n.l = insert(n.l, k)
    else: n.r = insert(n.r, k)
    return n
def walk(n):
    if n: yield from walk(n.l); yield n.k; yield from walk(n.r)
root = None
for k in [5, 2, 8, 1, 9, 3]: root = insert(root, k)
print(list(walk(root)))
import math; print(math.pi, math.sqrt(2), math.factorial(20), math.gcd(12, 18), math.log(8, 2), math.log10(1000), math.log2(8), math.sin(1), math.cos(1), math.tan(1), math.exp(1), math.pow(2, .5), math.atan2(1, 2), math.hypot(3, 4), math.floor(-1.5), math.erf(.5), math.sinh(1), math.acosh(2), math.expm1(1e-5), math.log1p(1e-5), math.asin(.3), math.fsum([.1] * 10), math.exp2(3.3))
