# Makes random programs, runs them, and prints what they did: one JSON object a line, {"seed", "source", "stdout", "last"}; last is the
# last line of standard error. Run it with CPython 3.11:
#
#     python3.11 programs.py FIRST COUNT
#
# A program uses the language and the built-in types all over; most of what it does stands in a try statement, so that errors
# are seen, too, and it goes on. Nothing depends on addresses, on the hashes of strings, on time or on the last bit of a function of math.
import json
import os
import random
import signal
import sys
import tempfile
import types
import warnings

# What programs import is imported once, before they are run.
import abc, bisect, collections, contextlib, copy, dataclasses, enum, functools, heapq, io, itertools, math, operator, string, traceback, typing  # noqa


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.names = 0
        self.depth = 0
        self.scopes = [{}]  # name -> type, the innermost last
        self.functions = []  # (name, number of positional parameters)
        self.classes = []
        self.loop = 0  # loops around, within the function
        self.in_function = False
        self.imports = set()

    # Building blocks

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *xs):
        return self.r.choice(xs)

    def name(self, prefix='v'):
        self.names += 1
        return '%s%d' % (prefix, self.names)

    def w(self, text):
        for line in text.split('\n'):
            self.lines.append('    ' * self.indent + line if line else line)

    def variables(self, type):
        return [n for s in self.scopes for n, t in s.items() if t == type or type == 'any']

    def bind(self, name, type):
        self.scopes[-1][name] = type

    def use(self, module):
        self.imports.add(module)
        return module

    # Expressions, by type. Depth bounds their size.

    TYPES = ['int', 'float', 'str', 'bytes', 'list', 'tuple', 'dict', 'set', 'bool', 'none']

    def any(self, d):
        return self.e(self.pick('int', 'int', 'float', 'str', 'str', 'list', 'tuple', 'dict', 'set', 'bool', 'bytes', 'none'), d)

    def e(self, type, d=0):
        if type == 'any':
            return self.any(d)
        if self.chance(.03):
            return self.any(d)  # of the wrong type
        if d > 3 or self.chance(.2):
            return self.atom(type)
        if self.chance(.15) and self.variables(type):
            return self.pick(*self.variables(type))
        if self.chance(.06):
            return '(%s if %s else %s)' % (self.e(type, d + 1), self.e('bool', d + 1), self.e(type, d + 1))
        if self.chance(.04):
            return '(%s %s %s)' % (self.e(type, d + 1), self.pick('and', 'or'), self.e(type, d + 1))
        if self.chance(.03):
            return '(lambda %s: %s)(%s)' % (self.pick('x', 'x, y=2', '*x', 'x=1, *, z=3', 'x, /, **k'), self.e(type, d + 1), self.atom('int'))
        if self.chance(.03):
            return '[%s][%s]' % (', '.join(self.e(type, d + 2) for _ in range(self.r.randint(1, 3))), self.pick('0', '-1', '0', '1'))
        return getattr(self, 'e_' + type)(d + 1)

    def atom(self, type):
        vs = self.variables(type)
        if vs and self.chance(.5):
            return self.pick(*vs)
        return getattr(self, 'a_' + type)()

    def a_none(self):
        return 'None'

    e_none = lambda self, d: self.pick('None', '[].sort()', 'print("p", end=";")', '...', 'NotImplemented')

    def a_any(self):
        return self.atom(self.pick('int', 'str', 'float', 'list', 'bool'))

    def a_bool(self):
        return self.pick('True', 'False')

    def a_int(self):
        r = self.r
        return self.pick(lambda: str(r.randint(-3, 9)), lambda: str(r.randint(-3, 9)), lambda: str(r.randint(-200, 999)), lambda: hex(r.randint(0, 70000)), lambda: '0b1011', lambda: '1_000',
                         lambda: str(r.choice([-1, 1]) * r.getrandbits(r.randint(1, 100))), lambda: '2**%d' % r.randint(30, 90), lambda: '-%d' % r.randint(0, 9))()

    def a_float(self):
        r = self.r
        return self.pick(lambda: repr(r.randint(-40, 40) / 8), lambda: repr(round(r.uniform(-100, 100), 3)), lambda: '1e%d' % r.randint(-9, 20), lambda: '0.1', lambda: '-0.0', lambda: '2.5', lambda: '1_0.5',
                         lambda: '.5', lambda: '3.', lambda: 'float("%s")' % r.choice(['inf', '-inf', 'nan', ' 1.5 ']))()

    WORDS = ['', 'a', 'b', 'ab', 'abc', 'spam', 'Spam Eggs', 'x y  z', "it's", 'say "no"', 'a,b,,c', 'tab\there', 'line\nbreak\r\nend', '\u00e9t\u00e9', '\u4f60\u597d', '\U0001f600', 'ABC', 'aBc1', '42', '-7', ' 3.5 ',
             '0x1f', 'aaa', 'abcabc', 'hello world', '\\n', '%d', '{0}', '{}', '  pad\t', 'Stra\u00dfe', 'ix', 'Title Case', 'key', 'k', '\x00\x7f']

    def a_str(self):
        s = self.r.choice(self.WORDS)
        form = self.r.randrange(8)
        if form == 0 and '\\' not in s and '\n' not in s and '\r' not in s and "'" not in s and '\x00' not in s:
            return "r'%s'" % s
        if form == 1 and '"""' not in s and '\\' not in s and '\r' not in s and '\x00' not in s and not s.endswith('"'):
            return '"""%s"""' % s
        if form == 2:
            return ascii(s)
        if form == 3:
            return '%r %r' % (s[:1], s[1:])
        return repr(s)

    def a_bytes(self):
        return repr(self.r.choice([b'', b'a', b'abc', b'a,b', b'\x00\xff', b"it's", b'  x ', b'Hello', b'123', b'aaa']))

    def a_list(self):
        return '[%s]' % ', '.join(self.atom(self.pick('int', 'int', 'str', 'float', 'bool', 'none')) for _ in range(self.r.randint(0, 4)))

    def a_tuple(self):
        items = [self.atom(self.pick('int', 'int', 'str', 'float')) for _ in range(self.r.randint(0, 3))]
        return '(%s%s)' % (', '.join(items), ',' if len(items) == 1 else '')

    def a_dict(self):
        return '{%s}' % ', '.join('%s: %s' % (self.key(), self.atom(self.pick('int', 'str', 'list'))) for _ in range(self.r.randint(0, 3)))

    def a_set(self):
        return self.pick(lambda: 'set()', lambda: '{%s}' % ', '.join(str(self.r.randint(-2, 20)) for _ in range(self.r.randint(1, 5))), lambda: 'frozenset([%d, %d])' % (self.r.randint(0, 9), self.r.randint(0, 9)))()

    def key(self):
        return self.pick(lambda: str(self.r.randint(0, 4)), lambda: repr(self.r.choice('abxk')), lambda: '(%d, %d)' % (self.r.randint(0, 2), self.r.randint(0, 2)), lambda: 'None', lambda: '1.0', lambda: 'True')()

    def e_int(self, d):
        r = self.r
        e = self.e
        return self.pick(
            lambda: '(%s %s %s)' % (e('int', d), self.pick('+', '-', '*', '+', '-', '&', '|', '^'), e('int', d)),
            lambda: '(%s %s %s)' % (e('int', d), self.pick('//', '%', '//', '%'), e('int', d)),
            lambda: '(%s %s %d)' % (e('int', d), self.pick('<<', '>>'), r.randint(0, 70)),
            lambda: '(%s ** %d)' % (self.atom('int'), r.randint(0, 5)),
            lambda: '(%s%s)' % (self.pick('-', '+', '~'), e('int', d)),
            lambda: 'len(%s)' % e(self.pick('str', 'list', 'dict', 'tuple', 'set', 'bytes'), d),
            lambda: 'int(%s)' % e(self.pick('float', 'str', 'bool', 'int'), d),
            lambda: 'int(%s, %d)' % (e('str', d), self.pick(2, 8, 10, 16, 36, 0)),
            lambda: 'abs(%s)' % e('int', d),
            lambda: '%s(%s)' % (self.pick('sum', 'max', 'min'), self.ints(d)),
            lambda: '%s(%s, %s)' % (self.pick('max', 'min'), e('int', d), e('int', d)),
            lambda: '%s(%s, key=lambda q: %s)' % (self.pick('max', 'min'), self.ints(d), self.pick('-q', 'q % 3', 'str(q)', 'abs(q)')),
            lambda: 'round(%s%s)' % (e('float', d), self.pick('', '', ', None')),
            lambda: 'round(%s, %d)' % (e('int', d), r.randint(-4, 2)),
            lambda: 'divmod(%s, %s)[%d]' % (e('int', d), e('int', d), r.randint(0, 1)),
            lambda: 'pow(%s, %d, %s)' % (e('int', d), r.randint(-2, 9), e('int', d)),
            lambda: '%s.%s(%s)' % (e('str', d), self.pick('find', 'count', 'rfind', 'index', 'rindex'), self.bounded(e('str', d))),
            lambda: '%s.%s(%s)' % (e('list', d), self.pick('count', 'index'), e('any', d)),
            lambda: '(%s).bit_length()' % e('int', d),
            lambda: '%s[%s]' % (self.ints(d), e('int', d)),
            lambda: '%s[%d]' % (e('bytes', d), r.randint(-2, 3)),
            lambda: 'ord(%s)' % self.pick('"a"', '"\u4f60"', e('str', d)),
            lambda: 'hash(%s)' % self.pick(e('int', d), e('float', d), e('bool', d), '(%s, 2.5)' % self.atom('int')),
            lambda: '(%s := %s)' % (self.walrus(), e('int', d)) if self.walrus_allowed() else '1',
            lambda: 'int.from_bytes(%s, %r)' % (e('bytes', d), self.pick('big', 'little')),
            lambda: '%s(%s)' % (self.use('math') and self.pick('math.gcd', 'math.lcm'), ', '.join(e('int', d) for _ in range(r.randint(0, 3)))),
            lambda: '%s(%s)' % (self.use('math') and self.pick('math.floor', 'math.ceil', 'math.trunc', 'math.isqrt'), e(self.pick('float', 'int'), d)),
            lambda: '%s.comb(%d, %d)' % (self.use('math'), r.randint(0, 30), r.randint(0, 9)),
            lambda: '%s.factorial(%s)' % (self.use('math'), self.pick(str(r.randint(0, 25)), '-1', '2.0')),
            lambda: '%s.reduce(lambda p, q: p %s q, %s%s)' % (self.use('functools'), self.pick('+', '*', '-'), self.ints(d), self.pick('', ', 1')),
            lambda: '%s.bisect%s(sorted(%s), %s)' % (self.use('bisect'), self.pick('', '_left'), self.ints(d), self.atom('int')),
        )()

    def walrus_allowed(self):
        return self.no_walrus == 0

    no_walrus = 0

    def walrus(self):
        n = self.name('w')
        if not self.chance(.5):
            return n
        self.bind(n, 'int')
        return n

    def ints(self, d):
        r = self.r
        return self.pick(lambda: '[%s]' % ', '.join(self.atom('int') for _ in range(r.randint(0, 5))), lambda: 'range(%s)' % self.span(), lambda: '[q %s for q in range(%d)]' % (self.pick('* 2', '- 3', '% 3', '', '** 2'), r.randint(0, 6)),
                         lambda: '(%s)' % ''.join('%d, ' % r.randint(-5, 9) for _ in range(r.randint(1, 4))), lambda: '(q for q in range(%d))' % r.randint(0, 4), lambda: 'list(map(len, %s))' % self.strs(d),
                         lambda: 'sorted({%s})' % ', '.join(str(r.randint(-5, 9)) for _ in range(r.randint(1, 4))))()

    def strs(self, d):
        return self.pick(lambda: '[%s]' % ', '.join(self.atom('str') for _ in range(self.r.randint(0, 4))), lambda: '%s.split(%s)' % (self.e('str', d), self.pick('', '","', 'None, 1', '" "', '"a", 1')), lambda: 'list(%s)' % self.e('str', d),
                         lambda: '[str(q) for q in %s]' % self.ints(d))()

    def span(self):
        r = self.r
        return self.pick('%d' % r.randint(-1, 6), '%d, %d' % (r.randint(-3, 3), r.randint(0, 8)), '%d, %d, %d' % (r.randint(-5, 9), r.randint(-5, 9), self.pick(1, 2, 3, -1, -2)))

    def bounded(self, text):
        r = self.r
        return text + self.pick('', '', '', ', %d' % r.randint(-4, 4), ', %d, %d' % (r.randint(-4, 4), r.randint(-4, 6)), ', None, %d' % r.randint(-3, 5))

    def e_float(self, d):
        e = self.e
        return self.pick(
            lambda: '(%s %s %s)' % (e('float', d), self.pick('+', '-', '*', '/'), e(self.pick('float', 'int'), d)),
            lambda: '(%s / %s)' % (e('int', d), e('int', d)),
            lambda: '(%s %s %s)' % (e('float', d), self.pick('//', '%'), e(self.pick('float', 'int'), d)),
            lambda: '(%s ** %s)' % (self.atom('float'), self.pick('2', '3', '-1', '0', '-2', '1')),
            lambda: '(-%s)' % e('float', d),
            lambda: 'abs(%s)' % e('float', d),
            lambda: 'float(%s)' % e(self.pick('int', 'str', 'bool'), d),
            lambda: 'round(%s, %d)' % (e('float', d), self.r.randint(-3, 6)),
            lambda: '%s.sqrt(%s)' % (self.use('math'), e(self.pick('float', 'int'), d)),
            lambda: '%s(%s)' % (self.use('math') and self.pick('math.fabs', 'math.modf', 'math.frexp', 'math.fsum'), self.pick(e('float', d), '[%s, %s]' % (self.atom('float'), self.atom('float')))),
            lambda: '%s.%s(%s, %s)' % (self.use('math'), self.pick('copysign', 'fmod', 'hypot', 'remainder'), e('float', d), e('float', d)),
            lambda: 'round(%s.%s(%s), 9)' % (self.use('math'), self.pick('sin', 'cos', 'exp', 'log', 'atan', 'tanh'), e('float', d)),
            lambda: 'divmod(%s, %s)[%d]' % (e('float', d), e('int', d), self.r.randint(0, 1)),
            lambda: 'sum(%s, 0.0)' % self.ints(d),
            lambda: 'max(%s, %s)' % (e('float', d), e('int', d)),
        )()

    def e_bool(self, d):
        e = self.e
        t = self.pick('int', 'float', 'str', 'list', 'tuple', 'any', 'bytes', 'set')
        return self.pick(
            lambda: '(%s %s %s)' % (e(t, d), self.pick('==', '!=', '<', '>=', '<=', '>'), e(t, d)),
            lambda: '(%s %s %s %s %s)' % (e('int', d), self.pick('<', '<=', '=='), e('int', d), self.pick('<', '!=', '>'), e('int', d)),
            lambda: '(%s %s %s)' % (e('any', d), self.pick('==', '!=', 'is', 'is not') if self.chance(.5) else '==', self.pick('None', e('any', d))) if self.chance(.7) else '(%s is %s)' % (self.atom('none'), self.atom('bool')),
            lambda: '(not %s)' % e('any', d),
            lambda: '(%s %s %s)' % (e('any', d), self.pick('in', 'not in'), e(self.pick('list', 'tuple', 'dict', 'set'), d)),
            lambda: '(%s in %s)' % (e('str', d), e('str', d)),
            lambda: '%s(%s)' % (self.pick('all', 'any'), e(self.pick('list', 'tuple'), d)),
            lambda: 'all(q %s 2 for q in %s)' % (self.pick('<', '>', '!='), self.ints(d)),
            lambda: 'isinstance(%s, %s)' % (e('any', d), self.pick('int', 'str', '(list, tuple)', 'object', 'bool', 'float')),
            lambda: 'bool(%s)' % e('any', d),
            lambda: '%s.%s(%s)' % (e('str', d), self.pick('startswith', 'endswith'), self.bounded(self.pick(e('str', d), '("a", "b")'))),
            lambda: '%s.%s()' % (e('str', d), self.pick('isalpha', 'isdigit', 'isupper', 'islower', 'isspace', 'isalnum', 'istitle', 'isidentifier', 'isnumeric', 'isdecimal', 'isprintable', 'isascii')),
            lambda: '%s.%s(%s)' % (e('set', d), self.pick('issubset', 'issuperset', 'isdisjoint'), e(self.pick('set', 'list'), d)),
            lambda: 'callable(%s)' % self.pick('len', 'int', e('any', d), 'lambda: 0'),
            lambda: 'hasattr(%s, %r)' % (e('any', d), self.pick('append', 'real', 'upper', 'keys', 'zzz')),
            lambda: 'issubclass(%s, %s)' % (self.pick('bool', 'int', 'list', 'KeyError', 'dict'), self.pick('int', 'object', 'LookupError', '(str, int)')),
        )()

    def spec(self):
        r = self.r
        s = ''
        if self.chance(.4):
            s += self.pick('', '*', '0', '_', ' ') + self.pick('<', '>', '^', '=')
        if self.chance(.2):
            s += self.pick('+', '-', ' ')
        if self.chance(.1):
            s += '#'
        if self.chance(.15):
            s += '0'
        if self.chance(.6):
            s += str(r.randint(1, 14))
        if self.chance(.15):
            s += self.pick(',', '_')
        if self.chance(.2):
            s += '.%d' % r.randint(0, 7)
        if self.chance(.6):
            s += self.pick('d', 'x', 'X', 'b', 'o', 'c', 'e', 'f', 'g', 'G', 'E', '%', 's', 'n', 'r')
        return s

    def inner(self, text):
        """An expression as it may stand within an f-string in single quotation marks, or None."""
        return None if "'" in text or '\\' in text or '\n' in text or text.startswith('{') or '#' in text or 'lambda' in text or ':=' in text or '"' in text or '!=' in text else text

    def fstring(self, d):
        parts = []
        for _ in range(self.r.randint(1, 3)):
            parts.append(self.pick('', 'a ', '{{', '}}', '\\n', '\u4f60 ', '%', ': '))
            e = self.inner(self.e(self.pick('int', 'float', 'str', 'list', 'bool'), d + 1))
            if e is None:
                e = str(self.r.randint(0, 99))
            conversion = self.pick('', '', '', '!r', '!s', '!a')
            spec = self.pick('', '', ':' + self.spec(), ':' + self.spec(), ':{%d}' % self.r.randint(1, 9), ':>{%d}.{%d}' % (self.r.randint(1, 9), self.r.randint(1, 4)))
            parts.append('{%s%s%s%s}' % (e, self.pick('', '', '', '=', ' = '), conversion, spec))
        return "f'%s'" % ''.join(parts)

    def e_str(self, d):
        e = self.e
        r = self.r
        return self.pick(
            lambda: '(%s + %s)' % (e('str', d), e('str', d)),
            lambda: '(%s * %d)' % (e('str', d), r.randint(-1, 3)),
            lambda: 'str(%s)' % e('any', d),
            lambda: 'repr(%s)' % e('any', d),
            lambda: 'ascii(%s)' % e('any', d),
            lambda: self.fstring(d),
            lambda: self.fstring(d),
            lambda: 'format(%s, %r)' % (e(self.pick('int', 'float', 'str', 'bool'), d), self.spec()),
            lambda: self.percent(d),
            lambda: self.braces(d),
            lambda: '%s.%s()' % (e('str', d), self.pick('upper', 'lower', 'title', 'capitalize', 'swapcase', 'strip', 'lstrip', 'rstrip', 'casefold', 'expandtabs')),
            lambda: '%s.%s(%s)' % (e('str', d), self.pick('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix'), e('str', d)),
            lambda: '%s.%s(%d%s)' % (e('str', d), self.pick('center', 'ljust', 'rjust'), r.randint(0, 12), self.pick('', ', "*"', ', "\u4f60"')),
            lambda: '%s.zfill(%d)' % (e('str', d), r.randint(0, 9)),
            lambda: '%s.replace(%s, %s%s)' % (e('str', d), e('str', d), e('str', d), self.pick('', ', 1', ', -1', ', 0')),
            lambda: '%s.join(%s)' % (e('str', d), self.pick(self.strs(d), '(str(q) for q in %s)' % self.ints(d), e('str', d), e('list', d))),
            lambda: '%s[%s]' % (e('str', d), self.pick(str(r.randint(-4, 4)), self.slice())),
            lambda: '%s[%s]' % (e('str', d), self.slice()),
            lambda: 'chr(%s)' % self.pick(str(r.randint(32, 126)), str(r.randint(0, 70000)), e('int', d)),
            lambda: '%s(%s)' % (self.pick('hex', 'oct', 'bin'), e('int', d)),
            lambda: 'type(%s).__name__' % e('any', d),
            lambda: '%s.translate({%d: %s, 98: None})' % (e('str', d), self.pick(97, 32, 120), self.pick('"Z"', '66', 'None')),
            lambda: '%s.%s(%s)[%d]' % (e('str', d), self.pick('partition', 'rpartition'), e('str', d), r.randint(0, 2)),
            lambda: '%s.decode(%s)' % (e('bytes', d), self.pick('', '"ascii"', '"latin-1"', '"utf-8", "replace"')),
            lambda: '%s[%s]' % (self.strs(d), r.randint(-2, 2)),
        )()

    def percent(self, d):
        r = self.r
        n = r.randint(1, 3)
        types = [self.pick('int', 'float', 'str', 'any') for _ in range(n)]
        verbs = {'int': 'ddixXocs', 'float': 'fegGEds', 'str': 'ssr', 'any': 'sra'}
        text = ''.join(self.pick('', ' ', 'x', '%%', '\u4f60') + '%' + ''.join(self.pick('', '', '-', '+', '0', ' ', '#') for _ in range(2)) + self.pick('', '', str(r.randint(1, 9))) + self.pick('', '', '.%d' % r.randint(0, 5)) + r.choice(verbs[t]) for t in types)
        args = ', '.join(self.e(t, d + 1) for t in types)
        if n == 1 and self.chance(.4):
            return '(%r %% %s)' % (text, self.atom(types[0]))
        if self.chance(.1):
            return "('%%(k)s-%%(a)5s' %% {'k': %s, 'a': %s})" % (self.atom('int'), self.atom('str'))
        return '(%r %% (%s,))' % (text, args)

    def braces(self, d):
        r = self.r
        kind = r.randrange(4)
        if kind == 0:
            return "'{}|{%s}'.format(%s, %s)" % (self.pick('', '!r', ':>8', '!s:^9', ':'), self.e('any', d + 1), self.atom('str'))
        if kind == 1:
            return "'{1}-{0%s}'.format(%s, %s)" % (self.pick('', '!r', '[0]', '.real'), self.e(self.pick('int', 'str', 'list'), d + 1), self.atom('int'))
        if kind == 2:
            return "'{k:{w}}{{}}'.format(k=%s, w=%d)" % (self.e(self.pick('int', 'str', 'float'), d + 1), r.randint(1, 9))
        return "'{%s}'.format(%s)" % (self.pick('', '0', '1', 'x', ':' + self.spec(), '!x'), self.e('any', d + 1))

    def slice(self):
        r = self.r
        n = lambda: self.pick('', str(r.randint(-5, 5)), str(r.randint(-5, 5)))
        return self.pick('%s:%s' % (n(), n()), '%s:%s:%s' % (n(), n(), self.pick('', '2', '-1', '-2', '3')), '::-1')

    def e_bytes(self, d):
        e = self.e
        return self.pick(
            lambda: '%s.encode(%s)' % (e('str', d), self.pick('', '"ascii"', '"utf-8"', '"latin-1", "replace"', '"ascii", "ignore"')),
            lambda: '(%s + %s)' % (e('bytes', d), e('bytes', d)),
            lambda: '(%s * %d)' % (e('bytes', d), self.r.randint(0, 3)),
            lambda: '%s[%s]' % (e('bytes', d), self.slice()),
            lambda: 'bytes(%s)' % self.pick(str(self.r.randint(-1, 4)), self.ints(d), e('bytes', d)),
            lambda: '%s.%s()' % (e('bytes', d), self.pick('upper', 'lower', 'strip', 'title', 'hex')),
            lambda: '%s.replace(%s, %s)' % (e('bytes', d), e('bytes', d), e('bytes', d)),
            lambda: '%s.join(%s.split(%s))' % (e('bytes', d), e('bytes', d), e('bytes', d)),
            lambda: '(%s).to_bytes(%d, %r)' % (e('int', d), self.r.randint(1, 9), self.pick('big', 'little')),
            lambda: 'bytes(bytearray(%s))' % e('bytes', d),
            lambda: 'b"%%d %%s" %% (%s, %s)' % (e('int', d), e('bytes', d)),
        )()

    def target(self):
        return self.pick('q', 'q', '(q, p)', 'q, *p') if self.chance(.2) else 'q'

    def e_list(self, d):
        e = self.e
        r = self.r
        return self.pick(
            lambda: '[%s]' % ', '.join(self.pick(e('any', d), e('any', d), '*' + e(self.pick('list', 'tuple', 'str', 'set'), d)) for _ in range(r.randint(0, 4))),
            lambda: '[%s for q in %s%s]' % (self.pick('q', 'q * 2', '(q, %s)' % e('int', d), 'str(q)', '[q]', 'q + 1'), self.ints(d), self.pick('', ' if q', ' if q % 2', ' if q > 1 if q != 3', ' for q in range(2)')),
            lambda: '[(q, p) for q in %s for p in %s%s]' % (self.ints(d), e('str', d), self.pick('', ' if q')),
            lambda: '[%s for q in %s]' % (self.pick('q.upper()', 'len(q)', 'q[:1]', 'q + "!"', '[q for q in q]'), self.strs(d)),
            lambda: '(%s + %s)' % (e('list', d), e('list', d)),
            lambda: '(%s * %s)' % (e('list', d), self.pick('2', '0', '-1', 'True')),
            lambda: 'sorted(%s%s)' % (self.ints(d), self.pick('', ', reverse=True', ', key=lambda q: -q', ', key=str', ', key=abs, reverse=True', ', key=lambda q: (q % 2, q)')),
            lambda: 'sorted(%s%s)' % (e(self.pick('list', 'str', 'dict', 'tuple'), d), self.pick('', ', key=str', ', key=repr, reverse=True', ', key=len')),
            lambda: 'list(%s)' % e(self.pick('str', 'tuple', 'dict', 'list', 'bytes'), d),
            lambda: 'list(%s)' % self.iterator(d),
            lambda: '%s[%s]' % (e('list', d), self.slice()),
            lambda: self.strs(d),
            lambda: '%s.splitlines(%s)' % (e('str', d), self.pick('', 'True')),
            lambda: '%s.%s(%s)' % (e('str', d), self.pick('split', 'rsplit'), self.pick('', '",", %d' % r.randint(-1, 2), 'None, %d' % r.randint(0, 2), e('str', d))),
            lambda: 'list(%s.%s())' % (e('dict', d), self.pick('keys', 'values', 'items')),
            lambda: '%s.copy()' % e('list', d),
            lambda: 'list(%s.%s)' % (self.use('itertools'), self.tool(d)),
        )()

    def tool(self, d):
        r = self.r
        s = lambda: self.pick(self.ints(d), self.strs(d), self.atom('str'))
        return self.pick(
            lambda: 'chain(%s, %s)' % (s(), s()),
            lambda: 'islice(%s, %s)' % (self.pick('itertools.count(%d)' % r.randint(0, 3), 'itertools.cycle("ab")', 'itertools.repeat(7)', s()), self.pick('3', '1, 5', '0, 6, 2')),
            lambda: 'accumulate(%s%s)' % (self.ints(d), self.pick('', ', max', ', lambda p, q: p * q', ', initial=1')),
            lambda: 'groupby_(%s)' % s() if False else 'takewhile(lambda q: q < 3, %s)' % self.ints(d),
            lambda: 'dropwhile(lambda q: q < 2, %s)' % self.ints(d),
            lambda: '%s(%s, %d)' % (self.pick('permutations', 'combinations', 'combinations_with_replacement'), self.pick('"abc"', '[1, 2, 3]', '()'), r.randint(0, 3)),
            lambda: 'product(%s, %s)' % (self.pick('"ab"', '[1, 2]', '()'), self.pick('"xy"', 'range(2)')),
            lambda: 'zip_longest(%s, %s%s)' % (s(), s(), self.pick('', ', fillvalue=0')),
            lambda: 'pairwise(%s)' % s(),
            lambda: 'compress(%s, [1, 0, 1, 1])' % s(),
            lambda: 'starmap(%s, [(1, 2), (3, 4)])' % self.pick('pow', 'max', 'lambda p, q: (q, p)'),
            lambda: 'filterfalse(%s, %s)' % (self.pick('None', 'lambda q: q'), s()),
        )()

    def iterator(self, d):
        e = self.e
        s = lambda: self.pick(self.ints(d), self.strs(d), e('str', d), e('list', d), e('tuple', d))
        return self.pick(
            lambda: 'zip(%s, %s%s)' % (s(), s(), self.pick('', '', ', strict=True')),
            lambda: 'enumerate(%s%s)' % (s(), self.pick('', ', 1', ', start=-1')),
            lambda: 'map(%s, %s)' % (self.pick('str', 'lambda q: q * 2', 'repr', 'len', 'int', 'bool'), s()),
            lambda: 'map(lambda p, q: (p, q), %s, %s)' % (s(), s()),
            lambda: 'filter(%s, %s)' % (self.pick('None', 'bool', 'lambda q: q != 1', 'str'), s()),
            lambda: 'reversed(%s)' % self.pick(e('list', d), e('tuple', d), e('str', d), 'range(%s)' % self.span(), e('dict', d)),
            lambda: 'range(%s)' % self.span(),
            lambda: '(q for q in %s if q)' % s(),
            lambda: 'iter(%s)' % s(),
            lambda: 'dict.fromkeys(%s)' % s(),
        )()

    def e_tuple(self, d):
        e = self.e
        return self.pick(
            lambda: '(%s,)' % ', '.join(e('any', d) for _ in range(self.r.randint(1, 3))),
            lambda: '(%s + %s)' % (e('tuple', d), e('tuple', d)),
            lambda: 'tuple(%s)' % self.pick(e('list', d), e('str', d), self.iterator(d), self.ints(d)),
            lambda: '%s[%s]' % (e('tuple', d), self.slice()),
            lambda: 'divmod(%s, %s)' % (e('int', d), e('int', d)),
            lambda: '(*%s, %s)' % (e(self.pick('list', 'str', 'tuple'), d), e('any', d)),
            lambda: '%s.partition(%s)' % (e('str', d), e('str', d)),
            lambda: '(%s * %d)' % (e('tuple', d), self.r.randint(0, 2)),
            lambda: '(%s).as_integer_ratio()' % e('float', d),
            lambda: 'min(%s, %s)' % (e('tuple', d), e('tuple', d)),
        )()

    def e_dict(self, d):
        e = self.e
        return self.pick(
            lambda: '{%s}' % ', '.join(self.pick('%s: %s' % (self.key(), e('any', d)), '%s: %s' % (self.key(), e('any', d)), '**%s' % e('dict', d)) for _ in range(self.r.randint(0, 4))),
            lambda: '{q: %s for q in %s}' % (self.pick('q', 'str(q)', e('int', d), '[q]'), self.pick(self.ints(d), self.strs(d))),
            lambda: '{p: q for q, p in enumerate(%s)%s}' % (e('str', d), self.pick('', ' if q')),
            lambda: 'dict(%s)' % self.pick('a=%s, b=%s' % (e('int', d), e('str', d)), 'zip("abc", %s)' % self.ints(d), e('dict', d), '%s, k=%s' % (e('dict', d), self.atom('int')), '[("x", 1), ("y", 2)]', e('list', d)),
            lambda: '(%s | %s)' % (e('dict', d), e('dict', d)),
            lambda: 'dict.fromkeys(%s%s)' % (self.pick(e('str', d), self.ints(d)), self.pick('', ', 0', ', []')),
            lambda: '%s.copy()' % e('dict', d),
            lambda: 'dict(%s.Counter(%s).most_common(%s))' % (self.use('collections'), self.pick(e('str', d), self.ints(d)), self.pick('', '2')),
        )()

    def e_set(self, d):
        e = self.e
        return self.pick(
            lambda: '{%s}' % ', '.join(self.atom('int') for _ in range(self.r.randint(1, 6))),
            lambda: '{q %% %d for q in %s}' % (self.r.randint(1, 7), self.ints(d)),
            lambda: '(%s %s %s)' % (e('set', d), self.pick('|', '&', '-', '^'), e('set', d)),
            lambda: '%s.%s(%s)' % (e('set', d), self.pick('union', 'intersection', 'difference', 'symmetric_difference'), self.pick(e('set', d), self.ints(d))),
            lambda: '%s(%s)' % (self.pick('set', 'frozenset'), self.ints(d)),
            lambda: '({1: 2, 3: 4}.keys() %s %s)' % (self.pick('&', '|', '-', '^'), e('set', d)),
        )()

    # Statements

    def value(self, depth=0):
        t = self.pick('int', 'int', 'float', 'str', 'str', 'list', 'list', 'tuple', 'dict', 'set', 'bool', 'bytes')
        return t, self.e(t, depth)

    def block(self, n=None):
        self.indent += 1
        self.depth += 1
        for _ in range(n or self.r.randint(1, 3)):
            self.statement()
        self.depth -= 1
        self.indent -= 1

    def statement(self):
        simple = [self.s_assign, self.s_assign, self.s_print, self.s_print, self.s_print, self.s_augmented, self.s_unpack, self.s_container, self.s_container]
        compound = [self.s_if, self.s_for, self.s_while, self.s_try, self.s_function, self.s_class, self.s_generator, self.s_with, self.s_match, self.s_closure, self.s_special, self.s_module, self.s_sequence, self.s_decorator,
                    self.s_exceptions, self.s_hierarchy, self.s_iteration, self.s_protocols]
        if self.depth > 2 or self.chance(.55):
            self.r.choice(simple)()
        else:
            self.r.choice(compound)()

    def s_assign(self):
        t, e = self.value()
        n = self.name() if self.chance(.6) or not self.variables(t) else self.pick(*self.variables(t))
        if n in self.scopes[-1] or n not in [v for s in self.scopes for v in s]:
            form = self.pick('%s = %s', '%s = %s', '%s = %s', '%s: object = %s')
            self.w(form % (n, e))
            if self.chance(.1):
                self.w('%s = %s = %s' % (n, self.fresh(t), e))
            self.bind(n, t)
        else:
            self.w('print(%s)' % e)

    def fresh(self, t):
        n = self.name()
        self.bind(n, t)
        return n

    def s_print(self):
        args = [self.e(self.pick('int', 'float', 'str', 'list', 'tuple', 'dict', 'set', 'bool', 'any', 'bytes')) for _ in range(self.r.randint(1, 3))]
        if self.chance(.1):
            args.append(self.pick('sep="-"', 'end="!\\n"', 'sep=""', 'sep=None, end=None', 'flush=True'))
        self.w('print(%s)' % ', '.join(args))

    def local(self, t):
        return [n for n, u in self.scopes[-1].items() if u == t]

    def s_augmented(self):
        t = self.pick('int', 'float', 'str', 'list', 'set', 'dict', 'tuple')
        if not self.local(t):
            return self.s_assign()
        n = self.pick(*self.local(t))
        op, of = {'int': (self.pick('+=', '-=', '*=', '//=', '%=', '&=', '|=', '^='), 'int'), 'float': (self.pick('+=', '-=', '*=', '/='), 'float'), 'str': ('+=', 'str'), 'list': ('+=', self.pick('list', 'tuple', 'str')),
                  'set': (self.pick('|=', '&=', '-=', '^='), 'set'), 'dict': ('|=', 'dict'), 'tuple': ('+=', 'tuple')}[t]
        self.w('%s %s %s' % (n, op, self.e(of)))
        self.w('print(%s)' % n)

    def s_unpack(self):
        a, b, c = self.name(), self.name(), self.name()
        form = self.pick('%s, %s = %s', '%s, *%s = %s', '[%s, %s] = %s', '*%s, %s = %s', '(%s, (%s, *_)) = %s')
        self.w(form % (a, b, self.pick(self.e('list'), self.e('tuple'), self.e('str'), '%s, %s' % (self.e('int'), self.e('str')), self.ints(1), '1, [2, 3]')))
        self.w('print(%s, %s)' % (a, b))
        self.bind(a, 'unknown')
        self.bind(b, 'unknown')

    def s_container(self):
        t = self.pick('list', 'dict', 'set', 'list', 'dict')
        e = self.e
        first = e(t, 1)
        n = self.fresh(t)
        self.w('%s = %s' % (n, first))
        for _ in range(self.r.randint(1, 3)):
            if t == 'list':
                self.w(self.pick(lambda: '%s.append(%s)' % (n, e('any', 1)), lambda: '%s.extend(%s)' % (n, self.pick(e('list', 1), self.iterator(1))), lambda: '%s.insert(%d, %s)' % (n, self.r.randint(-3, 4), e('int', 1)),
                                 lambda: 'print(%s.pop(%s))' % (n, self.pick('', '0', '-1', '5')), lambda: '%s.remove(%s)' % (n, e('int', 1)), lambda: '%s.reverse()' % n, lambda: '%s.sort(%s)' % (n, self.pick('', 'key=str', 'reverse=True', 'key=lambda q: str(q)[::-1]')),
                                 lambda: '%s[%s] = %s' % (n, self.slice(), e(self.pick('list', 'str', 'int'), 1)), lambda: '%s[%d] = %s' % (n, self.r.randint(-3, 3), e('any', 1)), lambda: 'del %s[%s]' % (n, self.pick(self.slice(), '0', '-1', '9')),
                                 lambda: '%s *= %d' % (n, self.r.randint(0, 2)), lambda: '%s.append(%s)' % (n, n) if self.chance(.3) else '%s.clear()' % n)())
            elif t == 'dict':
                self.w(self.pick(lambda: '%s[%s] = %s' % (n, self.key(), e('any', 1)), lambda: 'print(%s.get(%s%s))' % (n, self.key(), self.pick('', ', 0')), lambda: 'print(%s[%s])' % (n, self.key()), lambda: 'print(%s.pop(%s%s))' % (n, self.key(), self.pick('', ', None')),
                                 lambda: 'print(%s.setdefault(%s, []))' % (n, self.key()), lambda: '%s.update(%s)' % (n, self.pick(e('dict', 1), 'z=1', '[(1, 2)]', e('list', 2))), lambda: 'del %s[%s]' % (n, self.key()), lambda: 'print(%s.popitem())' % n,
                                 lambda: 'print(list(%s), %s.values(), %s.items())' % (n, n, n), lambda: '%s[%s] = %s' % (n, e(self.pick('int', 'str', 'tuple', 'list', 'float'), 2), e('int', 2)),
                                 lambda: 'for q in %s:\n    %s[%s] = 1' % (n, n, self.key()))())
            else:
                self.w(self.pick(lambda: '%s.add(%s)' % (n, e('int', 1)), lambda: '%s.discard(%s)' % (n, e('int', 1)), lambda: '%s.remove(%s)' % (n, e('int', 1)), lambda: 'print(sorted(%s))' % n,
                                 lambda: '%s.update(%s)' % (n, self.ints(1)), lambda: '%s %s %s' % (n, self.pick('|=', '&=', '-=', '^='), e('set', 1)), lambda: 'print(%s.pop())' % n, lambda: 'for q in %s:\n    %s.add(q + 10)' % (n, n))())
        self.w('print(%s)' % n)

    def s_if(self):
        self.w('if %s:' % self.e(self.pick('bool', 'any')))
        self.guarded()
        if self.chance(.3):
            self.w('elif %s:' % self.e('bool'))
            self.guarded()
        if self.chance(.5):
            self.w('else:')
            self.guarded()

    def guarded(self):
        """A block whose new names are forgotten: they may not have been bound."""
        self.scopes.append({})
        self.block()
        self.scopes.pop()

    def s_for(self):
        i = self.name('i')
        header, t = self.pick(lambda: ('for %s in %s:' % (i, self.ints(1)), 'int'), lambda: ('for %s in %s:' % (i, self.e('str', 1)), 'str'), lambda: ('for %s in %s:' % (i, self.e(self.pick('list', 'tuple'), 1)), 'unknown'),
                              lambda: ('for %s, _ in %s:' % (i, self.pick('enumerate(%s)' % self.e('str', 1), 'zip(%s, "xyz")' % self.ints(1), '%s.items()' % self.e('dict', 1))), 'unknown'), lambda: ('for %s in %s:' % (i, self.iterator(1)), 'unknown'))()
        self.w(header)
        self.scopes.append({i: t})
        self.indent += 1
        self.w('print("i", %s)' % i)
        self.indent -= 1
        self.loop += 1
        self.block(2)
        if self.chance(.4):
            self.indent += 1
            self.w('if %s: %s' % (self.e('bool', 2), self.pick('break', 'continue', 'pass')))
            self.indent -= 1
        self.loop -= 1
        self.scopes.pop()
        if self.chance(.25):
            self.w('else:')
            self.guarded()

    def s_while(self):
        n = self.name('n')
        self.w('%s = %d' % (n, self.r.randint(0, 4)))
        self.w('while %s%s:' % (n, self.pick('', ' > 0', ' and %s' % self.e('bool', 2))))
        self.indent += 1
        self.w('%s -= 1' % n)
        self.indent -= 1
        self.guarded()
        if self.chance(.4):
            self.indent += 1
            self.w('if %s: %s' % (self.e('bool', 2), self.pick('break', 'continue')))
            self.indent -= 1
        if self.chance(.3):
            self.w('else:')
            self.guarded()

    EXCEPTIONS = ['TypeError', 'ValueError', 'IndexError', 'KeyError', 'ZeroDivisionError', 'AttributeError', 'Exception', 'LookupError', 'ArithmeticError', '(TypeError, ValueError)', 'RuntimeError', 'AssertionError', 'OverflowError', 'NameError']

    def s_try(self):
        self.w('try:')
        self.guarded()
        if self.chance(.4):
            self.indent += 1
            self.w(self.pick('raise %s(%s)' % (self.pick('ValueError', 'KeyError', 'RuntimeError', 'TypeError'), self.e('any', 2)), 'assert %s, %s' % (self.e('bool', 1), self.e('str', 2)), 'raise %s' % self.pick('ValueError', 'StopIteration', 'IndexError')))
            self.indent -= 1
        if self.chance(.85):
            for _ in range(self.r.randint(1, 2)):
                n = self.name('e')
                self.w('except %s as %s:' % (self.r.choice(self.EXCEPTIONS), n))
                self.indent += 1
                self.w('print("caught", type(%s).__name__, %s, %s.args)' % (n, n, n))
                if self.chance(.15):
                    self.w(self.pick('raise', 'raise RuntimeError("again") from %s' % n, 'raise KeyError("other")', 'raise %s' % n))
                self.indent -= 1
            if self.chance(.3):
                self.w('else:')
                self.guarded()
            if self.chance(.4):
                self.w('finally:')
                self.guarded()
        else:
            self.w('finally:')
            self.guarded()

    def parameters(self):
        """Returns the text of a parameter list, the names, and a few calls' arguments."""
        r = self.r
        return self.pick(
            lambda: ('a', ['a'], ['%s' % self.e('any', 2), '', '1, 2', 'a=%s' % self.atom('int'), 'b=1', '*[1]', '**{"a": 2}']),
            lambda: ('a, b=%s' % self.atom('int'), ['a', 'b'], [self.e('any', 2), '1, 2', '1, b=3', '1, a=3', 'b=1', '*"xy"', '*[1], **{"b": 2}', '1, 2, 3', '1, **{"z": 1}']),
            lambda: ('a, *args', ['a', 'args'], ['1', '1, 2, 3', '*[1, 2, 3]', '', '*(), 5', 'a=1', '1, a=2']),
            lambda: ('*args, **kw', ['args', 'kw'], ['', '1, 2', 'x=1, y=2', '*[1], **{"k": 2}', '1, *[2, 3], z=4, **dict(w=5)']),
            lambda: ('a, *, k, l=2', ['a', 'k', 'l'], ['1, k=2', '1', '1, 2', '1, k=1, l=%s' % self.atom('int'), '1, k=1, m=2', 'k=1', '']),
            lambda: ('a, b=1, /, c=2', ['a', 'b', 'c'], ['1', '1, 2, 3', 'a=1', '1, b=2', '1, c=3', '1, 2, 3, 4', '']),
            lambda: ('a, /, b, *args, c=3, **kw', ['a', 'b', 'args', 'c', 'kw'], ['1, 2', '1, b=2', '1, 2, 3, c=4, d=5', '1', '1, 2, a=9', 'a=1, b=2']),
        )()

    def function_body(self, names):
        scopes, self.scopes = self.scopes, [{n: t for s in self.scopes for n, t in s.items() if self.chance(.5)}, {n: 'unknown' for n in names}]
        loop, self.loop = self.loop, 0
        inside, self.in_function = self.in_function, True
        self.block(2)
        self.in_function = inside
        self.loop = loop
        self.scopes = scopes

    def attempt(self, text):
        """A statement in a try of its own."""
        self.w('try:\n    %s\nexcept Exception as ex:\n    print(type(ex).__name__, ex)' % text.replace('\n', '\n    '))

    def s_function(self):
        f = self.name('f')
        text, names, calls = self.parameters()
        self.w('def %s(%s)%s:' % (f, text, self.pick('', '', ' -> int')))
        self.indent += 1
        if self.chance(.2):
            self.w('"""%s"""' % self.pick('Doc.', 'Says\n    more.'))
        self.w('print(%s)' % ', '.join(names))
        self.indent -= 1
        self.function_body(names)
        self.indent += 1
        self.w(self.pick('return %s' % self.pick(*names), 'return %s' % self.e('any', 1), 'return', 'pass', 'return %s, %s' % (names[0], self.atom('int'))))
        self.indent -= 1
        for _ in range(self.r.randint(1, 3)):
            self.attempt('print(%s(%s))' % (f, self.r.choice(calls)))

    def s_closure(self):
        n = self.name('h')
        self.w(self.pick(
            'def {n}():\n    t = {i}\n    def inc(by=1):\n        nonlocal t\n        t += by\n        return t\n    def get():\n        return t\n    return inc, get\ninc, get = {n}()\nprint(inc(), inc(5), get())',
            '{n} = [lambda x, k=k: x + k for k in range(3)]\nprint([g(10) for g in {n}])\n{n} = [lambda: k for k in range(3)]\nprint([g() for g in {n}])',
            'def {n}(x):\n    if x <= 0:\n        return [x]\n    return {n}(x - {p}) + [x]\nprint({n}({p} * 3))',
            'def {n}(*fs):\n    def composed(x):\n        for g in fs:\n            x = g(x)\n        return x\n    return composed\nprint({n}(str, len, lambda v: v * 2)({i}))',
            'def {n}():\n    try:\n        return {i}\n    finally:\n        print("finally")\nprint({n}())',
            'def {n}():\n    for k in range(4):\n        try:\n            if k == {p}:\n                continue\n            if k == 3:\n                break\n        finally:\n            print("f", k)\n    return k\nprint({n}())',
            'def {n}():\n    global G{n}\n    G{n} = {i}\n    x = 1\n    del x\n    try:\n        x\n    except UnboundLocalError as ex:\n        print(ex)\n    return G{n}\nprint({n}(), G{n})',
            'def {n}(d={{}}, l=[]):\n    d[len(d)] = {i}\n    l.append(len(d))\n    return d, l\nprint({n}(), {n}(), {n}({{}}))',
            'def {n}():\n    print(free)\n    free = 1\ntry:\n    {n}()\nexcept NameError as ex:\n    print(type(ex).__name__, ex)',
            'def {n}():\n    def inner():\n        return later\n    try:\n        print(inner())\n    except NameError as ex:\n        print(ex)\n    later = {i}\n    return inner()\nprint({n}())',
        ).format(n=n, i=self.atom('int'), p=self.r.randint(1, 3)))

    def s_decorator(self):
        n = self.name('d')
        self.w(self.pick(
            'def {n}(f):\n    def wrapped(*a, **k):\n        print("call", f.__name__, a, k)\n        return f(*a, **k)\n    return wrapped\n@{n}\ndef add{n}(x, y=2):\n    return x + y\nprint(add{n}(1), add{n}(3, y=4), add{n}.__name__)',
            'def {n}(times):\n    def deco(f):\n        def wrapped(x):\n            for _ in range(times):\n                x = f(x)\n            return x\n        return wrapped\n    return deco\n@{n}(3)\ndef tw{n}(x):\n    return x * 2\nprint(tw{n}({i}))',
            'import functools\ndef {n}(f):\n    @functools.wraps(f)\n    def wrapped(*a):\n        return f(*a)\n    return wrapped\n@{n}\ndef named{n}(x):\n    "doc"\n    return x\nprint(named{n}.__name__, named{n}.__doc__, named{n}(1))',
            'import functools\n@functools.lru_cache(maxsize=None)\ndef {n}(k):\n    return k if k < 2 else {n}(k - 1) + {n}(k - 2)\nprint({n}(30), {n}.cache_info())',
            'class {n}:\n    def __init__(self, f):\n        self.f = f\n        self.n = 0\n    def __call__(self, *a):\n        self.n += 1\n        return self.f(*a)\n@{n}\ndef counted{n}(x):\n    return -x\nprint(counted{n}(1), counted{n}(2), counted{n}.n)',
            'import functools\n{n} = functools.partial(int, base=2)\nprint({n}("101"), {n}.args, {n}.keywords)',
            'registry{n} = {{}}\ndef {n}(name):\n    return lambda f: registry{n}.setdefault(name, f)\n@{n}("x")\ndef first(): return 1\n@{n}("x")\ndef second(): return 2\nprint(first(), second(), list(registry{n}))',
        ).format(n=n, i=self.r.randint(1, 9)))

    def s_generator(self):
        g = self.name('g')
        r = self.r
        self.w(self.pick(
            'def {g}(n):\n    try:\n        while n > 0:\n            got = yield n\n            if got: print("got", got)\n            n -= 1\n        return "end"\n    finally:\n        print("closed")\nit = {g}({k})\nprint(next(it))\n{call}\nit.close()\nprint(list({g}(2)))',
            'def {g}():\n    x = yield from sub{g}()\n    print("sub returned", x)\n    yield from "ab"\n    return x\ndef sub{g}():\n    y = yield 1\n    print("y", y)\n    yield 2\n    return {k}\nprint(list({g}()))\nit = {g}()\nnext(it)\nprint(it.send("s"))',
            'def {g}():\n    while True:\n        try:\n            v = yield "ready"\n            print("v", v)\n        except ValueError as ex:\n            print("in gen", ex)\n            yield "recovered"\nit = {g}()\nprint(next(it), it.throw(ValueError("boom")), next(it), it.send({k}))\ntry:\n    it.throw(KeyError("k"))\nexcept KeyError as ex:\n    print("out", ex)\nprint(next(it, "done"))',
            'def {g}():\n    yield 1\n    raise ValueError("inside")\ntry:\n    for x in {g}():\n        print(x)\nexcept ValueError as ex:\n    print(ex)',
            'def {g}():\n    yield 1\n    raise StopIteration\ntry:\n    print(list({g}()))\nexcept RuntimeError as ex:\n    print(type(ex).__name__, ex, type(ex.__cause__).__name__)',
            'it = (x * x for x in range({k}) if x % 2)\nprint(next(it, None), list(it), next(it, "over"))',
            'def {g}(t):\n    if isinstance(t, list):\n        for x in t:\n            yield from {g}(x)\n    else:\n        yield t\nprint(list({g}([1, [2, [3, {k}], []], [4]])))',
            'def {g}():\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b\nimport itertools\nprint(list(itertools.islice({g}(), {k})))\nprint([x for x, _ in zip({g}(), range(3))])',
            'def {g}():\n    return 5\n    yield\ntry:\n    next({g}())\nexcept StopIteration as ex:\n    print(ex.value, ex.args)',
            'def {g}():\n    yield\nit = {g}()\ntry:\n    it.send(1)\nexcept TypeError as ex:\n    print(ex)\nprint(next(it), next(it, 0))\ndef own{g}():\n    yield next(me)\nme = own{g}()\ntry:\n    next(me)\nexcept ValueError as ex:\n    print(ex)',
            'def {g}():\n    with_value = yield\n    yield with_value\nit = {g}(); next(it); print(it.send({k}), sum(x for x in [1, 2, 3]), max((x for x in [3, 1]), default=0))',
            'def {g}():\n    try:\n        yield 1\n    except GeneratorExit:\n        print("exit")\n        raise\n    finally:\n        print("fin")\nit = {g}(); next(it); it.close(); it.close(); print(list(it))',
        ).format(g=g, k=r.randint(1, 6), call=self.pick('print(it.send("hello"))' if True else '', 'print(list(it))')))

    def s_with(self):
        n = self.name('C')
        self.w(self.pick(
            'class {n}:\n    def __init__(self, name, swallow=False):\n        self.name = name\n        self.swallow = swallow\n    def __enter__(self):\n        print("enter", self.name)\n        return self\n    def __exit__(self, t, v, tb):\n        print("exit", self.name, t and t.__name__, v)\n        return self.swallow\n{body}',
        ).format(n=n, body=self.pick(
            'with {n}("a") as x, {n}("b"):\n    print(x.name)',
            'with {n}("a", True):\n    raise ValueError({i})\nprint("after")',
            'try:\n    with {n}("a"):\n        with {n}("b"):\n            [][1]\nexcept IndexError as ex:\n    print(ex)',
            'def f{n}():\n    with {n}("f"):\n        return {i}\nprint(f{n}())',
            'for k in range(3):\n    with {n}(k):\n        if k == 1:\n            continue\n        if k == 2:\n            break',
            'with ({n}("p") as p,\n      {n}("q", True) as q):\n    print(p.name, q.name)\n    {{}}["missing"]',
            'import contextlib\n@contextlib.contextmanager\ndef m{n}():\n    print("in")\n    try:\n        yield {i}\n    except KeyError as ex:\n        print("handled", ex)\n    finally:\n        print("out")\nwith m{n}() as v:\n    print(v)\n    raise KeyError("k")\nwith contextlib.suppress(ZeroDivisionError):\n    1 / 0\nprint("end")',
            'try:\n    with {i}:\n        pass\nexcept (TypeError, AttributeError) as ex:\n    print(type(ex).__name__, ex)',
        )).replace('{n}', n).replace('{i}', self.atom('int')).replace('{{', '{').replace('}}', '}'))

    def s_match(self):
        n = self.name('m')
        subjects = ', '.join(self.pick(self.e('int', 2), self.e('str', 2), self.e('list', 2), self.e('tuple', 2), self.e('dict', 2), 'None', '[1, 2, 3]', '("point", 1, 2)', '{"k": 1, "z": 2}', 'P(1, 2)', '3.5', '[1, [2, 3]]', 'P(0, 5)', '"abc"', '(1, "x")') for _ in range(5))
        cases = self.r.sample([
            'case 0 | 1 | -1:\n        print("small")', 'case int(x) if x > 5:\n        print("big", x)', 'case int():\n        print("int")', 'case str() as s:\n        print("str", s)', 'case []:\n        print("empty")', 'case [x]:\n        print("one", x)',
            'case [x, y]:\n        print("two", x, y)', 'case [x, *rest]:\n        print("first", x, rest)', 'case (*_, last):\n        print("last", last)', 'case {"k": v, **rest}:\n        print("key", v, rest)', 'case {}:\n        print("mapping")',
            'case P(x=0, y=v):\n        print("on y", v)', 'case P(x, y):\n        print("P", x, y)', 'case None:\n        print("none")', 'case True:\n        print("true")', 'case float(f):\n        print("float", f)', 'case [int(a), [b, *_]]:\n        print("nested", a, b)',
            'case ("point", x, y) | (x, y):\n        print("pt", x, y)', 'case "abc" | "spam":\n        print("word")', 'case bytes() | bool():\n        print("other")'], self.r.randint(3, 8))
        if self.chance(.6):
            cases.append('case _:\n        print("default")')
        self.w('class P:\n    __match_args__ = ("x", "y")\n    def __init__(self, x, y):\n        self.x, self.y = x, y\ndef %s(v):\n    match v:\n        %s\nfor v in [%s]:\n    %s(v)' % (n, '\n        '.join(c.replace('\n', '\n    ') for c in cases), subjects, n))

    def s_class(self):
        c = self.name('C')
        base = self.pick('', '', '(object)', '(Exception)', '(dict)', '(list)', '(int)', '(str)', '(tuple)') if not self.classes or self.chance(.6) else '(%s)' % self.pick(*self.classes)
        r = self.r
        self.w('class %s%s:' % (c, base))
        self.indent += 1
        self.w('shared = %s' % self.atom(self.pick('int', 'str', 'list')))
        own = base in ('', '(object)')
        if own:
            self.w('def __init__(self, q=%s, *rest):\n    self.q = q\n    self.rest = rest' % self.atom('int'))
            self.w('def __repr__(self):\n    return "<%s %%r>" %% (self.q,)' % c)
            members = [
                'def __eq__(self, other):\n    return isinstance(other, {c}) and self.q == other.q\ndef __hash__(self):\n    return hash(self.q)', 'def __lt__(self, other):\n    return self.q < other.q', 'def __add__(self, other):\n    return {c}(self.q + getattr(other, "q", other))',
                'def __radd__(self, other):\n    return ("radd", other, self.q)', 'def __len__(self):\n    return {i}', 'def __bool__(self):\n    return bool(self.q)', 'def __getitem__(self, k):\n    if isinstance(k, slice):\n        return ("slice", k.start, k.stop, k.step)\n    if k == 3:\n        raise IndexError(k)\n    return k * 2',
                'def __iter__(self):\n    return iter([self.q, {i}])', 'def __call__(self, *a, **k):\n    return (self.q, a, k)', 'def __contains__(self, x):\n    return x == self.q', 'def __getattr__(self, name):\n    if name == "missing":\n        raise AttributeError("no " + name)\n    return "got " + name',
                'def __str__(self):\n    return "str of %s" % (self.q,)', 'def __format__(self, spec):\n    return "fmt[" + spec + "]"', '@property\ndef prop(self):\n    return [self.q]\n@prop.setter\ndef prop(self, v):\n    self.q = v', '@staticmethod\ndef st(x):\n    return ("st", x)',
                '@classmethod\ndef make(cls, x):\n    return cls(x)', 'def method(self, *a):\n    return (self.q, self.shared, a)', 'def __neg__(self):\n    return {c}("neg")', 'def __index__(self):\n    return {i}', 'def __setattr__(self, n, v):\n    object.__setattr__(self, n, v)', 'def __iadd__(self, o):\n    self.q = ("iadd", o)\n    return self',
                'def __matmul__(self, o):\n    return ("matmul", o)', 'def __delattr__(self, n):\n    print("del", n)\n    object.__delattr__(self, n)', 'def __enter__(self):\n    return self.q\ndef __exit__(self, *a):\n    return True', 'def __reversed__(self):\n    return iter("rev")', 'def __missing__(self, k):\n    return k',
                'def __mul__(self, o):\n    return NotImplemented', 'def __ge__(self, o):\n    return "ge"', 'def __divmod__(self, o):\n    return ("divmod", o)', 'def __round__(self, n=None):\n    return ("round", n)', 'def __abs__(self):\n    return "abs"', 'def __float__(self):\n    return 1.5', 'def __int__(self):\n    return 7']
        else:
            members = ['def method(self, *a):\n    return (len(a), self.shared)', '@property\ndef prop(self):\n    return type(self).__name__', 'def __repr__(self):\n    return "{c}!"', '@classmethod\ndef make(cls, x):\n    return cls.__name__', 'def __missing__(self, k):\n    return ("missing", k)', 'extra = 5',
                       'def __str__(self):\n    return "custom"', '@staticmethod\ndef st(x):\n    return x']
        for m in r.sample(members, r.randint(2, min(7, len(members)))):
            self.w(m.replace('{c}', c).replace('{i}', str(r.randint(0, 5))))
        self.indent -= 1
        o = self.name('o')
        self.attempt('%s = %s(%s)' % (o, c, self.pick('', self.atom('int'), '%s, 2' % self.atom('int'), self.atom('str'), self.atom('list'))))
        uses = ['print({o})', 'print([{o}], str({o}), repr({o}))', 'print({o} == {o}, {o} != 1, {o} == {c}())', 'print({o} < {c}(3))', 'print({o} + 1)', 'print(1 + {o})', 'print(len({o}))', 'print(bool({o}), not {o})', 'print({o}[1], {o}[1:2])', 'print(list({o}))', 'print({o}(1, k=2))', 'print(1 in {o})',
                'print({o}.nothing)', 'print({o}.missing)', 'print(f"{{{o}:>9}} {{{o}!s}}")', 'print({o}.prop)', '{o}.prop = 9\nprint({o}.q)', 'print({c}.st(1), {o}.st(2))', 'print({c}.make(5))', 'print({o}.method(1, 2))', 'print(-{o})', 'print([10, 20, 30, 40, 50, 60][{o}])', '{o}.new = 1\nprint({o}.new)\ndel {o}.new\nprint(hasattr({o}, "new"))',
                '{o} += 5\nprint({o})', 'print({o} @ 2)', 'print(sorted([{c}(3), {c}(1), {c}(2)]))', 'print({{{o}: 1}}[{o}])', 'print({o} in [{c}(), {o}], [{o}].index({o}), [1, {o}].count({o}))', 'print(isinstance({o}, {c}), type({o}).__name__, {c}.__name__, {c}.__mro__[-1].__name__)', 'print({c}.shared, {o}.shared)', 'with {o} as w:\n    print(w)\n    raise ValueError',
                'print({o} * 2)', 'print({o} >= 1, {o} > 2)', 'print(divmod({o}, 2), round({o}), round({o}, 1), abs({o}))', 'print(int({o}), float({o}))', 'print(list(reversed({o})))', 'print(max({o}, {c}(5)))', 'a, *b = {o}\nprint(a, b)', 'print("%s|%r" % ({o}, {o}))', 'print("{{}}|{{!r}}".format({o}, {o}))', 'print({o}[5])', 'print(hash({o}) == hash({o}))', 'print(vars({o}))', 'print(getattr({o}, "q", "default"))',
                'print(sum([{o}, {o}], {c}(0)))', 'print(dict.fromkeys([{o}, {o}]))', 'print(", ".join(map(str, [{o}, {o}])))', 'print({o}.__class__.__qualname__, {c}.__module__)', 'print({o} or "falsy", {o} and "truthy")', 'print(set([{o}, {c}({o}.q)]) == {{{o}}})']
        for u in r.sample(uses, r.randint(3, 8)):
            self.attempt(u.format(o=o, c=c))
        if own and self.chance(.5):
            self.classes.append(c)

    def s_hierarchy(self):
        n = self.name('H')
        self.w(self.pick(
            'class A{n}:\n    def f(self): return ["A"]\n    def g(self): return "gA"\nclass B{n}(A{n}):\n    def f(self): return ["B"] + super().f()\nclass C{n}(A{n}):\n    def f(self): return ["C"] + super().f()\n    def g(self): return "gC"\nclass D{n}(B{n}, C{n}):\n    def f(self): return ["D"] + super().f()\nprint(D{n}().f(), D{n}().g(), [k.__name__ for k in D{n}.__mro__])',
            'class M{n}(type):\n    def __new__(mcs, name, bases, ns, **kw):\n        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)\n        return super().__new__(mcs, name, bases, ns)\n    def __init__(cls, name, bases, ns, **kw):\n        super().__init__(name, bases, ns)\n    def __call__(cls, *a):\n        print("call", a)\n        return super().__call__(*a)\nclass X{n}(metaclass=M{n}, flag={i}):\n    a = 1\n    def __init__(self, *a): self.a = a\nprint(X{n}(1, 2).a, type(X{n}).__name__)',
            'class Base{n}:\n    subs = []\n    def __init_subclass__(cls, /, tag=None, **kw):\n        super().__init_subclass__(**kw)\n        Base{n}.subs.append((cls.__name__, tag))\nclass S{n}(Base{n}, tag={i}): pass\nclass T{n}(S{n}): pass\nprint(Base{n}.subs)',
            'class Desc{n}:\n    def __set_name__(self, owner, name):\n        self.name = name\n        print("set_name", owner.__name__, name)\n    def __get__(self, o, t=None):\n        return self if o is None else o.__dict__.get(self.name, "unset")\n    def __set__(self, o, v):\n        if v is None: raise ValueError("none")\n        o.__dict__[self.name] = v\nclass U{n}:\n    x = Desc{n}()\nu = U{n}()\nprint(u.x)\nu.x = {i}\nprint(u.x, u.__dict__)\ntry:\n    u.x = None\nexcept ValueError as ex:\n    print(ex)',
            'class S{n}:\n    __slots__ = ("a", "b")\n    def __init__(self, a): self.a = a\ns = S{n}({i})\nprint(s.a)\nfor stmt in ["s.b", "s.c = 1"]:\n    try:\n        exec_ = (lambda: s.b) if stmt == "s.b" else (lambda: setattr(s, "c", 1))\n        exec_()\n    except AttributeError as ex:\n        print(ex)',
            'import abc\nclass I{n}(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\n    @property\n    @abc.abstractmethod\n    def p(self): ...\nclass J{n}(I{n}):\n    def f(self): return {i}\n    p = 3\ntry:\n    I{n}()\nexcept TypeError as ex:\n    print(ex)\nprint(J{n}().f(), J{n}().p, issubclass(J{n}, I{n}))',
            'import dataclasses\n@dataclasses.dataclass(order=True{fr})\nclass D{n}:\n    x: int\n    y: str = "d"\n    z: list = dataclasses.field(default_factory=list, compare=False)\nd = D{n}({i})\nprint(d, d == D{n}({i}), D{n}(1) < D{n}(2), dataclasses.asdict(d), dataclasses.replace(d, y="r"))\ntry:\n    d.x = 5\n    print(d)\nexcept Exception as ex:\n    print(type(ex).__name__, ex)\ntry:\n    D{n}()\nexcept TypeError as ex:\n    print(ex)',
            'import enum\nclass E{n}(enum.Enum):\n    RED = 1\n    GREEN = {j}\n    ALSO = 1\nprint(E{n}.RED, repr(E{n}.GREEN), E{n}(1), E{n}["GREEN"].value, E{n}.ALSO is E{n}.RED, [e.name for e in E{n}], len(E{n}))\ntry:\n    E{n}(99)\nexcept ValueError as ex:\n    print(ex)',
            'import collections\nN{n} = collections.namedtuple("N{n}", "x y", defaults=[{i}])\np = N{n}(1)\nprint(p, p.x, p[1], p._replace(x=5), p._asdict(), N{n}._fields, p == (1, {i}))\nx, y = p\nprint(x + y if isinstance(y, int) else y)\ntry:\n    N{n}()\nexcept TypeError as ex:\n    print(ex)',
            'class P{n}:\n    def __init__(self): self.__x = {i}; self._P = 1\n    def get(self): return self.__x\np = P{n}()\nprint(p.get(), sorted(vars(p)))\ntry:\n    p.__x\nexcept AttributeError as ex:\n    print(ex)',
            'class A{n}:\n    pass\nclass B{n}(A{n}): pass\ntry:\n    class Z{n}(A{n}, B{n}): pass\nexcept TypeError as ex:\n    print(ex)\nfor bad in (lambda: A{n}(1), lambda: A{n}().x, lambda: A{n}.y, lambda: object().z, lambda: A{n}()[0], lambda: A{n}()(), lambda: len(A{n}()), lambda: A{n}() + 1, lambda: A{n}() < A{n}(), lambda: iter(A{n}())):\n    try:\n        bad()\n    except Exception as ex:\n        print(type(ex).__name__, ex)',
            'class K{n}:\n    count = 0\n    def __new__(cls, *a):\n        cls.count += 1\n        self = super().__new__(cls)\n        self.made = a\n        return self\n    def __init__(self, *a): self.args = a\n    def __del__(self): pass\nk = K{n}(1, 2)\nprint(k.made, k.args, K{n}.count, K{n}(3).count)',
            'T{n} = type("T{n}", (int,), dict(double=lambda self: self * 2, z={i}))\nt = T{n}(21)\nprint(t.double(), t + 1, t, repr(t), type(t).__name__, T{n}.z, isinstance(t, int), t == 21, hash(t) == hash(21), [1, 2, 3][T{n}(1)])',
            'class L{n}(list):\n    def append(self, x):\n        super().append((x, len(self)))\nl = L{n}([1])\nl.append(2)\nl.append(3)\nprint(l, len(l), l[1:], type(l[1:]).__name__, l == [1, (2, 1), (3, 2)], type(l + [1]).__name__, sorted(map(str, l)))',
            'class D{n}(dict):\n    def __missing__(self, k):\n        self[k] = k * 2\n        return self[k]\n    def __setitem__(self, k, v):\n        super().__setitem__(k, [v])\nd = D{n}(a=1)\nprint(d["b"], d, d.get("zz"), "q" in d)\nd["c"] = {i}\nd.update(e=5)\nprint(d, dict(d))',
            'class S{n}(str):\n    def __add__(self, o): return S{n}(str.__add__(self, "+" + o))\n    def up(self): return self.upper()\ns = S{n}("ab")\nprint(s + "c" + "d", s.up(), type(s.up()).__name__, s == "ab", {{s: 1}}["ab"], s[0], f"{{s:>5}}", "%s" % s, len(s), sorted(s))',
        ).replace('{n}', n).replace('{i}', str(self.r.randint(0, 9))).replace('{j}', str(self.r.randint(2, 9))).replace('{fr}', self.pick('', ', frozen=True')).replace('{{', '{').replace('}}', '}'))

    def s_special(self):
        """Order of evaluation, names, and other corners."""
        n = self.name('s')
        e = lambda: self.e('any', 2)
        self.w(self.pick(
            lambda: 'def {n}(x):\n    print("eval", x)\n    return x\nprint({n}(1) + {n}(2) * {n}(3), [{n}(4), {n}(5)], {{{n}("k"): {n}("v")}})\n{n}({n}(6) and {n}(0) or {n}(7))',
            lambda: 'def {n}(x):\n    print("eval", x)\n    return x\nprint({n}(1) < {n}(%d) < {n}(2))\nl = [0, 0, 0]\nl[{n}(1)] = {n}(5)\nl[{n}(2)] += {n}(3)\nprint(l)' % self.r.randint(0, 3),
            lambda: 'x{n} = %s\nx{n}, y{n} = %s, x{n}\nprint(x{n}, y{n})' % (e(), e()),
            lambda: '{n} = [1, 2, 3]\nfor x in {n}:\n    if len({n}) < 6: {n}.append(x * 2)\nprint({n})',
            lambda: '{n} = {{1: "a", 2: "b"}}\ntry:\n    for k in {n}:\n        {n}[k + 10] = 0\nexcept RuntimeError as ex:\n    print(ex)\nprint(len({n}))',
            lambda: '{n} = [[0] * 2] * 2\n{n}[0][0] = 1\nprint({n})\n{n} = []\n{n}.append({n})\nprint({n}, {n} == {n})\nd = {{}}\nd["d"] = d\nprint(d)\nt = ([],)\nt[0].append(t)\nprint(t)',
            lambda: 'try:\n    t = ([1],)\n    t[0] += [2]\nexcept TypeError as ex:\n    print(ex, t)',
            lambda: 'print([y := 5, y ** 2], y)\nif (m := %s) is not None:\n    print(m)\nprint([z for q in range(5) if (z := q * 2) > 3], z)' % e(),
            lambda: 'print(*[1, 2], *"ab", sep=",")\nprint(**{{"end": "|\\n"}})\nprint({{**{{"a": 1}}, "b": 2, **{{"a": 3}}}})',
            lambda: 'a{n} = b{n} = []\na{n}.append(1)\nprint(b{n}, a{n} is b{n}, [] is [], None is None)',
            lambda: 'for bad in ["1" , 1.5, None, [], {{}}, (1,), b"x", 2**70, True]:\n    for f in (int, float, str, list, tuple, len, abs, iter, hash, bool, bytes, ord, chr, hex, sorted, sum, repr):\n        try:\n            v = f(bad)\n            print(f.__name__, v if f not in (iter, hash) else "ok")\n        except Exception as ex:\n            print(f.__name__, type(ex).__name__, ex)' if self.chance(.15) else 'print(%s)' % e(),
            lambda: 'class O{n}:\n    def __init__(self): self.log = []\n    def __getattr__(self, name):\n        if name.startswith("__"): raise AttributeError(name)\n        return lambda *a: (name, a)\nprint(O{n}().anything(1, 2), O{n}().log)',
            lambda: 'import copy\nx = [1, [2, {{"k": (3, [4])}}]]\ny = copy.copy(x)\nz = copy.deepcopy(x)\nx[1][0] = "changed"\nx[1][1]["k"][1].append(5)\nprint(x, y, z)',
            lambda: 'def {n}(a, b: int = 2, *c: str, d: "x" = 3) -> None: pass\nprint({n}.__annotations__, {n}.__defaults__, {n}.__kwdefaults__, {n}.__name__, {n}.__code__.co_varnames)',
            lambda: 'x = 1\ndel x\ntry:\n    x\nexcept NameError as ex:\n    print(ex)\n{n} = [1, 2, 3, 4]\ndel {n}[0], {n}[-1]\nprint({n})\nclass K{n}: pass\nk = K{n}()\nk.a = 1\ndel k.a\ntry:\n    del k.a\nexcept AttributeError as ex:\n    print(ex)',
            lambda: 'print(%s)\nprint(%s)' % (' '.join(['1'] + ['%s %s' % (self.pick('+', '-', '*', '//', '%', '**', '<<', '&', '|', '^', '<', '==', 'and', 'or'), self.pick('2', '3', '-1', '(4)', 'not 0' if False else '5', '~1')) for _ in range(4)]), '-2 ** 2, not 1 == 2, 1 if 0 else 2 if 0 else 3, (lambda: (yield))' if False else '-2 ** 2, not 1 == 2, 1 if 0 else 2 if 0 else 3'),
            lambda: 'exec_order = []\nclass Q{n}:\n    exec_order.append("body")\n    x = [i for i in range(3)]\n    y = x[0]\n    def f(self): return self.x\n    exec_order.append(y)\nprint(exec_order, Q{n}.x, Q{n}().f())',
            lambda: 'print(isinstance(True, int), True + True, True == 1, {{True: "a", 1: "b", 1.0: "c"}}, {{1, True, 1.0}}, [True, False].index(0), hash(1.0) == hash(1))',
            lambda: 'print(%r.join(sorted(str(%s) for _ in range(2))))\nprint(sorted([3, 1, 2], key=lambda v: (v %% 2, -v)), sorted("bca", reverse=True), sorted([(1, "b"), (1, "a"), (0, "c")]))' % (self.pick(',', ''), e()),
        )().replace('{n}', n).replace('{{', '{').replace('}}', '}'))

    def s_exceptions(self):
        n = self.name('X')
        self.w(self.pick(
            'class {n}(Exception):\n    def __init__(self, code, *a):\n        super().__init__(code, *a)\n        self.code = code\ntry:\n    raise {n}({i}, "x")\nexcept {n} as ex:\n    print(ex, ex.code, ex.args, repr(ex))',
            'try:\n    try:\n        1 / 0\n    except ZeroDivisionError as ex:\n        raise ValueError("v") from ex\nexcept ValueError as ex:\n    print(repr(ex), repr(ex.__cause__), repr(ex.__context__), ex.__suppress_context__)',
            'try:\n    try:\n        {{}}["k"]\n    except KeyError:\n        [][0]\nexcept IndexError as ex:\n    print(repr(ex), repr(ex.__context__), ex.__cause__)',
            'def {n}(k):\n    try:\n        if k == 0: return "ret"\n        if k == 1: raise ValueError(k)\n        if k == 2: raise KeyError(k)\n        print("none")\n    except ValueError:\n        return "except"\n    else:\n        return "else"\n    finally:\n        print("finally", k)\nfor k in range(4):\n    try:\n        print({n}(k))\n    except KeyError as ex:\n        print("escaped", ex)',
            'def {n}():\n    while True:\n        try:\n            raise ValueError\n        except ValueError:\n            break\n        finally:\n            print("fin")\n    try:\n        return "first"\n    finally:\n        return "second"\nprint({n}())',
            'def {n}():\n    for i in range(3):\n        try:\n            yield i\n        finally:\n            print("cleanup", i)\nfor v in {n}():\n    if v == 1: break\nprint("after")',
            'for ex in [ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), KeyError(), OSError(2, "No such"), StopIteration(5), SystemExit(3), UnicodeError("u"), Exception(None), AssertionError([1])]:\n    print(repr(ex), "|", str(ex), "|", ex.args)',
            'try:\n    raise ValueError\nexcept ValueError as ex:\n    print(repr(ex), ex.__traceback__ is not None, ex.__context__)\ntry:\n    ex\nexcept NameError as e2:\n    print(e2)',
            'try:\n    raise {i}\nexcept TypeError as ex:\n    print(ex)\ntry:\n    raise KeyError from {i}\nexcept TypeError as ex:\n    print(ex)\ntry:\n    try:\n        x = 1\n    except "notaclass":\n        pass\n    raise IndexError("i") from None\nexcept IndexError as ex:\n    print(ex, ex.__cause__, ex.__suppress_context__)',
            'import traceback\ndef deep{n}(k):\n    if k: deep{n}(k - 1)\n    raise ValueError("deep")\ntry:\n    deep{n}(2)\nexcept ValueError as ex:\n    print(traceback.format_exception_only(type(ex), ex)[0].strip())',
            'def {n}():\n    try:\n        raise KeyError("a")\n    except KeyError:\n        try:\n            raise ValueError("b")\n        except ValueError:\n            pass\n        raise\ntry:\n    {n}()\nexcept KeyError as ex:\n    print("reraised", ex)',
            'def {n}(n):\n    return {n}(n + 1)\ntry:\n    {n}(0)\nexcept RecursionError as ex:\n    print(ex)',
            'try:\n    raise ExceptionGroup("eg", [ValueError(1), KeyError(2)])\nexcept Exception as ex:\n    print(type(ex).__name__, ex)' if False else 'try:\n    assert {i} > 100, "message %d" % {i}\nexcept AssertionError as ex:\n    print(ex)\ntry:\n    assert not {i} + 1\nexcept AssertionError as ex:\n    print(repr(ex))',
            'e1 = ValueError("x")\ne1.extra = 5\ntry:\n    raise e1\nexcept ValueError as caught:\n    print(caught is e1, caught.extra, isinstance(caught, Exception))\ntry:\n    e1.add_note("note")\n    print(e1.__notes__)\nexcept AttributeError as ex:\n    print(ex)',
        ).replace('{n}', n).replace('{i}', str(self.r.randint(0, 9))).replace('{{', '{').replace('}}', '}'))

    def s_iteration(self):
        n = self.name('I')
        self.w(self.pick(
            'class {n}:\n    def __init__(self, k): self.k = k\n    def __iter__(self): return self\n    def __next__(self):\n        if self.k <= 0: raise StopIteration\n        self.k -= 1\n        return self.k\nprint(list({n}(3)), sum({n}(4)), max({n}(3)), sorted({n}(3)), 1 in {n}(3), tuple({n}(2)), dict(zip({n}(2), "ab")), [*{n}(2)], set({n}(3)), list(map(str, {n}(2))), ",".join(str(x) for x in {n}(3)))\na, b = {n}(2)\nprint(a, b, any({n}(3)), all({n}(2)), list(enumerate({n}(2))), list(filter(None, {n}(3))), list(zip({n}(2), {n}(3))))\ntry:\n    a, b = {n}(3)\nexcept ValueError as ex:\n    print(ex)',
            'class {n}:\n    def __len__(self): return {i}\n    def __getitem__(self, k):\n        if k >= {i}: raise IndexError("end")\n        return k * k\ns = {n}()\nprint(list(s), len(s), 4 in s, 7 in s, [*s], list(reversed(s)), bool(s), max(s, default=None), sum(s), sorted(s, reverse=True))',
            'it = iter([1, 2, 3, 4])\nprint(next(it), [x for x in it if x > 2], next(it, "end"))\nit = iter("abc")\nfor x in it:\n    print(x, next(it, None))\nz = zip([1, 2, 3], it)\nprint(list(z))',
            'from collections import deque, defaultdict, OrderedDict, Counter\nd = deque([1, 2, 3], maxlen={m})\nd.append(4); d.appendleft(0)\nd.rotate(1)\nprint(d, len(d), d[0], list(reversed(d)), 2 in d)\nd.extend("xy")\nprint(d, d.pop(), d.popleft())\ntry:\n    deque().pop()\nexcept IndexError as ex:\n    print(ex)\ndd = defaultdict(list)\nfor k, v in [("a", 1), ("b", 2), ("a", 3)]:\n    dd[k].append(v)\nprint(dd, dict(dd), dd["new"], len(dd))\nc = Counter("mississippi")\nprint(c["s"], c["zz"], c.most_common(2), sum(c.values()), sorted(c.elements())[:3], c - Counter("miss"))\no = OrderedDict(a=1, b=2)\no.move_to_end("a")\nprint(o, list(o), o.popitem(last=False))',
            'calls = []\nprint(list(iter(lambda: calls.append(1) or len(calls), {i})))\nprint(next(iter([]), "default"), list(zip()), list(map(lambda *a: a, [1, 2], [3])), [i for i in range(10)][2:8:3], list(range(5, 0, -2)), range(3)[::-1], range(10)[2:5], len(range(0, 10, 3)), 4 in range(0, 10, 2), range(3) == range(0, 3, 1))',
            'import heapq\nh = [5, 3, 8, 1]\nheapq.heapify(h)\nheapq.heappush(h, {i})\nprint([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [4, 1, 3], key=lambda v: -v), list(heapq.merge([1, 4], [2, 3])))',
            'import itertools\nfor k, g in itertools.groupby(sorted("mississippi")):\n    print(k, len(list(g)), end=" ")\nprint()\na, b = itertools.tee(iter(range(3)))\nprint(next(a), list(b), list(a), itertools.count({i}), itertools.repeat(1, 2))',
            'import operator, functools\nprint(functools.reduce(operator.mul, [1, 2, 3, 4], 1), list(map(operator.itemgetter(1), ["ab", "cd"])), sorted([(2, "a"), (1, "b")], key=operator.itemgetter(1), reverse=True), operator.attrgetter("real")(5), operator.methodcaller("upper")("x"))\nprint(sorted([3, 1, 2], key=functools.cmp_to_key(lambda p, q: q - p)), operator.contains([1], 1), operator.add("a", "b"))',
            'import random\nrnd = random.Random({i})\nprint(rnd.random(), rnd.randint(1, 100), rnd.choice("abc"), rnd.sample(range(20), 4), rnd.getrandbits(40), rnd.uniform(1, 2), [rnd.randrange(0, 50, 5) for _ in range(3)])\nl = list(range(8))\nrnd.shuffle(l)\nprint(l, rnd.choices([1, 2, 3], k=3))\nrandom.seed("s{i}")\nprint(random.random(), random.randint(0, 9))',
        ).replace('{n}', n).replace('{i}', str(self.r.randint(1, 6))).replace('{m}', self.pick('None', '3', '0', '10')))

    def s_protocols(self):
        """Objects of the program's classes within built-in containers and functions."""
        n = self.name('K')
        self.w(('class {n}:\n    def __init__(self, v): self.v = v\n    def __eq__(self, o):\n        return self.v == o.v if isinstance(o, {n}) else NotImplemented\n    def __hash__(self): return hash(self.v) % {h}\n    def __lt__(self, o): return self.v < o.v\n    def __repr__(self): return "K(%r)" % self.v\n' + self.pick(
            'd = {{{n}(i): i for i in range(6)}}\nprint(d[{n}(3)], {n}(5) in d, {n}(9) in d, d.get({n}(8)), d.pop({n}(0)), len(d))\nd[{n}(3)] = "new"\ndel d[{n}(1)]\nprint(d, d == {{{n}(2): 2, {n}(3): "new", {n}(4): 4, {n}(5): 5}}, list(d.keys() & {{{n}(2), {n}(7)}}))\ntry:\n    d[{n}(77)]\nexcept KeyError as ex:\n    print(ex)',
            's = {{{n}(i) for i in (1, 2, 3, 2)}}\nprint(len(s), {n}(2) in s, s == {{{n}(3), {n}(2), {n}(1)}}, len(s | {{{n}(9)}}), len(s & {{{n}(1)}}), len(s - {{{n}(1)}}), len(s ^ {{{n}(1), {n}(8)}}), s >= {{{n}(1)}})\ns.discard({n}(1))\ns.add({n}(2))\nprint(sorted(s), len(s))\ntry:\n    s.remove({n}(42))\nexcept KeyError as ex:\n    print(ex)',
            'l = [{n}(3), {n}(1), {n}(2)]\nl.sort()\nprint(l, sorted(l, reverse=True), min(l), max(l), l.index({n}(2)), l.count({n}(1)), {n}(3) in l, l == [{n}(1), {n}(2), {n}(3)], l < [{n}(1), {n}(5)])\nl.remove({n}(2))\nprint(l, sorted(l * 3, key=lambda k: -k.v))\ntry:\n    l.remove({n}(99))\nexcept ValueError as ex:\n    print(ex)\ntry:\n    l.index({n}(98))\nexcept ValueError as ex:\n    print(ex)',
            't = ({n}(1), "x", [{n}(2)], {{"k": {n}(3)}})\nprint(t, str(t), f"{{t}}", "%s" % (t,), "{{}}".format(t), t == ({n}(1), "x", [{n}(2)], {{"k": {n}(3)}}), hash(({n}(1), 2)) == hash(({n}(1), 2)), t.count({n}(1)), {n}(1) in t)\nprint("%r and %s" % ({n}(1), {n}(2)), "{{0!r:>8}}|{{1}}".format({n}(1), [{n}(2)]), [repr({n}(5)), str({n}(6))])',
            'from collections import deque\nd = deque([{n}(1), {n}(2)])\nprint(d, {n}(2) in d, d.index({n}(2)), d == deque([{n}(1), {n}(2)]), d.count({n}(1)))\nd.remove({n}(1))\nprint(d)\nimport heapq\nh = []\nfor v in (4, 2, 9, 1):\n    heapq.heappush(h, {n}(v))\nprint([heapq.heappop(h) for _ in range(4)])\nimport bisect\nprint(bisect.bisect([{n}(1), {n}(3)], {n}(2)))',
            'print(any(k == {n}(2) for k in [{n}(1), {n}(2)]), dict.fromkeys([{n}(1), {n}(1), {n}(2)], 0), list(map(lambda k: k.v, [{n}(1)])), {n}(1) == 1, {n}(1) != {n}(2), 1 == {n}(1), [1, {n}(1)] == [1, {n}(1)], {{1: {n}(1)}} == {{1: {n}(1)}}, ({n}(1), 2) < ({n}(1), 3))\ntry:\n    {n}(1) > 5\nexcept Exception as ex:\n    print(type(ex).__name__, ex)\ntry:\n    sorted([{n}(1), "a"])\nexcept Exception as ex:\n    print(type(ex).__name__, ex)',
        )).replace('{n}', n).replace('{h}', self.pick('2', '3', '1000')).replace('{{', '{').replace('}}', '}'))

    def s_module(self):
        self.w(self.pick(
            'import math\nprint(math.pi, math.e, math.inf, math.nan, math.tau, math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.prod([1, 2, 3]), math.dist([0, 0], [3, 4]), math.perm(5, 2), math.degrees(math.pi), math.ldexp(0.5, 3), math.ulp(1.0))',
            'import string\nprint(string.ascii_lowercase, string.digits, string.hexdigits, string.Template("$a-${b}-$$").substitute(a=1, b=2), string.capwords("ab cd"))',
            'import functools\n@functools.total_ordering\nclass V:\n    def __init__(self, v): self.v = v\n    def __eq__(self, o): return self.v == o.v\n    def __lt__(self, o): return self.v < o.v\nprint(V(1) >= V(1), V(2) > V(1), V(1) <= V(0))\n@functools.singledispatch\ndef sd(x): return "obj"\n@sd.register(int)\ndef _(x): return "int"\nprint(sd(1), sd("a"), sd(True))',
            'import collections\nCM = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})\nprint(CM["a"], CM["b"], len(CM), sorted(CM))\nprint(collections.Counter(a=2, b=1) + collections.Counter(a=1), collections.Counter([1, 1, 2]).total())',
            'import sys\nprint(sys.maxsize, sys.version_info[:2] >= (3, 6), type(sys.argv).__name__, sys.byteorder)',
            'import typing, types\ndef f(x: typing.Optional[int] = None) -> typing.List[int]: return [x]\nprint(f(1), isinstance(f, types.FunctionType), types.SimpleNamespace(a=1, b="x"))',
            'try:\n    import no_such_module_here\nexcept ImportError as ex:\n    print(type(ex).__name__, ex)\ntry:\n    from math import no_such_name\nexcept ImportError as ex:\n    print(str(ex).split(" (")[0])\nfrom math import floor as fl, ceil\nprint(fl(2.7), ceil(2.1))',
            'import bisect\nl = [1, 3, 3, 5]\nprint(bisect.bisect_left(l, 3), bisect.bisect_right(l, 3))\nbisect.insort(l, 4)\nprint(l)',
            'import contextlib, io\nwith contextlib.ExitStack() as stack:\n    for k in range(2):\n        stack.callback(print, "cb", k)\n    print("body")\nbuf = io.StringIO()\nbuf.write("text")\nprint(buf.getvalue(), file=buf)\nprint(repr(buf.getvalue()))',
        ))

    def s_sequence(self):
        """One value through many methods."""
        t = self.pick('str', 'list', 'int', 'float', 'bytes')
        first = self.e(t, 1)
        n = self.fresh(t)
        self.w('%s = %s' % (n, first))
        r = self.r
        each = {'str': ['upper()', 'split()', 'title()', 'find("a")', 'isalpha()', 'encode()', 'center(9, "*")', 'partition(" ")', 'splitlines()', 'count("")', 'zfill(6)', 'swapcase()', 'rsplit(None, 1)', 'expandtabs(4)', 'strip("a ")', 'replace("a", "bb")', 'format(1, a=2)', '__len__()', 'index("b")', 'isidentifier()', 'rjust(5)', 'join("xy")',
                        'ljust(6, ".")', 'endswith(("a", "c"))'],
                'list': ['copy()', 'index(1)', 'count(1)', 'pop()', 'sort()', 'reverse()', 'append(1)', 'extend("ab")', 'insert(1, 2)', 'remove(1)', '__len__()', 'clear()', 'sort(key=str)'],
                'int': ['bit_length()', 'to_bytes(4, "big")', 'conjugate()', 'as_integer_ratio()', '__add__(1)', '__add__("x")', '__floordiv__(2)', 'bit_count()', '__index__()', '__neg__()', '__round__(-1)', '__divmod__(3)', '__pow__(2)', '__lt__(3.5)', '__eq__("a")', '__bool__()'],
                'float': ['is_integer()', 'hex()', 'as_integer_ratio()', '__trunc__()', '__round__(1)', '__floordiv__(2)', '__int__()', 'conjugate()', '__eq__(1)', '__add__("x")'],
                'bytes': ['hex()', 'decode()', 'upper()', 'split()', 'find(b"a")', 'count(b"a")', 'strip()', 'replace(b"a", b"zz")', 'isalpha()', 'startswith(b"a")', 'partition(b",")', 'center(8)', '__len__()', 'rjust(5, b"*")', 'index(b"z")', 'splitlines()', 'title()']}[t]
        self.w('for method in [%s]:' % ', '.join('lambda: %s.%s' % (n, m) for m in r.sample(each, 5)))
        self.w('    try:\n        print(method())\n    except Exception as ex:\n        print(type(ex).__name__, ex)')

    def make(self):
        for _ in range(2):
            t = self.pick('int', 'str', 'list', 'float', 'dict')
            e = self.atom(t)
            self.w('%s = %s' % (self.fresh(t), e))
        for _ in range(self.r.randint(4, 9)):
            self.scopes.append({})
            self.w('try:')
            self.block(self.r.randint(1, 3))
            self.w('except Exception as ex:\n    print("E", type(ex).__name__, ex)')
            self.scopes.pop()
        if self.chance(.3):  # ends with an exception, or without
            self.depth = 0
            self.block_free()
        self.w('print("end")')
        head = ''.join('import %s\n' % m for m in sorted(self.imports))
        return head + '\n'.join(self.lines) + '\n'

    def block_free(self):
        self.scopes.append({})
        for _ in range(self.r.randint(1, 2)):
            self.statement()
        self.scopes.pop()
        if self.chance(.5):
            self.w(self.pick('raise ValueError(%s)' % self.atom('any') if False else 'raise ValueError(%s)' % self.atom('str'), 'assert not %s' % self.atom('int'), '[][%s]' % self.atom('int'), 'raise SystemExit(%d)' % self.r.randint(0, 3), '{}[%s]' % self.key(), 'undefined_name', 'None.x', 'int("x")'))


def source(seed):
    while True:
        text = Program(seed).make()
        try:
            compile(text, 'program.py', 'exec')
            return text
        except SyntaxError:  # an assignment expression where none may stand, a name that is global and local
            seed = '%s+' % seed


def execute(text):
    """Runs a program as the main module of this process."""
    main = types.ModuleType('__main__')
    sys.modules['__main__'] = main
    sys.argv = ['program.py']
    try:
        exec(compile(text, 'program.py', 'exec'), main.__dict__)
    except SystemExit:
        pass
    except BaseException:
        sys.stdout.flush()
        sys.__excepthook__(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()


def run(text):
    """Runs a program in a process of its own and returns its standard output, and the last line of its standard error; None if it
    took more than three seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            signal.setitimer(signal.ITIMER_PROF, 3)
            try:
                execute(text)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return None
        out.seek(0)
        err.seek(0)
        return out.read().decode('utf-8', 'replace'), err.read().decode('utf-8', 'replace').rstrip('\n').split('\n')[-1]


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter('ignore')
    sys.stdout.reconfigure(line_buffering=True)
    for seed in range(first, first + count):
        text = source(seed)
        result = run(text)
        if result is not None and len(result[0]) < 100000:
            print(json.dumps({'seed': seed, 'source': text, 'stdout': result[0], 'last': result[1]}))


if __name__ == '__main__':
    main()
