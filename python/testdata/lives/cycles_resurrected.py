import gc
saved = []


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)
        saved.append(self)


a = D(1)
a.me = a
del a
print(gc.collect(), [d.n for d in saved])
saved.clear()
print(gc.collect())
