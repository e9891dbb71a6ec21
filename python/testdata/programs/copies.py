import copy
a = [1, [2, {'k': [3]}], (4, [5])]
s, d = copy.copy(a), copy.deepcopy(a); a[1][1]['k'].append(9); a[2][1].append(6); print(s, d, s[1] is a[1], d[2] is a[2])
class N:
    def __init__(self, v): self.v, self.next = v, self
    def __deepcopy__(self, memo): print('deep', sorted(map(type, memo), key=str) != None); n = N(self.v); memo[id(self)] = n; return n
class M:
    def __init__(self): self.l = [1]; self.me = self
n = copy.deepcopy(M()); print(n.me is n, n.l)
x = []; x.append(x); print(x, copy.deepcopy(x)[0][0] is not x); y = {}; y['y'] = y; print(y)
t = (1, 2); print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.copy({1}), copy.deepcopy(N(2)).v)
class C:
    def __copy__(self): return 'copied'
print(copy.copy(C()))
class Sl:
    __slots__ = 'a', 'b'
sl = Sl(); sl.a = [1]; sl2 = copy.deepcopy(sl); print(sl2.a, sl2.a is sl.a, hasattr(sl2, 'b'))
