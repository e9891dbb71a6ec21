kept = []


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)
        kept.append(self)


c = C(1)
c.part = C(2)
del c
print([k.n for k in kept])
kept[0].n = 3
kept.clear()
print("cleared", len(kept))
