d = {'a': 1, 'b': 2, 'c': 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), 'a' in k, 2 in v, ('a', 1) in i)
print(sorted(k & {'a', 'z'}), sorted(k | {'z'}), sorted(k - {'a'}), sorted(k ^ {'a', 'q'}))
print(k == {'a', 'b', 'c'}, i >= {('a', 1)}, k.isdisjoint(['x']), list(reversed(d)), list(reversed(i)), k.mapping)
d['d'] = 4
print(k, list(i)[-1])
try:
    for x in d: d[x + x] = 1
except RuntimeError as e: print(e)
try:
    for x in d.values(): del d['a']
except RuntimeError as e: print(e)
print(d | {'a': 9}, {**d, 'b': 0}); d |= [('z', 26)]; print(d)
print(dict.fromkeys('abc'), dict([('a', 1)], b=2), dict(zip('ab', range(2))))
print({1: 'a', True: 'b', 1.0: 'c'}, d.setdefault('q', []), d.popitem())
class D(dict):
    def __missing__(self, k): return k * 2
print(D()['x'], D(a=1), repr(D(a=1)), D().get('x'))
import types
m = types.MappingProxyType(d)
try: m['a'] = 1
except TypeError as e: print(e)
print(m.get('zz', 5), m | {'n': 1} == d | {'n': 1}, m == d, type(m).__name__)
for a in ({}, {1: 2}):
    print(bool(a), str(a), a.copy() is a)
try: {}['missing']
except KeyError as e: print(repr(e), str(e), e.args)
try: {[]: 1}
except TypeError as e: print(e)
print({(1, 2): {'nested': [1, {2}]}})
