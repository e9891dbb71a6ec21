"""Carries out a program of the recorded greenlet oracle, which module case holds, and prints its events."""

from greenlet import greenlet, getcurrent, settrace, GreenletExit
from common import Body, classes, described, emit, made, shown
from case import program

table = {0: getcurrent()}
created = {0}
numbers = {getcurrent(): 0}
raising = []


def number(g):
    return numbers.get(g)


def tracer(kind, args):
    fields = {'kind': kind, 'from': number(args[0]), 'to': number(args[1])}
    if raising:
        fields['raises'] = True
    emit('trace', **fields)
    if raising:
        raising.clear()
        raise RuntimeError('tracer')


def state(g):
    try:
        run = g.run is not None
    except AttributeError:
        run = False
    parent = None if g.parent is None else number(g.parent)
    return {'dead': g.dead, 'active': bool(g), 'parent': parent, 'frame': g.gr_frame is not None, 'run': run}


def collapse(args, kw):
    if not kw:
        return args[0] if len(args) == 1 else tuple(args)
    return (tuple(args), kw) if args else kw


def create(id, parent):
    spec = program['greenlets'][str(id)]
    body = GreenletBody(id, spec['body'])
    args = () if spec.get('run') is False else (body.wrapper,)
    g = greenlet(*args) if parent is None else greenlet(*args, parent=table[parent])
    created.add(id)
    table[id] = g
    numbers[g] = id


class GreenletBody(Body):
    def wrapper(self, *args, **kw):
        emit('start', g=self.g, args=[shown(a) for a in args], kw={k: shown(v) for k, v in kw.items()})
        self.last = collapse(args, kw)
        try:
            result = self.run()
        except BaseException as e:
            emit('die', g=self.g, exc=described(e))
            raise
        emit('return', g=self.g, v=shown(result))
        return result

    def transfer(self, pc, call, *args, **kw):
        try:
            v = call(*args, **kw)
        except BaseException as e:
            self.log('exc', pc, exc=described(e))
            raise
        self.last = v
        self.log('got', pc, v=shown(v))

    def switch(self, target, op, pc):
        args, kw = self.literals(op)
        self.log('switch', pc, to=number(target), args=[shown(a) for a in args], kw={k: shown(v) for k, v in kw.items()})
        self.transfer(pc, target.switch, *args, **kw)

    def op_switch(self, op, pc):
        target = table.get(op['to'])
        if target is None:
            return self.log('skip', pc)
        self.switch(target, op, pc)

    def op_up(self, op, pc):
        parent = getcurrent().parent
        if parent is None:
            return self.log('skip', pc)
        self.switch(parent, op, pc)

    def op_throw(self, op, pc):
        target = table.get(op['to'])
        if target is None:
            return self.log('skip', pc)
        form, exc = op['form'], op.get('exc')
        self.log('throw', pc, to=op['to'], form=form, exc=exc)
        if form == 'none':
            args = ()
        elif form == 'class':
            args = (classes[exc['t']],)
        elif form == 'value':
            args = (classes[exc['t']], exc['a'][0])
        else:
            args = (made(exc),)
        self.transfer(pc, target.throw, *args)

    def op_setparent(self, op, pc):
        g, p = table.get(op['g']), table.get(op['p'])
        if g is None or p is None:
            return self.log('skip', pc)
        try:
            g.parent = p
        except BaseException as e:
            self.log('exc', pc, exc=described(e))
            raise
        self.log('setparent', pc, of=op['g'], p=op['p'])

    def op_state(self, op, pc):
        g = table.get(op['g'])
        if g is None:
            return self.log('skip', pc)
        self.log('state', pc, of=op['g'], **state(g))

    def op_cur(self, op, pc):
        me = getcurrent()
        self.log('cur', pc, id=number(me), parent=None if me.parent is None else number(me.parent))

    def op_new(self, op, pc):
        id, parent = op['g'], op.get('parent')
        if id in created or parent is not None and parent not in table:
            return self.log('skip', pc)
        create(id, parent)
        self.log('new', pc, of=id, parent=number(table[id].parent))

    def op_drop(self, op, pc):
        id = op['g']
        g = table.get(id)
        if g is None or g is getcurrent():
            return self.log('skip', pc)
        self.log('drop', pc, of=id)
        del table[id]
        if g:
            kill(g)
        self.log('dropped', pc, of=id)

    def op_settrace(self, op, pc):
        mode = op['mode']
        settrace(None if mode == 'off' else tracer)
        if mode == 'raise':
            raising.append(True)
        else:
            raising.clear()
        self.log('settrace', pc, mode=mode)


def kill(g):
    """What the library does when the last reference to a greenlet is gone."""
    old, g.parent = g.parent, getcurrent()
    try:
        g.throw(GreenletExit('Killing the greenlet because all references have vanished.'))
    except BaseException as e:
        emit('unraisable', exc=described(e))
    g.parent = old


for id, spec in program['greenlets'].items():
    if spec.get('create') is not False:
        create(int(id), spec.get('parent'))
settrace(tracer)
GreenletBody(0, program['main']).main()
settrace(None)
emit('end', states={str(id): state(g) for id, g in sorted(table.items())})
