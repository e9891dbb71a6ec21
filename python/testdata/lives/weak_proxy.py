import weakref


class C:
    def __init__(self):
        self.n = 1

    def double(self):
        return self.n * 2

    def __len__(self):
        return 7

    def __getitem__(self, i):
        return i + 1


c = C()
p = weakref.proxy(c, lambda _: print('proxy called back'))
p.n += 4
print(p.n, p.double(), len(p), p[1], bool(p))
del c
for what in (lambda: p.n, lambda: len(p), lambda: setattr(p, 'n', 1)):
    try:
        what()
    except ReferenceError as e:
        print('ReferenceError:', e)
