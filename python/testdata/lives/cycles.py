import gc
import weakref


class Node:
    def __init__(self, n):
        self.n = n


print(gc.collect())
a, b = Node(1), Node(2)
a.other, b.other = b, a
r = weakref.ref(a, lambda _: print('a died'))
del a, b
print(r().n)
print(gc.collect(), r())
print(gc.collect())
l = []
l.append(l)
del l
print(gc.collect())
d = {}
d['d'] = d
del d
print(gc.collect())


def f():
    x = Node(3)
    x.me = x


f()
print(gc.collect())
t = Node(5)
t.kids = [Node(6), Node(7)]
for k in t.kids:
    k.parent = t
del t, k
print(gc.collect())


def g():
    def inner():
        return inner


g()
print(gc.collect())
for i in range(100):
    n = Node(i)
    n.me = n
del n
print(gc.collect(), gc.garbage)
