# Makes random programs of a third kind, runs them, and prints what they did in the form of programs.py:
#
#     python3.11 calls.py FIRST COUNT
#
# Two thirds of a program are calls of the methods of built-in types, of built-in functions and those of itertools, math, functools and
# operator, with arguments of which many are odd: so what is seen is results and the texts of errors. The rest are scenes: small structures (descriptors, metaclasses,
# dataclasses, enums, generators, coroutines, groups of exceptions, patterns) whose parts are drawn. Some programs end by an
# exception that nobody catches.
import json
import random
import sys
import warnings

from programs import run

PRELUDE = '''\
import bisect, collections, contextlib, copy, dataclasses, datetime, enum, functools, heapq, itertools, json, math, operator, string, struct, types
def show(label, f):
    try:
        r = f()
        if isinstance(r, (map, filter, zip, enumerate, reversed)) or type(r).__module__ == 'itertools' or hasattr(r, '__next__'):
            r = [type(r).__name__] + list(itertools.islice(r, 6))
        print(label, repr(r))
    except Exception as e:
        print(label, type(e).__name__, e)
class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
    def __repr__(self): return 'Index(%r)' % (self.n,)
class Bare:
    def __repr__(self): return 'Bare()'
class Text(str): pass
class Number(int): pass
class Items(list): pass
class Picky:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, Picky) and self.n == o.n
    def __lt__(self, o): return self.n < o.n if isinstance(o, Picky) else NotImplemented
    def __hash__(self): return hash(self.n)
    def __bool__(self): return self.n > 1
    def __len__(self): return self.n
    def __repr__(self): return 'Picky(%r)' % self.n
'''

VALUES = {
    'int': ['0', '1', '-1', '2', '3', '-7', '10', '255', '256', '97', '2**31', '-2**63', '2**64', '10**20', '1234567', 'True', 'False', 'Number(5)', 'Index(2)'],
    'float': ['0.0', '-0.0', '1.0', '2.5', '-3.5', '0.1', '1e16', '1e-5', '1e300', '123456.789', "float('inf')", "float('nan')", '0.5', '1.5', '12345678.9', '1/3'],
    'str': ["''", "'a'", "'abc'", "'b'", "'hello world'", "'  pad '", "'ABC'", "'a,b,c'", "'\u00e9t\u00e9'", "'\u4f60\u597d'", "'\U0001f600x'", "'stra\u00dfe'", "'12'", "'\u0663'", "'\u00b2'",
            "'x\\ty\\n'", "'\\x00'", "'{}-{x}'", "'%s'", "'Title Case'", "'\u0130I\u0131'", "'\u01c5'", "'\ufb01'", "Text('text')", "'aXbXc'", "'utf-8'", "'ascii'", "'strict'", "'\u2028x\\x85y'", "'\\ud800'"],
    'bytes': ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b'hello world'", "b'a,b'", "bytearray(b'xyz')", "b'\\xc3\\xa9'", "b'  x '", "b'12'"],
    'list': ['[]', '[1]', '[1, 2, 3]', '[3, 1, 2]', "['b', 'a']", '[[1], [2]]', "[1, 'a']", '[None, 0]', 'Items([1, 2])', '[1.5, 2]', '[(1, 2), (3, 4)]', '[0] * 4', "[('a', 1)]"],
    'tuple': ['()', '(1,)', '(1, 2)', "('a', 'b')", "(1, 'a', None)", '((1, 2), (3, 4))', '(int, str)'],
    'dict': ['{}', '{1: 2}', "{'a': 1, 'b': 2}", "{'x': [1]}", '{(1, 2): 3}', "{'x': 1, 'y': 'z'}", "{None: True}"],
    'set': ['set()', '{1}', '{1, 2, 3}', "{'a'}", 'frozenset({1, 2})', 'frozenset()', '{(1, 2)}'],
    'range': ['range(0)', 'range(5)', 'range(10, 0, -3)', 'range(-2, 3)', 'range(1, 10, 4)', 'slice(1, 5, 2)', 'slice(None, None, -1)', 'slice(-3, None)'],
    'other': ['None', '...', 'NotImplemented', 'object', 'int', 'str', 'len', 'Bare()', 'Picky(1)', 'Picky(2)', 'lambda: 1', 'lambda x: x', 'lambda x, y: (x, y)', 'iter([1, 2])', "iter('ab')", 'print', 'operator.add', 'str.upper',
              'operator.neg', 'collections.deque([1, 2], 3)', "collections.Counter('aab')", "collections.OrderedDict(a=1)", 'collections.defaultdict(list)', 'datetime.date(2024, 2, 29)', 'datetime.timedelta(1, 2, 3)',
              'datetime.datetime(2024, 2, 29, 12, 30, 5, 7)', 'datetime.time(1, 2, 3)'],
}
ALL = [v for k in VALUES for v in VALUES[k]]

METHODS = {  # the methods of a type; values that it has
    'str': (str, VALUES['str']), 'bytes': (bytes, VALUES['bytes'][:6]), 'bytearray': (bytearray, ["bytearray(b'xyz')", "bytearray()", "bytearray(b'a b\\xff')"]),
    'list': (list, VALUES['list']), 'tuple': (tuple, VALUES['tuple']), 'dict': (dict, VALUES['dict']), 'set': (set, VALUES['set'][:4]), 'frozenset': (frozenset, VALUES['set'][4:6]),
    'int': (int, VALUES['int'][:18]), 'float': (float, VALUES['float']), 'range': (range, VALUES['range'][:5]),
}
FUNCTIONS = {
    'itertools': ['accumulate', 'chain', 'combinations', 'combinations_with_replacement', 'compress', 'count', 'cycle', 'dropwhile', 'filterfalse', 'groupby', 'islice', 'pairwise', 'permutations', 'product', 'repeat', 'starmap',
                  'takewhile', 'tee', 'zip_longest', 'chain.from_iterable'],
    'functools': ['reduce', 'partial', 'cmp_to_key', 'lru_cache', 'wraps', 'singledispatch', 'total_ordering', 'cached_property', 'update_wrapper'],
    'operator': ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'and_', 'or_', 'xor', 'lshift', 'rshift', 'neg', 'pos', 'invert', 'not_', 'truth', 'is_', 'eq', 'lt', 'ge', 'concat', 'contains', 'countOf', 'indexOf',
                 'getitem', 'delitem', 'setitem', 'itemgetter', 'attrgetter', 'methodcaller', 'iadd', 'imul', 'iconcat', 'ior', 'length_hint', 'index', 'matmul', 'call'],
    'math': ['ceil', 'comb', 'copysign', 'dist', 'fabs', 'factorial', 'floor', 'fmod', 'frexp', 'fsum', 'gcd', 'hypot', 'isclose', 'isfinite', 'isinf', 'isnan', 'isqrt', 'lcm', 'ldexp', 'modf', 'nextafter', 'perm', 'prod', 'remainder',
             'sqrt', 'trunc', 'ulp', 'degrees', 'radians', 'log2', 'log10', 'cbrt'],
    'builtins': ['abs', 'all', 'any', 'ascii', 'bin', 'bool', 'bytearray', 'bytes', 'callable', 'chr', 'dict', 'divmod', 'enumerate', 'filter', 'float', 'format', 'frozenset', 'getattr', 'hasattr', 'hex', 'int', 'isinstance',
                 'issubclass', 'iter', 'len', 'list', 'map', 'max', 'min', 'next', 'oct', 'ord', 'pow', 'range', 'repr', 'reversed', 'round', 'set', 'setattr', 'delattr', 'slice', 'sorted', 'str', 'sum', 'tuple', 'type', 'zip', 'vars',
                 'hash', 'object', 'property', 'staticmethod', 'classmethod', 'super', 'print'],
}
KEYWORDS = ['key', 'default', 'reverse', 'start', 'sep', 'end', 'maxsplit', 'encoding', 'errors', 'keepends', 'signed', 'byteorder', 'length', 'initial', 'repeat', 'fillvalue', 'maxlen', 'indent', 'sort_keys', 'ensure_ascii',
            'separators', 'lo', 'hi', 'r', 'n', 'x', 'strict', 'base', 'ndigits', 'abs_tol', 'rel_tol', 'width', 'tabsize', 'func', 'times', 'step', 'old', 'fold', 'tz', 'days', 'hours', 'year', 'iterable', 'object', 'obj']
# What depends on addresses, on hashes of strings or on what is left open: not called.
SKIP = {'__hash__', '__sizeof__', '__reduce__', '__reduce_ex__', '__dir__', '__getstate__', '__init_subclass__', '__subclasshook__', '__doc__', '__class__', '__new__', '__alloc__', '__getnewargs__', '__setformat__', '__class_getitem__',
        '__getformat__'}


class Calls:
    def __init__(self, seed):
        self.r = random.Random('calls %s' % seed)
        self.lines = []
        self.n = 0

    def w(self, text):
        self.lines.append(text)

    def pick(self, *xs):
        return self.r.choice(xs)

    def chance(self, p):
        return self.r.random() < p

    def value(self, kind=None):
        kind = kind or self.r.choice(list(VALUES))
        if self.chance(.15):
            kind = self.r.choice(list(VALUES))
        v = self.r.choice(VALUES[kind])
        if kind in ('int', 'float') and self.chance(.2):
            v = repr(self.r.choice([self.r.randint(-300, 300), self.r.getrandbits(self.r.randint(1, 90)), round(self.r.uniform(-1000, 1000), self.r.randint(0, 6))]))
        return '(%s)' % v if v.startswith('lambda') else v

    def arguments(self, most=3, kinds=None):
        args = [self.value(self.r.choice(kinds) if kinds and self.chance(.8) else None) for _ in range(self.r.choice([0, 1, 1, 1, 2, 2, most]))]
        if self.chance(.12):
            args.append('%s=%s' % (self.r.choice(KEYWORDS), self.value()))
        if self.chance(.05):
            args.append('*%s' % self.value())
            if self.chance(.3):
                args.append('**%s' % self.value('dict'))
        return ', '.join(args)

    def say(self, expression):
        self.n += 1
        self.w('show(%d, lambda: (%s))' % (self.n, expression))

    def method(self):
        name = self.r.choice(list(METHODS))
        type_, values = METHODS[name]
        methods = [m for m in dir(type_) if m not in SKIP]
        m = self.r.choice([m for m in methods if not m.startswith('_')] if self.chance(.75) else methods)
        kinds = {'str': ['str', 'str', 'int', 'tuple', 'list'], 'bytes': ['bytes', 'bytes', 'int', 'str'], 'bytearray': ['bytes', 'int', 'list'], 'list': ['int', 'list', 'str', 'other'], 'tuple': ['int', 'tuple', 'str'],
                 'dict': ['str', 'int', 'dict', 'list'], 'set': ['set', 'list', 'int', 'str'], 'frozenset': ['set', 'list', 'int'], 'int': ['int', 'int', 'float', 'str'], 'float': ['float', 'int', 'str'], 'range': ['int', 'range']}[name]
        v = self.r.choice(values)
        if name in ('list', 'dict', 'set', 'bytearray') and self.chance(.6):
            self.n += 1
            self.w('v = %s' % v)
            self.w('show(%d, lambda: (v.%s(%s), v))' % (self.n, m, self.arguments(kinds=kinds)))
            self.w('print(v)')
        elif self.chance(.1):
            self.say('%s.%s(%s)' % (name, m, self.arguments(kinds=kinds)))
        else:
            self.say('(%s).%s(%s)' % (v, m, self.arguments(kinds=kinds)))

    def function(self):
        module = self.r.choice(list(FUNCTIONS) + ['builtins', 'builtins', 'itertools'])
        f = self.r.choice(FUNCTIONS[module])
        kinds = {'itertools': ['list', 'tuple', 'str', 'int', 'range', 'other'], 'math': ['int', 'float', 'float', 'list'], 'operator': None}.get(module)
        args = self.arguments(kinds=kinds)
        if f in ('object', 'property', 'staticmethod', 'classmethod', 'super', 'vars', 'MethodType', 'GenericAlias') and self.chance(.7):
            return
        if f == 'hash':
            args = self.value(self.pick('int', 'float'))
        self.say('%s(%s)' % (f if module == 'builtins' else module + '.' + f, args))

    OPERATORS = ['+', '-', '*', '/', '//', '%', '&', '|', '^', '<<', '>>', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'and', 'or', '@', '**']

    def operator(self):
        op = self.r.choice(self.OPERATORS)
        kind = self.r.choice(list(VALUES))
        a, b = self.value(kind), self.value(kind)
        if op in ('<<', '**') or op == '*':
            b = self.r.choice(['0', '1', '2', '3', '-1', '0.5', 'None', "'a'", '-2.5', 'Index(3)', 'True'])
        if op == 'is':
            b = self.pick('None', 'True', '...')
            a = self.value('other')
        form = self.r.randrange(6)
        if form == 0 and op not in ('in', 'not in', 'is', 'and', 'or') and op[0] not in '=!<>':
            self.w('x = y = %s' % a)
            self.w('try:\n    x %s= %s\n    print(repr(x), x is y)\nexcept Exception as e:\n    print(type(e).__name__, e)' % (op, b))
        elif form == 1:
            self.say('%s(%s)' % (self.pick('-', '+', '~', 'not '), a))
        else:
            self.say('(%s) %s (%s)' % (a, op, b))

    def subscript(self):
        v = self.value(self.pick('str', 'bytes', 'list', 'tuple', 'dict', 'range', 'other'))
        n = lambda: self.pick('', '', '0', '1', '-1', '2', '-2', '5', '-9', 'None', 'True', 'Index(1)', '2**70', '-2**70', "'a'", '1.0')
        i = self.pick(n() or '0', '%s:%s' % (n(), n()), '%s:%s:%s' % (n(), n(), self.pick('', '1', '-1', '2', '-2', '0', '-3', 'None', "'x'")), '...', '1, 2', '::-1')
        if self.chance(.6):
            self.say('(%s)[%s]' % (v, i))
            return
        self.w('v = %s' % self.value(self.pick('list', 'list', 'dict', 'bytes', 'str', 'tuple')))
        what = self.pick('del v[%s]' % i, 'v[%s] = %s' % (i, self.value()), 'v[%s] = %s' % (i, self.value('list')), 'v[%s] += %s' % (i, self.value('int')))
        self.w('try:\n    %s\nexcept Exception as e:\n    print(type(e).__name__, e)\nprint(v)' % what)

    def spec(self):
        r = self.r
        return (r.choice(['', '', '', '*<', '>', '^', '=', '0>', '\u4f60^', '<']) + r.choice(['', '', '+', '-', ' ']) + r.choice(['', '', '', 'z']) + r.choice(['', '', '', '#']) + r.choice(['', '', '0']) +
                r.choice(['', '1', '5', '10', '12', '3']) + r.choice(['', '', '', ',', '_']) + r.choice(['', '', '.0', '.1', '.2', '.3', '.10', '.']) + r.choice(['', 'd', 'f', 'e', 'g', 'x', 's', 'b', '%', 'n', 'c', 'G', 'X', 'o', 'E', 'F', 'r']))

    def format(self):
        r = self.r
        v = self.value(self.pick('int', 'float', 'float', 'str', 'int', 'other', 'list'))
        form = r.randrange(6)
        if form == 0:
            self.say('format(%s, %r)' % (v, self.spec()))
        elif form == 1:
            self.say('"{:%s}|{!r:%s}".format(%s, %s)' % (self.spec(), r.choice(['', '>8', '^9', '.2']), v, self.value()))
        elif form == 2:
            self.say('"%%%s%s" %% (%s,)' % (r.choice(['', '-', '+', ' ', '0', '#', '5', '-8', '08', '+.3', '.2', '.0', '#.3', '*', '(a)', '10.4', '#x', ' 5', '+05']), r.choice('dfgsrxeoicaGEX%u') , v))
        elif form == 3:
            w = r.choice(["{x!r}", "{x:>{w}}", "{x=}", "{x = !s}", "{x!a:^12}", "{x:{'>' + '8'}}", "{w:0{w}.2f}", "{x}{{}}{w}", "{w=:+d}", "{x if w else w}", "{[i for i in range(w)]}", "{'a' 'b'!r}", "{(lambda: w)()}", "{x!s:.2}", "{{{w}}}",
                          "{w:{w}{'d'}}", "{x=!r:>20}", "{w**2:_}", "{w:#x}{w:#o}"])
            self.w('x, w = %s, %s' % (v, r.choice(['4', '7', '10'])))
            self.say('f"<%s>"' % w)
        elif form == 4:
            self.say('"%s".format(%s)' % (r.choice(['{0} {1}', '{} {}', '{0[0]}', '{0.real}', '{a}', '{0[a]}', '{', '}', '{0} {}', '{:{}}', '{!x}', '{0!r:}', '{a.b}', '{[1]}', '{0:{a}}', '{!s:5}|']), self.arguments()))
        else:
            self.say('%s(%s)' % (r.choice(['round', 'str', 'repr', 'int', 'float', 'bin', 'hex']), ', '.join([self.value(self.pick('float', 'int'))] + ([r.choice(['0', '1', '2', '-1', '-2', 'None', '5'])] if self.chance(.5) else []))))

    def sort(self):
        r = self.r
        items = [self.value(self.pick('int', 'float')) for _ in range(r.randint(2, 6))] if self.chance(.6) else [self.value('str') for _ in range(r.randint(2, 6))]
        key = r.choice(['', ', key=str', ', key=len', ', key=lambda x: -x', ', key=abs', ', key=repr', ', key=lambda x: (len(str(x)), x)', ', key=None', ', key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))', ', key=str.lower'])
        self.say('%s([%s]%s%s)' % (r.choice(['sorted', 'sorted', 'max', 'min']), ', '.join(items), key, r.choice(['', ', reverse=True', ', reverse=0']) if key or True else ''))

    # Scenes

    def scene_descriptor(self):
        r = self.r
        parts = []
        for m, body in [('__get__(self, obj, kind=None)', 'print("get", self.name, obj is None, kind.__name__); return %s' % r.choice(['42', 'obj.__dict__.get("_" + self.name, "none")', 'self', 'obj and obj.missing'])),
                        ('__set__(self, obj, value)', r.choice(['print("set", value); obj.__dict__["_" + self.name] = value', 'raise AttributeError("read only " + self.name)', 'obj.__dict__[self.name] = value'])),
                        ('__delete__(self, obj)', 'print("delete", self.name)'), ('__set_name__(self, owner, name)', 'print("name", owner.__name__, name); self.name = name')]:
            if m.startswith('__set_name__') or self.chance(.65):
                parts.append('    def %s: %s' % (m, body))
        self.w('class D:\n    name = "?"\n' + '\n'.join(parts))
        self.w('class O%s:\n    d = D()\n    def __init__(self): self.__dict__["d"] = "own"\n%s%s' % (
            self.pick('', '(object)'), self.pick('', '    def __getattr__(self, n): print("getattr", n); return n.upper()\n', '    def __getattribute__(self, n): print("ask", n); return super().__getattribute__(n)\n'),
            self.pick('', '    __slots__ = ("s", "__dict__")\n')))
        for e in r.sample(['o.d', 'O.d', 'setattr(o, "d", 5)', 'delattr(o, "d")', 'o.zzz', 'o.__dict__', 'vars(o)', 'hasattr(o, "q")', 'getattr(o, "q", 1)', 'type(o).__dict__["d"].name', 'setattr(O, "d", 7)', 'o.s'], 6):
            self.say(e if not self.chance(0) else e)
            if self.n % 2:
                self.lines[-1] = self.lines[-1].replace('lambda:', 'lambda o=O():')
            else:
                self.lines.insert(len(self.lines) - 1, 'o = O()')

    def scene_meta(self):
        r = self.r
        self.w('class M(type):')
        if self.chance(.6): self.w('    @classmethod\n    def __prepare__(m, name, bases, **k):\n        print("prepare", name, len(bases), sorted(k))\n        return %s' % r.choice(['{}', '{"given": 1}', 'collections.OrderedDict()']))
        self.w('    def __new__(m, name, bases, ns, **k):\n        print("new", name, sorted(n for n in ns if not n.startswith("__")), k)\n        return super().__new__(m, name, bases, ns%s)' % r.choice(['', '', ', **k']))
        if self.chance(.8): self.w('    def __init__(c, name, bases, ns, **k):\n        print("init", name)\n        super().__init__(name, bases, ns)')
        if self.chance(.4): self.w('    def __call__(c, *a, **k):\n        print("call", c.__name__, a, k)\n        return super().__call__(*a, **k)')
        if self.chance(.3): self.w('    def __instancecheck__(c, o): return %s' % r.choice(['True', 'hasattr(o, "x")', 'type(o) is c']))
        if self.chance(.3): self.w('    def __len__(c): return 3\n    def __iter__(c): return iter("abc")\n    def __getitem__(c, i): return (c.__name__, i)\n    def __contains__(c, x): return x == 1')
        if self.chance(.3): self.w('    @property\n    def kind(c): return "kind of " + c.__name__')
        self.w('try:')
        self.w('    class A(metaclass=M%s):\n        x = 1\n        def __init__(self, *a): self.a = a\n        def __init_subclass__(c, tag=None, **k): print("sub", c.__name__, tag, k); super().__init_subclass__(**k)' % r.choice(['', ', opt=2']))
        self.w('    class B(A%s): y = 2' % r.choice(['', ', tag="t"', ', other=1', ', tag=1, more=2']))
        self.w('    class C(%s): pass' % r.choice(['B', 'A, B', 'B, A', 'B, dict', 'B, int', 'A, Exception']))
        for e in r.sample(['C(1, 2).a', 'isinstance(3, A)', 'len(A)', 'list(B)', 'B["k"]', '1 in B', 'A.kind', 'A().kind', 'C.__mro__[1].__name__', 'type(C).__name__', 'repr(B)[:10]', 'issubclass(C, A)', 'A.given', 'A(k=1)', 'type("T", (A,), {"z": 1}).z',
                            'type("T", (A,), {}, tag=5)', 'M("N", (), {})'], 5):
            self.w('    show("m", lambda: %s)' % e)
        self.w('except Exception as e:\n    print(type(e).__name__, e)')

    def scene_dataclass(self):
        r = self.r
        options = r.sample(['frozen=True', 'order=True', 'eq=False', 'repr=False', 'kw_only=True', 'slots=True', 'unsafe_hash=True', 'init=False', 'match_args=False'], r.choice([0, 0, 1, 1, 2]))
        fields = r.sample(['a: int', 'b: int = 2', 'c: list = dataclasses.field(default_factory=list)', 'd: str = dataclasses.field(default="x", repr=False)', 'e: "int" = dataclasses.field(default=5, compare=False)', 'f: dataclasses.InitVar[int] = 3',
                           'g: int = dataclasses.field(init=False, default=9)', 'h: dict = {}', 'i: int = dataclasses.field(kw_only=True)', '_: dataclasses.KW_ONLY', 'j: float = 1.5'], r.randint(1, 4))
        self.w('try:\n    @dataclasses.dataclass%s\n    class D:' % ('(%s)' % ', '.join(options) if options else ''))
        for f in fields: self.w('        ' + f)
        if self.chance(.4): self.w('        def __post_init__(self%s): print("post"%s)' % (', f' if any(f.startswith('f:') for f in fields) else '', ', f' if any(f.startswith('f:') for f in fields) else ''))
        if self.chance(.3): self.w('    @dataclasses.dataclass\n    class E(D):\n        z: int = 0')
        for e in r.sample(['D()', 'D(1)', 'D(1, 2)', 'D(a=1)', 'D(1, b=3)', 'D(1) == D(1)', 'D(1) < D(2)', 'hash(D(1)) == hash(D(1))', 'dataclasses.asdict(D(1))', 'dataclasses.astuple(D(1))', 'dataclasses.replace(D(1), b=7)', '[f.name for f in dataclasses.fields(D)]',
                            'setattr(D(1), "a", 5)', 'D(1, 2, 3, 4)', 'D(q=1)', 'D.__match_args__', 'D(1).__dict__', 'delattr(D(1), "a")', 'D.b', 'E(1)', 'copy.copy(D(1))', 'D(i=1)'], 7):
            self.w('    show("d", lambda: %s)' % e)
        self.w('except Exception as e:\n    print(type(e).__name__, e)')

    def scene_enum(self):
        r = self.r
        base = r.choice(['Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum'])
        value = lambda i: {'Flag': str(2 ** i), 'IntFlag': str(2 ** i), 'StrEnum': repr('v%d' % i)}.get(base, str(i + 1))
        self.w('try:\n    class E(enum.%s):' % base)
        n = r.randint(2, 4)
        for i in range(n): self.w('        %s = %s' % ('ABCD'[i], 'enum.auto()' if self.chance(.4) else value(i if self.chance(.85) else 0)))
        if self.chance(.3): self.w('        def m(self): return self.name.lower()')
        if self.chance(.2): self.w('        @classmethod\n        def _missing_(cls, v): print("missing", v); return %s' % r.choice(['None', 'cls.A', '5']))
        if self.chance(.2): self.w('        def __str__(self): return "<" + self.name + ">"')
        for e in r.sample(['E.A', 'list(E)', 'E(1)', 'E("v1")', 'E["B"]', 'E["Z"]', 'E(99)', 'E.A.name', 'E.B.value', 'E.A == 1', 'E.A is E(E.A.value)', 'E.A | E.B', 'E.A & E.B', '~E.A', 'E.A in E', 'len(E)', 'E.__members__', 'str(E.A)', 'format(E.B, ">8")', '"%s" % E.B',
                            'f"{E.A!r} {E.B}"', 'E.A < E.B', 'E.A + 1', 'setattr(E, "A", 3)', 'E.A.m()', 'E.Z', 'type(E.A)', 'E.A.A', '1 in E', 'hash(E.A) == hash(E.A)', 'json.dumps(E.A)', 'E.A and 1', 'list(reversed(E))', 'E.A ^ E.B', 'E(3)', 'E(0)', 'bool(E(0))',
                            'enum.unique(E)', 'E("Z", "X Y")', 'E.A.__class__.__name__', 'del_ if 0 else E.B'], 9):
            self.w('    show("e", lambda: %s)' % e)
        if self.chance(.2): self.w('    class F(E): pass')
        self.w('except Exception as e:\n    print(type(e).__name__, e)')

    def scene_generator(self):
        r = self.r
        body = []
        for i in range(r.randint(2, 4)):
            body.append(r.choice(['x = yield %d; print("got", x)', 'try:\n            y = yield "t%d"\n            print("y", y)\n        except ValueError as e:\n            print("caught", e); yield "c"\n        finally:\n            print("fin")', 'yield from [1, %d]',
                                  'try:\n            yield %d\n        finally:\n            ' + r.choice(['print("cleanup")', 'yield "late"', 'return "r"', 'print("a"); raise KeyError("k")']), 'z = yield from sub(%d); print("sub", z)', 'if (yield %d): return "early"',
                                  'with contextlib.suppress(ValueError):\n            yield %d\n            print("not raised")']).replace('%d', str(i)))
        self.w('def sub(n):\n    try:\n        a = yield n\n        b = yield a\n    except GeneratorExit:\n        print("sub closed"); raise\n    except TypeError as e:\n        return "te"\n    return [a, b]')
        self.w('def g():\n    try:\n        ' + '\n        '.join(body) + '\n    finally:\n        print("end")\n    return "done"')
        self.w('i = g()')
        for _ in range(r.randint(4, 8)):
            self.say(r.choice(['next(i)', 'next(i)', 'i.send(1)', 'i.send(None)', 'i.throw(ValueError("v"))', 'i.throw(TypeError)', 'i.close()', 'i.throw(KeyError, "k")', 'list(i)', 'i.gi_running', 'next(i, "default")', 'i.throw(GeneratorExit)', 'i.throw(5)', 'i.throw(StopIteration(3))']))

    def scene_async(self):
        r = self.r
        self.w('class S:\n    def __init__(self, v): self.v = v\n    def __await__(self):\n        x = yield self.v\n        print("sent", x)\n        return %s' % r.choice(['x', 'self.v', '"res"']))
        self.w('async def agen():\n    try:\n        for i in range(3):\n            x = yield i\n            print("x", x)\n            await S(i)\n    %s' % r.choice(['finally:\n        print("agen end")', 'except ValueError as e:\n        print("ve", e); yield "after"', 'except GeneratorExit:\n        print("exit"); raise']))
        self.w('class C:\n    async def __aenter__(self): print("enter"); return await S("in")\n    async def __aexit__(self, *e): print("exit", e[0]); await S("out"); return %s' % r.choice(['True', 'False']))
        steps = r.sample(['print(await S(1))', 'async for i in agen():\n        print("i", i)\n        if i: break', 'async with C() as c:\n        print("c", c)\n        %s' % r.choice(['1/0', 'pass', 'return 5']), 'print([x async for x in agen() if x])', 'a = agen()\n    print(await a.asend(None), await a.athrow(ValueError("t")))',
                          'a = agen()\n    print(await anext(a))\n    await a.aclose()\n    print(await anext(a, "d"))', 'print({await S(k) for k in (1, 2)})', 'await 5', 'print(sum([await S(3) or 0, 1]))', 'async for x in [1]: pass', 'async with 3: pass'], 3)
        self.w('async def main():\n    ' + '\n    '.join(steps) + '\n    return "ok"')
        self.w('def drive(c):\n    v = None\n    for n in range(30):\n        try:\n            print("<", %s)\n        except StopIteration as e:\n            return e.value\n        v = n\n    c.close()' % r.choice(['c.send(v)', 'c.send(v)', 'c.throw(ValueError("in")) if n == 4 else c.send(v)', 'c.close() if n == 3 else c.send(v)']))
        self.w('show("async", lambda: drive(main()))')

    def scene_group(self):
        r = self.r
        leaf = lambda: r.choice(['ValueError("v%d")', 'TypeError("t%d")', 'KeyError("k%d")', 'OSError(%d, "o")']) % r.randint(1, 5)
        group = lambda d: 'ExceptionGroup("g%d", [%s])' % (d, ', '.join(group(d + 1) if d < 3 and self.chance(.3) else leaf() for _ in range(r.randint(1, 3))))
        self.w('def show_group(e, d=0):\n    print(" " * d + type(e).__name__, e, getattr(e, "__notes__", ""))\n    for x in getattr(e, "exceptions", ()): show_group(x, d + 1)')
        self.w('try:\n    try:\n        raise %s\n    except* %s as e:\n        print("1", repr(e))\n        %s\n    except* (%s) as e:\n        print("2", e.exceptions)\n%s%s' % (
            group(0) if self.chance(.85) else leaf(), r.choice(['ValueError', 'TypeError', 'OSError', 'Exception', '(KeyError, ValueError)', 'ExceptionGroup']), r.choice(['pass', 'raise', 'raise RuntimeError("new")', 'raise RuntimeError("new") from e', 'e.add_note("n")']),
            r.choice(['TypeError, OSError', 'KeyError', 'LookupError, ValueError']), r.choice(['', '    else:\n        print("else")\n']), r.choice(['', '    finally:\n        print("finally")\n']) ) + '\nexcept BaseException as e:\n    show_group(e); show_group(e.__context__ or ValueError("none"))')
        self.w('eg = %s' % group(0))
        for e in r.sample(['eg.split(ValueError)', 'eg.subgroup(lambda e: isinstance(e, TypeError))', 'eg.derive([ValueError(1)])', 'eg.exceptions', 'eg.message', 'ExceptionGroup("m", [])', 'ExceptionGroup("m", [1])', 'ExceptionGroup(1, [ValueError()])', 'BaseExceptionGroup("b", [ValueError()])', 'eg.split(int)', 'str(eg)', 'eg.add_note(5)',
                           'ExceptionGroup("x", [KeyboardInterrupt()])', 'eg.subgroup(KeyError)'], 4):
            self.say(e)

    def scene_match(self):
        r = self.r
        pattern = lambda d=0: r.choice(['1', '"a"', 'None', '-1', '2.5', '[]', '_', 'x%d' % r.randint(0, 9), 'int()', 'str(s%d)' % r.randint(0, 9), '{"a": %s}' % (pattern(2) if d < 2 else '1'), '[%s, *rest%d]' % (pattern(2) if d < 2 else '1', r.randint(0, 99)), '(%s, %s)' % (pattern(2) if d < 2 else '1', '_'),
                                        'Point(x=0)', 'Point(1, y)', 'int() | str()', '[1, 2] | [3]', '{"a": 1, **others}', 'list() as whole', 'True', 'float(f)', 'math.pi', '[*_, 2]', 'Point(q=1)', 'dict()', 'Point()', '(1 | 2) as n'])
        self.w('class Point:\n    %s\n    def __init__(self, x, y): self.x, self.y = x, y' % r.choice(['__match_args__ = ("x", "y")', '__match_args__ = ("x",)', 'pass', '__match_args__ = ["x"]', '__match_args__ = (1,)']))
        self.w('def what(v):\n    match v:')
        for i in range(r.randint(2, 5)):
            p = pattern()
            if p == '_' or (p[0] == 'x' and p[1:].isdigit()):
                p += ' if v'
            self.w('        case %s: return %d, {k: repr(w) for k, w in sorted(locals().items()) if k != "v" and type(w) is not Point}' % (p, i))
        self.w('        case _: return "no"')
        for _ in range(6):
            self.say('what(%s)' % r.choice(['Point(0, 1)', 'Point(1, 2)', '[1, 2]', '(1,)', '{"a": 1, "b": 2}', '"a"', 'True', '1', '1.0', 'None', '[[1], 2]', '[]', '{}', '3', 'b"a"', 'Point', '-1', '{"a": {"a": 1}}', '[3]', 'range(2)', 'collections.deque([1, 2])']))

    def scene_closure(self):
        r = self.r
        self.w('def make():\n    fs = []\n    total = 0\n    for i in range(3):\n        def f(a%s):\n            %s\n            %s\n            return (i, a, total)\n        fs.append(f)\n    %s\n    return fs' % (r.choice(['', '=i', ', *r', ', /, b=2', ', *, k=i']), r.choice(['nonlocal total; total += 1', 'nonlocal i; i += 10', 'pass', 'total = 5', 'global G; G = a']),
               r.choice(['', 'del a', 'a += 1', 'x = [a := a for _ in (1,)] if 0 else 0', 'def inner(): nonlocal a; a = "in"\n            inner()']).replace('x = [a := a for _ in (1,)] if 0 else 0', 'pass'), r.choice(['', 'del i', 'total = 100', 'i = "late"', 'del total'])))
        for _ in range(4):
            self.say(r.choice(['[f(1) for f in make()]', '[f() for f in make()]', 'make()[0](1, 2)', 'make()[1](a=3)', 'make()[2](1, k=2)', 'make()[0](1, 2, 3, 4)', 'make()[0](b=1)', 'make()[0].__code__.co_freevars', 'make()[0].__closure__[0].cell_contents', 'make()[0].__defaults__, make()[0].__kwdefaults__', '[(y := x * 2) + y for x in range(3)], y',
                              'make()[0].__qualname__', '(lambda *a, **k: (a, k))(*[1], 2, **{"z": 3}, y=4)', '(lambda a, b=2, *c, d, e=5, **f: (a, b, c, d, e, f))(1, d=4)', '(lambda a, /, b: a)(a=1, b=2)', 'dict(**{"a": 1}, a=2)', 'print(*[1, 2], sep=3)']))

    def scene_unpack(self):
        r = self.r
        t = r.choice(['a, b = %s', 'a, *b = %s', '*a, b = %s', 'a, *b, c = %s', '[a, (b, c)] = %s', 'a, = %s', '(a, b), c = %s', 'a = *%s,', 'a = [*%s, *%s]', 'a = {*%s}', 'a = {**%s, "n": 1}', 'for a, b in %s: pass', 'a = b = c = %s', '(a), b = %s', 'a, b = b, a = %s'])
        self.w('a = b = c = None\ntry:\n    ' + t % tuple(self.value(self.pick('list', 'tuple', 'str', 'dict', 'set', 'range', 'int', 'other')) if i else self.value(self.pick('list', 'tuple', 'str', 'dict', 'other')) for i in range(t.count('%s'))) + '\nexcept Exception as e:\n    print(type(e).__name__, e)')
        self.w('try: print(repr(a)[:12] if hasattr(a, "__next__") or callable(a) else a, b if not callable(b) else 0)\nexcept Exception as e: print(e)')

    def scene_recursion(self):
        r = self.r
        self.w(r.choice(['def deep(n): return 0 if n == 0 else 1 + deep(n - 1)\nshow("r", lambda: deep(%d))' % r.choice([10, 500, 100000]), 'class R:\n    def __%s__(self, *a): return %s\nshow("r", lambda: %s)' % r.choice([('repr', 'repr(self)', 'repr(R())'), ('eq', 'self == 1', 'R() == 2'), ('getattr', 'self.other', 'R().x'), ('len', 'len(self)', 'len(R())'), ('call', 'self()', 'R()()')]),
                         'l = []\nl.append(l)\nshow("r", lambda: (l, l == l))\nd = {}\nd[1] = d\nshow("d", lambda: d)', 'l = []\nfor _ in range(%d): l = [l]\nshow("r", lambda: len(repr(l)))' % r.choice([50, 100000]), 'm = []; m.append(m); n = []; n.append(n)\nshow("r", lambda: m == n)', 'show("r", lambda: copy.deepcopy(l) if (l := [1]).append(l) is None else 0)',
                         'show("j", lambda: json.dumps(l) if (l := []).append(l) is None else 0)']))

    def ending(self):
        r = self.r
        raise_ = lambda: r.choice(['raise ValueError("end")', 'raise KeyError("k")', '{}["k"]', '1 / 0', 'int("x")', 'undefined', 'None.attribute', '[].missing', 'raise Own("a", 2)', 'len(5)', '"a" + 1', 'raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])', 'assert 0, "why"', 'assert []', 'raise SystemExit(3)', 
                                   'raise OSError(2, "No such file", "f")', '[1][5]', 'f()', 'raise StopIteration(4)', 'math.sin("a")', 'lenght = len([])\nlenn', 'raise', 'raise 5', 'raise ValueError from KeyError(1)', '"%d" % "x"', 'next(iter([]))', '(lambda: 1)(2)', 'raise UnicodeDecodeError("utf-8", b"a\\xff", 1, 2, "bad")', 'b"\\xff".decode()', '"\\ud800".encode()',
                                   'class X(int, str): pass', 'del nothing', 'datetime.date(2023, 2, 30)', 'x = 1; x()', 'a, b = 1', 'e = ValueError("noted"); e.add_note("first\\nsecond"); raise e'])
        self.w('class Own(Exception):\n    def __str__(self): return "own %s" % (self.args,)')
        self.w(self.fill(r.choice(self.ENDINGS), raise_))

    ENDINGS = ['@', 'try:\n    @\nexcept ValueError:\n    @', 'try:\n    @\nexcept Exception as e:\n    raise RuntimeError("outer") from e', 'try:\n    @\nfinally:\n    print("finally")', 'def a():\n    @\ndef b(f): return f()\nb(a)', 'try:\n    @\nexcept Exception as e:\n    raise RuntimeError("outer") from None',
               'with contextlib.suppress(KeyError, ValueError):\n    @\n@', 'def g():\n    yield 1\n    @\nlist(g())', 'class A:\n    @property\n    def p(self):\n        @\nA().p', 'async def f():\n    @\nf().send(None)']

    def fill(self, text, raise_):
        while '@' in text.replace('@property', ''):
            i = text.replace('@property', '\x00' * 9).index('@')
            line = text[:i].split('\n')[-1]
            text = text[:i] + raise_().replace('\n', '\n' + line) + text[i + 1:]
        return text

    def source(self):
        scenes = [getattr(self, n) for n in sorted(dir(self)) if n.startswith('scene_')]
        for _ in range(self.r.randint(25, 45)):
            self.pick(self.method, self.method, self.method, self.function, self.function, self.operator, self.subscript, self.format, self.format, self.sort)()
        for scene in self.r.sample(scenes, 3):
            scene()
        if self.chance(.5):
            self.ending()
        return PRELUDE + '\n'.join(self.lines) + '\n'


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter('ignore')
    sys.stdout.reconfigure(line_buffering=True)
    for seed in range(first, first + count):
        text = Calls(seed).source()
        result = run(text)
        if result is not None and len(result[0]) < 100000:
            print(json.dumps({'seed': seed, 'source': text, 'stdout': result[0], 'last': result[1]}))


if __name__ == '__main__':
    main()
