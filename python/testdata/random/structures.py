# Makes random programs of another reach than programs.py does, runs them, and prints what they did in the same form:
#
#     python3.11 structures.py FIRST COUNT
#
# Where programs.py puts many operations one after the other, this one puts the structures of the language inside each other: control flow
# out of try, with and loops, generators that are driven by send, throw and close, classes whose special methods raise, closures, patterns,
# groups of exceptions. What happens on the way is traced, so that the order of events counts.
import json
import random
import sys
import warnings

from programs import run

KINDS = ['ValueError', 'TypeError', 'KeyError', 'IndexError', 'ZeroDivisionError', 'RuntimeError', 'LookupError', 'ArithmeticError',
         'StopIteration', 'AttributeError', 'OSError', 'Exception', 'Own', 'OwnChild']

PRELUDE = '''\
import contextlib, functools, itertools, operator, collections, dataclasses, enum
class Own(Exception):
    pass
class OwnChild(Own, ValueError):
    def __init__(self, *args):
        super().__init__(*args)
        self.extra = len(args)
    def __str__(self):
        return 'OwnChild<%s>' % ', '.join(map(repr, self.args))
def show(label, f, *args):
    try:
        print(label, '->', repr(f(*args)))
    except BaseException as e:
        chain = []
        while e is not None and len(chain) < 6:
            chain.append('%s(%s)%s' % (type(e).__name__, e, '!' if e.__suppress_context__ else ''))
            e = e.__cause__ or e.__context__
        print(label, '!!', ' <- '.join(chain))
class Manager:
    def __init__(self, name, swallow=(), fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail
    def __enter__(self):
        print('enter', self.name)
        if self.fail == 'enter':
            raise Own('enter ' + self.name)
        return self.name
    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__, value)
        if self.fail == 'exit':
            raise Own('exit ' + self.name)
        return kind is not None and issubclass(kind, self.swallow) if self.swallow else False
'''


class Maker:
    def __init__(self, seed):
        self.r = random.Random('structures %s' % seed)
        self.lines = []
        self.level = 0
        self.count = 0

    def w(self, text):
        self.lines.append('    ' * self.level + text)

    def name(self, prefix):
        self.count += 1
        return '%s%d' % (prefix, self.count)

    def pick(self, *xs):
        return self.r.choice(xs)

    def chance(self, p):
        return self.r.random() < p

    def some(self, f, least, most):
        return [f() for _ in range(self.r.randint(least, most))]

    class Block:
        def __init__(self, maker, head):
            self.maker, self.head = maker, head

        def __enter__(self):
            self.maker.w(self.head)
            self.maker.level += 1

        def __exit__(self, *exc):
            self.maker.level -= 1

    def block(self, head):
        return self.Block(self, head)

    # Values

    def atom(self):
        r = self.r
        return self.pick(lambda: str(r.randint(-3, 12)), lambda: repr(r.choice(['', 'a', 'bc', 'xyz', 'Aa b'])), lambda: repr(r.choice([0.5, -1.25, 2.0, 1e3])),
                         lambda: r.choice(['None', 'True', 'False']))()

    def value(self, depth=2):
        if depth == 0 or self.chance(.45):
            return self.atom()
        inner = lambda: self.value(depth - 1)
        kind = self.r.randrange(4)
        if kind == 0:
            return '[%s]' % ', '.join(self.some(inner, 0, 4))
        if kind == 1:
            items = self.some(inner, 0, 3)
            return '(%s%s)' % (', '.join(items), ',' if len(items) == 1 else '')
        if kind == 2:
            return '{%s}' % ', '.join('%s: %s' % (self.atom(), inner()) for _ in range(self.r.randint(0, 3)))
        return 'range(%s)' % ', '.join(str(self.r.choice([1, 2, 5, -1, -3, 7])) for _ in range(self.r.randint(1, 3)))

    def exception(self):
        return '%s(%s)' % (self.pick(*KINDS), ', '.join(self.some(self.atom, 0, 2)))

    # Control flow

    def flow(self, depth, loop, generator, star=False):
        """Some statements that print where they are, and may leave."""
        for _ in range(self.r.randint(1, 3)):
            self.statement(depth, loop, generator, star)

    def statement(self, depth, loop, generator, star):
        self.count += 1
        mark = self.count
        leave = [lambda: self.w('raise ' + self.exception()), lambda: self.w('n += %d' % self.r.randint(1, 3)), lambda: self.w('1 // (n %% %d)' % self.r.randint(1, 3))]
        if not star:
            leave.append(lambda: self.w('return %d, n' % mark))
        if loop and not (star and loop != 'inside'):
            leave += [lambda: self.w('break'), lambda: self.w('continue')] * 2
        if generator:
            leave += [lambda: self.w('print("got", (yield %d))' % mark), lambda: self.w('n += (yield n) or 1')] * 2
        if depth == 0 or self.chance(.3):
            self.w('print(%d, n)' % mark)
            with self.block('if n %% %d == %d:' % (self.r.randint(1, 3), self.r.randint(0, 1))):
                self.r.choice(leave)()
            return
        kind = self.r.randrange(8 if generator else 7)
        inside = 'inside' if loop == 'inside' else loop
        if kind == 0:
            with self.block('for i%d in range(%d):' % (mark, self.r.randint(0, 3))):
                self.w('n += 1')
                self.flow(depth - 1, 'inside', generator, star)
            if self.chance(.4):
                with self.block('else:'):
                    self.w('print("else of", %d)' % mark)
        elif kind == 1:
            self.w('k%d = %d' % (mark, self.r.randint(1, 3)))
            with self.block('while k%d:' % mark):
                self.w('k%d -= 1; n += 1' % mark)
                self.flow(depth - 1, 'inside', generator, star)
        elif kind == 2:
            swallow = self.pick('()', 'ValueError', 'Exception', '(KeyError, ZeroDivisionError)', 'Own')
            managers = ['Manager("m%d%s", %s, %s)' % (mark, c, swallow, self.pick('None', 'None', 'None', '"enter"', '"exit"')) for c in 'ab'[:self.r.randint(1, 2)]]
            with self.block('with %s:' % ', '.join(m + (' as w%d' % mark if self.chance(.3) else '') for m in managers)):
                self.flow(depth - 1, inside, generator, star)
        elif kind == 3:
            with self.block('if n %% 2 == %d:' % self.r.randint(0, 1)):
                self.flow(depth - 1, inside, generator, star)
            with self.block('else:'):
                self.flow(depth - 1, inside, generator, star)
        elif kind == 7:
            self.w('print("delegated", (yield from sub(n, %d)))' % self.r.randint(0, 3))
        else:
            self.attempt(mark, depth, inside, generator, star)

    def attempt(self, mark, depth, loop, generator, star):
        groups = self.chance(.15)
        with self.block('try:'):
            if groups:
                self.w('if n %% 2: raise ExceptionGroup("g%d", [%s, ExceptionGroup("h", [%s])])' % (mark, self.exception(), self.exception()))
            self.flow(depth - 1, loop, generator, star)
        handlers = self.r.randint(0, 2)
        for i in range(handlers):
            kinds = self.some(lambda: self.pick(*KINDS), 1, 2)
            with self.block('except%s %s as e%d:' % ('*' if groups else '', kinds[0] if len(kinds) == 1 else '(%s)' % ', '.join(kinds), mark)):
                self.w('print("caught", repr(e%d), repr(e%d.__context__))' % (mark, mark))
                self.w(self.pick('pass', 'raise', 'raise Own(%d) from e%d' % (mark, mark), 'raise KeyError(%d)' % mark, 'raise Own(1) from None', 'n += 1', 'pass'))
                if self.chance(.5):
                    self.flow(depth - 1, None if groups else loop, generator, star or groups)
        if handlers and self.chance(.3):
            with self.block('else:'):
                self.flow(depth - 1, loop, generator, star)
        if not handlers or self.chance(.4):
            with self.block('finally:'):
                self.w('print("finally", %d, n)' % mark)
                if self.chance(.4):
                    self.flow(0, loop, generator, star)

    def function(self):
        f = self.name('f')
        with self.block('def %s(n):' % f):
            self.flow(3, None, False)
            self.w('return "end"')
        for n in range(3):
            self.w('show("%s %d", %s, %d)' % (f, n, f, n))

    def generator(self):
        sub, g = self.name('sub'), self.name('g')
        with self.block('def %s(n, k):' % sub):
            with self.block('try:'):
                with self.block('while k:'):
                    self.w('k -= 1')
                    self.w('n += (yield (n, k)) or 0')
                self.w('return n')
            if self.chance(.5):
                with self.block('except %s as e:' % self.pick(*KINDS)):
                    self.w(self.pick('yield repr(e)', 'return repr(e)', 'raise Own(k) from e'))
            with self.block('finally:'):
                self.w('print("sub ends", k)')
        with self.block('def %s(n):' % g):
            self.w('sub = %s' % sub)
            self.flow(3, None, True)
            self.w('yield "last"')
        it = self.name('it')
        self.w('%s = %s(%d)' % (it, g, self.r.randint(0, 2)))
        for _ in range(self.r.randint(3, 8)):
            step = self.pick('next({0})', 'next({0})', '{0}.send(None)', '{0}.send(2)', '{0}.throw(%s)' % self.exception(), '{0}.close()', 'next({0}, "default")').format(it)
            self.w('show(%r, lambda: %s)' % (step, step))
        self.w('show("rest", lambda: list(itertools.islice(%s, 6)))' % it)
        self.w('%s.close() if %d else None' % (it, self.r.randint(0, 1)))

    # Closures, decorators, arguments

    def closures(self):
        f = self.name('c')
        with self.block('def %s(a, *rest, b=%s, **more):' % (f, self.atom())):
            self.w('log = []')
            with self.block('def add(x, /, y=a, *, z=b):'):
                self.w('nonlocal a')
                self.w('a = (x, y)')
                self.w('log.append((x, y, z))')
                self.w('return lambda q=x: (q, a, len(log), rest, sorted(more))')
            with self.block('class Inner:'):
                self.w('a = "class"')
                self.w('seen = [a for _ in (1,)]')
                with self.block('def m(self):'):
                    self.w('return a, __class__.__name__, self.seen')
            self.w('return add, Inner, [lambda: (i, a) for i in range(2)]')
        call = ', '.join(self.some(self.atom, 0, 3) + self.pick([], ['b=1'], ['zz=2'], ['*[1, 2]'], ['**{"b": 3, "q": 4}'], ['a=1']))
        with self.block('def use%s():' % f):
            self.w('add, Inner, fs = %s(%s)' % (f, call))
            for _ in range(3):
                self.w('show("add", lambda: add(%s)())' % ', '.join(self.some(self.atom, 0, 3) + self.pick([], ['z=1'], ['x=2'], ['y=2'])))
            self.w('return Inner().m(), [f() for f in fs], add.__defaults__, add.__kwdefaults__, add.__closure__ is not None')
        self.w('show("%s", use%s)' % (f, f))

    # Classes

    def classes(self):
        names = []
        for _ in range(self.r.randint(2, 4)):
            c = self.name('C')
            bases = self.r.sample(names, min(len(names), self.r.randint(0, 2))) if names else []
            with self.block('class %s(%s):' % (c, ', '.join(bases))):
                self.w('tag = %r' % c)
                with self.block('def who(self, *args):'):
                    self.w(self.pick('return [%r] + (super().who(*args) if hasattr(super(), "who") else [])' % c, 'return [self.tag, args]'))
                for special in self.r.sample(['__add__', '__radd__', '__eq__', '__lt__', '__len__', '__getitem__', '__contains__', '__call__', '__bool__', '__iter__',
                                              '__getattr__', '__hash__', '__repr__', '__format__', '__index__', '__enter__', '__set_name__', '__iadd__', '__mul__', '__rmul__',
                                              '__setattr__', '__delattr__', '__missing__', '__neg__', '__reversed__', '__init_subclass__'], self.r.randint(2, 6)):
                    self.special(special, c)
                if self.chance(.4):
                    self.w('@property')
                    self.w('def p(self): return self.tag * 2')
                    if self.chance(.5):
                        self.w('@p.setter')
                        self.w('def p(self, v): print("set p", v)')
                if self.chance(.3):
                    self.w('@classmethod')
                    self.w('def make(cls, *a): return cls.__name__, a')
                    self.w('@staticmethod')
                    self.w('def free(*a): return a')
                if self.chance(.2):
                    self.w('__slots__ = ("s", "t")')
            names.append(c)
            self.w('print([k.__name__ for k in %s.__mro__])' % c)
        for c in names:
            self.uses(c)

    def special(self, name, c):
        fail = 'raise ' + self.exception()
        body = {'__eq__': self.pick('return isinstance(o, %s)' % c, 'return NotImplemented', fail), '__lt__': self.pick('return True', 'return NotImplemented', 'return 0'),
                '__len__': self.pick('return 3', 'return 0', 'return -1', 'return "x"'), '__getitem__': self.pick('return o', 'raise IndexError(o)', 'return [1, 2, 3][o]'),
                '__contains__': self.pick('return o == 1', 'return None', fail), '__call__': 'return ("called", a, k)', '__bool__': self.pick('return False', 'return True', 'return 1'),
                '__iter__': self.pick('return iter([1, 2])', 'yield from "ab"', 'return 5'), '__getattr__': self.pick('raise AttributeError(o)', 'return "attr " + o'),
                '__hash__': self.pick('return 7', 'return "x"'), '__repr__': self.pick('return %r' % ('<%s>' % c), 'return 3'), '__format__': self.pick('return "f:" + o', 'return 3'),
                '__index__': self.pick('return 1', 'return "1"'), '__enter__': 'return 1', '__set_name__': 'print("named", n)', '__iadd__': self.pick('return NotImplemented', 'return ("iadd", o)'),
                '__setattr__': self.pick('object.__setattr__(self, n, o)', 'print("setting", n); super().__setattr__(n, o)', fail), '__delattr__': 'print("deleting", o); object.__delattr__(self, o)',
                '__neg__': self.pick('return "neg"', fail), '__reversed__': 'return "reversed"', '__init_subclass__': 'print("subclass", cls.__name__); super().__init_subclass__(**k)',
                }.get(name, self.pick('return (%r, o)' % name, 'return NotImplemented', fail))
        parameters = {'__len__': 'self', '__bool__': 'self', '__iter__': 'self', '__hash__': 'self', '__repr__': 'self', '__index__': 'self', '__enter__': 'self', '__call__': 'self, *a, **k',
                      '__set_name__': 'self, owner, n', '__setattr__': 'self, n, o', '__neg__': 'self', '__reversed__': 'self', '__init_subclass__': 'cls, **k'}.get(name, 'self, o')
        self.w('def %s(%s): %s' % (name, parameters, body))

    def uses(self, c):
        x = self.name('x')
        self.w('%s = %s()' % (x, c))
        other = self.pick(x, '1', '"s"', '[]', 'None', '%s()' % c)
        everything = ['{0} + {1}', '{1} + {0}', '{0} * 2', '2 * {0}', '{0} == {1}', '{0} != {1}', '{0} < {1}', '{1} < {0}', 'len({0})', '{0}[1]', '{0}["k"]', '{0}[0:2]', '1 in {0}', '{0}(1, k=2)',
                      'bool({0})', 'list({0})', '[*{0}]', '{0}.missing', 'hash({0}) == 7', 'f"{{{0}:>3}}" and 1', 'format({0}, "x") and 1', '[5, 6, 7][{0}]', 'range({0})', '{0}.who(1)', '{0}.p',
                      'setattr({0}, "p", 1)', 'setattr({0}, "z", 1) or {0}.z', 'delattr({0}, "z")', '-{0}', 'reversed({0}) and 1', '{0}.make(1)', '{0}.free(1)', 'sorted([{0}, {0}]) and 1',
                      'max({0}, {1}) and 1', '{{{0}: 1}} and 1', '{0} in [{1}]', 'sum([{0}], {1})', 'isinstance({0}, %s)' % c, 'hasattr({0}, "p")', 'getattr({0}, "q", "d")', 'dict([({0}, 1)]) and 1',
                      '{0} and 1', 'not {0}', 'zip({0}, [1]).__next__()', 'next(iter({0}))', 'tuple(map(str, [1])) + ({0} is {1},)', 'vars({0})', 'type({0}).__name__', '%s.who({0})' % c]
        for template in self.r.sample(everything, 12):
            text = template.format(x, other)
            self.w('show(%r, lambda: %s)' % (text, text))

    # Patterns, comprehensions, formats, slices

    def pattern(self, depth, names):
        kind = self.r.randrange(11 if depth else 4)
        inner = lambda: self.pattern(depth - 1, names)
        if kind == 0:
            return self.pick('0', '1', '-1', '"a"', '"bc"', 'None', 'True', '2.0')
        if kind in (1, 2):
            name = self.name('m')
            names.append(name)
            return name
        if kind == 3:
            return '_'
        if kind in (4, 5):
            items = self.some(inner, 0, 3)
            if self.chance(.4):
                name = self.name('m')
                names.append(name)
                items.insert(self.r.randint(0, len(items)), '*' + self.pick(name, '_'))
                if items[-1] == '*_' or '*_' in items:
                    names.remove(name)
            return '[%s]' % ', '.join(items)
        if kind == 6:
            return '{%s}' % ', '.join('%s: %s' % (k, inner()) for k in self.r.sample(['"a"', '1', '"bc"', 'None'], self.r.randint(0, 2)))
        if kind == 7:
            return self.pick('int()', 'str()', 'float()', 'bool()', 'list()', 'dict()', 'tuple()', 'Pair()', 'range()')
        if kind == 8:
            return 'Pair(%s)' % ', '.join([inner(), inner()][:self.r.randint(0, 2)])
        if kind == 9:
            return '%s(%s)' % (self.pick('int', 'str', 'list'), inner())
        return '(%s | %s)' % (self.pick('0', '"a"', 'int()', 'None'), self.pick('1', 'str()', 'list()', '[]'))

    def patterns(self):
        f = self.name('match')
        self.w('@dataclasses.dataclass')
        with self.block('class Pair:'):
            self.w('x: int')
            self.w('y: object = None')
        with self.block('def %s(v):' % f):
            with self.block('match v:'):
                for i in range(self.r.randint(2, 5)):
                    names = []
                    text = self.pattern(3, names)
                    if text.isidentifier() and text not in ('None', 'True'):
                        text = '[%s]' % text
                    guard = ' if %s' % self.pick('v', 'not v', 'len(v) > 1', 'v != 1') if self.chance(.2) else ''
                    with self.block('case %s%s:' % (text, guard)):
                        self.w('return %d, %s' % (i, ', '.join(names) or '()'))
            self.w('return "none"')
        for v in self.some(lambda: self.pick(self.value(3), 'Pair(1, %s)' % self.value(1), 'Pair(%s)' % self.atom()), 5, 9):
            self.w('show(%r, %s, %s)' % (f + ' ' + v, f, v))

    def comprehension(self, depth):
        if depth == 0:
            return self.pick('x', 'x * 2', 'i', '(i, x)', 'x if i else i', 'str(x)', 'len(str(x))', 'x + 1')
        source = self.pick('range(3)', '"abc"', '[1, 2, 3]', '(0, 1)', 'range(i)' if depth < 2 else 'range(2)')
        name = self.pick('i', 'x')
        condition = self.pick('', '', ' if %s' % name, ' if not %s' % name, ' if (y := %s) != 1' % name)
        body = self.comprehension(depth - 1)
        kind = self.pick('[%s]', '{%s}', '{0: %s}', 'tuple(%s)', 'list(%s)', 'sorted(%s, key=repr)', 'sum((1 for z in (%s)), 0)')
        if kind.startswith('{'):
            body = 'repr(%s)' % body
        if kind == 'sum((1 for z in (%s)), 0)':
            return 'sum(1 for z in [%s for %s in %s%s])' % (body, name, source, condition)
        if kind == '{%s}':
            return 'sorted({%s for %s in %s%s})' % (body, name, source, condition)
        if kind == 'sorted(%s, key=repr)':
            return 'sorted((%s for %s in %s%s), key=repr)' % (body, name, source, condition)
        return kind % ('%s for %s in %s%s' % (body, name, source, condition))

    def comprehensions(self):
        for _ in range(self.r.randint(3, 6)):
            f = self.name('comp')
            with self.block('def %s(i, x):' % f):
                self.w('return %s' % self.comprehension(self.r.randint(1, 3)))
            self.w('show("%s", %s, %d, %s)' % (f, f, self.r.randint(0, 2), self.atom()))

    def spec(self):
        return (self.pick('', '', '*<', '.^', '=>', '<', '>', '^', '=') + self.pick('', '+', ' ', '-') + self.pick('', '', '#') + self.pick('', '', '0')
                + self.pick('', '4', '9', '12') + self.pick('', '', ',', '_') + self.pick('', '', '.0', '.2', '.5') + self.pick('', '', 'd', 'x', 'b', 'o', 'e', 'f', 'g', 's', 'c', 'n', '%', 'G', 'X', 'q'))

    def formats(self):
        for _ in range(self.r.randint(6, 12)):
            v, spec = self.pick('0', '7', '-12345', '1234567', '0.5', '-2.75', '1e10', '123456.789', '"text"', 'True', 'None', '[1]', '97', '10**20', 'float("inf")', '-0.0'), self.spec()
            self.w(self.pick('show("%s %s", lambda: format(%s, "%s"))', 'show("%s %s", lambda: "{:%4$s}".format(%s))' if False else 'show("%s %s", lambda: format(%s, "%s"))') % (v.replace('"', "'"), spec, v, spec))
            percent = '%' + self.pick('', '-', '0', '+', ' ', '#') + self.pick('', '3', '8') + self.pick('', '.0', '.3') + self.pick('d', 's', 'r', 'x', 'f', 'e', 'g', 'c', 'i', 'o', 'a', '%', 'X')
            self.w('show("%%%s %s", lambda: %r %% (%s,))' % (percent.replace('"', ''), v.replace('"', "'"), '<' + percent + '>', v))
            self.w('show("f", lambda: f"{%s!%s:%s}|{%s=}")' % (v.replace('"', "'"), self.pick('r', 's', 'a'), self.pick('', '>9', '^12', '.3', '*<8'), v.replace('"', "'")))

    def slices(self):
        for _ in range(self.r.randint(3, 6)):
            l = self.name('l')
            self.w('%s = %s' % (l, self.pick('list(range(6))', '[1, 2]', 'list("abcdef")', '[]', 'bytearray(b"hello")')))
            for _ in range(self.r.randint(2, 4)):
                bound = lambda: self.pick('', '', '0', '1', '2', '-1', '-2', '5', '9', '-9', 'None', 'True')
                s = bound() + ':' + bound() + self.pick('', '', ':' + self.pick('1', '2', '-1', '-2', '3', '0', ''))
                value = self.pick('[7, 8]', '"xy"', '[]', '(9,)', 'range(3)', '5', l, l + '[::-1]', 'b"zz"', '{1: 2}')
                statement = self.pick('%s[%s] = %s' % (l, s, value), 'del %s[%s]' % (l, s), '%s[%s] += %s' % (l, s, value), '%s[%s] *= 2' % (l, s), '%s[%s] = 1' % (l, self.pick('0', '-1', '9', '"k"')))
                with self.block('try:'):
                    self.w(statement)
                with self.block('except Exception as e:'):
                    self.w('print(type(e).__name__, e)')
                self.w('print(%s)' % l)
                self.w('show("get", lambda: %s[%s])' % (l, s))
            self.w('show("unpack", lambda: [(a, b, c) for a, *b, c in [%s]])' % l)

    def make(self):
        parts = [self.function, self.generator, self.closures, self.classes, self.patterns, self.comprehensions, self.formats, self.slices]
        for part in self.r.sample(parts, 3):
            part()
        if self.chance(.3):
            self.w('raise ' + self.exception())
        return PRELUDE + '\n'.join(self.lines) + '\n'


def source(seed):
    """The program of a seed: the first of its row that is one."""
    attempt = 0
    while True:
        text = Maker('%s.%d' % (seed, attempt)).make()
        try:
            compile(text, 'program.py', 'exec')
            return text
        except SyntaxError:  # patterns that bind a name twice, or make the others unreachable
            attempt += 1


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
