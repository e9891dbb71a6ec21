import weakref


class C:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return 'C(%d)' % self.n


d = weakref.WeakValueDictionary()
a, b = C(1), C(2)
d['a'], d['b'] = a, b
d['lost'] = C(3)
print(len(d), sorted(d.keys()), 'a' in d, d['a'], d.get('lost'))
del a
print(len(d), list(d.items()), d.get('a', 'none'))
try:
    d['a']
except KeyError as e:
    print('KeyError', e)
c = d.setdefault('c', C(4))
print(c, sorted(d), d.pop('b'), d.pop('b', None), len(d))
e = d.copy()
del c
print(len(d), len(e), dict(d))
