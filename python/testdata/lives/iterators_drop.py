class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


for x in map(lambda c: c.n, [C(1), C(2)]):
    print(x)
print('mapped')
list(c.n for c in [C(3), C(4)])
print(','.join(str(C(i).n) for i in range(5, 7)))
any(map(lambda c: c.n, [C(7), C(8)]))
for a, b in zip([C(9)], [C(10)]):
    print(a.n, b.n)
print('zipped')
a = b = 0
for i, a in enumerate([C(11)]):
    pass
print('enumerated')
a = None
dict(x=C(12))
isinstance(C(13), C)
x = {}.get(1, C(14))
x = None
print('end')
