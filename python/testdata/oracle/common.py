"""What the programs of both oracles have in common: bodies, exceptions, values and events."""

from greenlet import GreenletExit, error


class ErrA(Exception): pass


class ErrB(ErrA): pass


class ErrC(Exception): pass


class BaseErr(BaseException): pass


class ExitSub(GreenletExit): pass


classes = {c.__name__: c for c in (
    ErrA, ErrB, ErrC, BaseErr, ExitSub, GreenletExit, error, AttributeError, TypeError, ValueError, RuntimeError, Exception, BaseException)}


def json(value):
    """The value as JSON."""
    if value is None:
        return 'null'
    if value is True:
        return 'true'
    if value is False:
        return 'false'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"%s"' % value.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t')
    if isinstance(value, list):
        return '[%s]' % ','.join(json(v) for v in value)
    return '{%s}' % ','.join('%s:%s' % (json(k), json(v)) for k, v in value.items())


def emit(ev, **fields):
    print(json({'ev': ev, **fields}))


def described(exc):
    """An exception as events have it."""
    name = type(exc).__name__
    if name == 'Timeout':
        return {'t': name, 'ms': round(exc.seconds * 1000)}
    if name in ('Empty', 'Full', 'LoopExit'):
        return {'t': name, 'a': ['This operation would block forever'] if name == 'LoopExit' else []}
    return {'t': name, 'a': [shown(a) for a in exc.args]}


def shown(value):
    """A value as events have it."""
    if isinstance(value, tuple):
        return {'$': 'tuple', 'v': [shown(v) for v in value]}
    if isinstance(value, dict):
        return {'$': 'dict', 'v': {k: shown(v) for k, v in value.items()}}
    if isinstance(value, list):
        return [shown(v) for v in value]
    if isinstance(value, BaseException):
        return {'$': 'exc', **described(value)}
    return value


def made(exc):
    return classes[exc['t']](*exc['a'])


class Returned(BaseException):
    """How a return leaves the ops of a body."""


class Body:
    """One body that is carried out: main, or a greenlet's."""

    def __init__(self, g, ops):
        self.g, self.ops, self.last, self.result = g, ops, None, None

    def log(self, ev, pc, **fields):
        emit(ev, g=self.g, pc=pc, **fields)

    def literal(self, v):
        if isinstance(v, dict):
            return self.last if v['$'] == 'last' else tuple([self.literal(x) for x in v['v']])
        return v

    def literals(self, op):
        return [self.literal(v) for v in op.get('args', [])], {k: self.literal(v) for k, v in (op.get('kw') or {}).items()}

    def main(self):
        for i, op in enumerate(self.ops):
            try:
                self.step(op, str(i))
            except BaseException as e:
                self.log('main_exc', str(i), exc=described(e))

    def run(self):
        """Carries out the ops of a greenlet, and returns its result."""
        try:
            self.steps(self.ops, '')
        except Returned:
            pass
        return self.result

    def steps(self, ops, prefix):
        for i, op in enumerate(ops):
            self.step(op, prefix + str(i))

    def step(self, op, pc):
        getattr(self, 'op_' + op['op'])(op, pc)

    def op_log(self, op, pc):
        self.log('log', pc, v=shown(self.literal(op['v'])))

    def op_return(self, op, pc):
        self.result = self.literal(op['v'])
        raise Returned

    def op_raise(self, op, pc):
        self.log('raise', pc, exc=op['exc'])
        raise made(op['exc'])

    def op_loop(self, op, pc):
        for i in range(op['n']):
            self.steps(op['body'], '%s.l%d.' % (pc, i))

    def op_try(self, op, pc):
        try:
            try:
                self.steps(op['body'], pc + '.b')
            except tuple(classes[n] for n in op.get('catch') or []) as e:
                if isinstance(e, Returned):
                    raise
                self.log('caught', pc, exc=described(e))
                self.steps(op.get('handler') or [], pc + '.h')
        finally:
            if op.get('fin'):
                self.log('fin', pc)
                self.steps(op['fin'], pc + '.f')
