from collections import *
import collections.abc
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c + Counter('aab'), c - Counter('aaaa'), c & Counter('ab'), c | Counter('zz'), sorted(c.elements())[:4], c.total(), +Counter(a=-1, b=2)); c.update('aaa'); c.subtract({'a': 1}); print(c['a'], dict(c), c == Counter(c), Counter(a=1) <= Counter(a=2)); del c['a']; print(c)
d = defaultdict(lambda: 'dflt', a=1); print(d['x'], d, d.get('q'), d.default_factory is not None) if False else print(d['x'], dict(d), d.get('q'))
n = defaultdict(lambda: defaultdict(int)); n['a']['b'] += 1; print(n['a'])
P = namedtuple('P', 'x y', defaults=[0]); p = P(1); print(p, p.x, p[1], p._replace(y=5), p._asdict(), P._fields, P._make([3, 4]), p == (1, 0), *p, P(x=1, y=2), P.__doc__, isinstance(p, tuple), p._field_defaults)
try: p.x = 5
except AttributeError as e: print(e)
try: P(1, 2, 3)
except TypeError as e: print(e)
try: P()
except TypeError as e: print(e)
try: namedtuple('Q', 'a a')
except ValueError as e: print(e)
dq = deque(range(5), maxlen=4); dq.append(9); dq.appendleft(7); dq.rotate(2); print(dq, dq.maxlen, dq[1], list(dq), dq.index(3) if 3 in dq else None); dq.extendleft([1, 2]); dq.insert(1, 5) if len(dq) < 4 else None; print(dq, dq.count(1)); dq.reverse(); dq.remove(1); print(dq, dq.copy() == dq, deque('ab') + deque('c'), deque('ab') * 2)
try: deque().popleft()
except IndexError as e: print(e)
try:
    for v in dq: dq.append(v)
except RuntimeError as e: print(e)
o = OrderedDict([('a', 1), ('b', 2)]); o.move_to_end('a'); print(o, list(o), o.popitem(), o == {'b': 2}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2))))
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); m['c'] = 4; print(m['a'], m['b'], dict(m) , m.maps, m.new_child({'a': 0})['a'], m.parents, len(m), 'b' in m, list(m))
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
print(U(a=1), U(a=1).data); print(UserList([1]) + [2], UserString('ab').upper())
print(isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(iter([]), collections.abc.Iterator), isinstance(5, collections.abc.Hashable), issubclass(list, collections.abc.MutableSequence), isinstance(len, collections.abc.Callable), isinstance((x for x in []), collections.abc.Generator))
class S(collections.abc.Sequence):
    def __getitem__(s, i): return [1, 2, 3][i]
    def __len__(s): return 3
print(list(S()), 2 in S(), S().index(3), S().count(1), list(reversed(S())))
class M(collections.abc.MutableMapping):
    def __init__(s): s.d = {}
    def __getitem__(s, k): return s.d[k]
    def __setitem__(s, k, v): s.d[k] = v
    def __delitem__(s, k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
mm = M(); mm.update(a=1); mm.setdefault('b', 2); print(dict(mm), mm.pop('a'), list(mm.items()), mm == {'b': 2}, mm.get('zz'), mm.popitem(), mm.keys())
