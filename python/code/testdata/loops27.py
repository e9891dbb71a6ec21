# Loops in the language that 2.7 and 3.x share; bytecodes.py made the figures of 2.7.18 and 3.6.15.
from __future__ import print_function, division
balance = 0
table = {"k": 0}
items = [0]
class Account(object):
    def __init__(self):
        self.value = 0
    @property
    def rest(self):
        return self.value
    def add(self, n):
        self.value += n
        return self
def count_down(n):
    while n > 0:
        n -= 1
def truth_down(n):
    while n:
        n -= 1
def endless(n):
    while True:
        n -= 1
        if n < 0:
            break
def plain_for(n):
    for i in range(n):
        pass
def global_add(n):
    global balance
    for i in range(n):
        balance = balance + i
        balance = balance - i
def attribute(n):
    for i in range(n):
        account.value += 1
        table["k"] += 1
        items[0] += 1
def slices(n):
    a = [1, 2, 3]
    for i in range(n):
        b = a[1:2]
        a[0:1] = [4]
        a[i:] = a[i:]
        c = a[::2]
        a[1:] += c
        del a[:1]
def swap(n):
    a, b, c = 1, 2, 3
    for i in range(n):
        a, b = b, a
        a, b, c = c, a, b
        items[0], x = i, b
def calls(n):
    for i in range(n):
        ident(i)
        account.add(1).add(2)
        keyword(i, c=4)
def conditions(n):
    hits = 0
    for i in range(n):
        if i > 3 and i < 6 or i == 8:
            hits += 1
        elif not i:
            hits += 2
        elif i in (1, 2):
            hits -= 1
        else:
            hits = hits
        if 2 < i <= 5:
            hits += 1
        a = i or 5
        b = i and 6
        d = not i
        e = 1 if i else 2
        f = a is not None
    return hits
def break_continue(n):
    for i in range(n):
        if i == 3:
            continue
        if i == n + 5:
            break
        for j in range(2):
            if j:
                break
    else:
        i = 0
def try_named(n):
    for i in range(n):
        try:
            raise ValueError("x")
        except KeyError:
            x = 1
        except (ValueError, TypeError) as e:
            x = e
def try_else(n):
    for i in range(n):
        try:
            x = i
        except ValueError:
            x = 0
        else:
            x = 2
def try_finally(n):
    for i in range(n):
        try:
            x = i
        finally:
            y = i
def with_block(n):
    for i in range(n):
        with lock:
            x = i
        with lock as a, lock as b:
            x = a
def comps(n):
    a = [j for j in (1, 2)]
    b = {j for j in (1, 2) if j > 1}
    c = {j: j for j in (1, 2)}
    d = sum(j for j in (1, 2))
def generator(n):
    i = 0
    while i < n:
        yield i
        i += 1
def displays(n):
    for i in range(n):
        a = [i, 1, 2]
        b = (i, 1)
        c = {i: 1, 2: 3}
        m = "%d" % i
        print("a", i)
def closures(n):
    total = 0
    def add(x):
        return total + x
    for i in range(n):
        add(i)
        f = lambda v: v + total
def operators(n):
    for i in range(n):
        a = -i
        c = ~i
        d = i // 3 % 2 << 1 | 4 & i ^ 1
        e = i / 2 - 1.5 * i
        g = i not in items
        assert i >= 0, "negative"
def star(n):
    f(*n)
    f(1, **n)
    import os.path as p
    from os import path, sep as q
    raise n
