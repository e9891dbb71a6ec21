class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


l = [C(i) for i in range(3) if i != 1]
print('list')
l = [c.n for c in l]
print(l)
d = {i: C(10 + i) for i in range(2)}
d = {k: v.n for k, v in d.items()}
print(d)
x = max([C(20), C(21)], key=lambda c: c.n)
print('max', x.n)
x = sorted([C(31), C(30)], key=lambda c: c.n)[0]
print('sorted', x.n)
x = list(map(lambda c: c.n, [C(40), C(41)]))
print(x)
x = [*[C(50)], C(51)]
first, *rest = x
x = None
print('unpacked')
rest.clear()
first = None
print('end')
