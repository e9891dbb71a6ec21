class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


def numbers():
    c = C(1)
    yield 1
    yield 2


g = numbers()
next(g)
del g
print('dropped')
g = numbers()
print(list(g))
print('exhausted')
g = numbers()
next(g)
g.close()
print('closed')


def cleans():
    try:
        yield C(2)
    finally:
        print('finally')


g = cleans()
x = next(g)
del g
print('x', x.n)
x = None
for x in cleans():
    break
print('left')
del x


def yields():
    for i in range(3):
        yield C(10 + i)


for c in yields():
    print('got', c.n)
del c
total = sum(c.n for c in yields())
print(total)
