"""Carries out a program of the recorded gevent oracle, which module case holds, and prints its events."""

import gevent
from gevent import getcurrent, get_hub
from gevent.event import AsyncResult, Event
from gevent.exceptions import LoopExit
from gevent.lock import BoundedSemaphore, Semaphore
from gevent.queue import Empty, Full, JoinableQueue
from common import Body, classes, described, emit, made, shown
from case import program

classes.update(Timeout=gevent.Timeout, Empty=Empty, Full=Full, LoopExit=LoopExit)
events = [Event() for _ in range(program.get('events', 0))]
results = [AsyncResult() for _ in range(program.get('results', 0))]
semaphores = [Semaphore(n) if n >= 0 else BoundedSemaphore(-n) for n in program.get('sems', [])]
queues = [JoinableQueue(n) for n in program.get('queues', [])]
table = {}
started = set()
hub = get_hub()


def number(g):
    for id, other in table.items():
        if other is g:
            return id


class Hub(type(hub)):
    """The hub, which says of which greenlet an exception is printed."""

    def handle_error(self, context, type, value, tb):
        if not issubclass(type, self.NOT_ERROR):
            emit('hub_error', of=number(context), exc=described(value))


hub.__class__ = Hub


def seconds(op, name='timeout'):
    return None if op.get(name) is None else op[name] / 1000


def state(id):
    g = table[id]
    exc = g.exception
    return {'started': g.started, 'ready': g.ready(), 'successful': g.successful(), 'dead': g.dead,
            'value': shown(g.value), 'exc': None if exc is None else described(exc)}


class GeventBody(Body):
    def wrapper(self):
        started.add(self.g)
        emit('run', g=self.g)
        try:
            result = self.run()
        except BaseException as e:
            emit('die', g=self.g, exc=described(e))
            raise
        emit('return', g=self.g, v=shown(result))
        return result

    def do(self, op, pc, call, *args, keep=False, show=shown, **kw):
        self.log('do', pc, op=op['op'])
        try:
            r = call(*args, **kw)
        except BaseException as e:
            self.log('exc', pc, exc=described(e))
            raise
        if keep:
            self.last = r
        self.log('done', pc, r=show(r))

    def other(self, op, pc):
        """The greenlet that an op names, if it can be waited for."""
        g = table.get(op['g'])
        if g is None or g is getcurrent():
            self.log('skip', pc)
            return None
        return g

    def op_spawn(self, op, pc):
        id = op['g']
        if id in table:
            return self.log('skip', pc)
        self.log('do', pc, op='spawn')
        body = GeventBody(id, program['greenlets'][str(id)]['body'])
        if op.get('later') is None:
            table[id] = gevent.spawn(body.wrapper)
        else:
            table[id] = gevent.spawn_later(seconds(op, 'later'), body.wrapper)

    def op_sleep(self, op, pc):
        self.do(op, pc, gevent.sleep, op['ms'] / 1000)

    def op_event_set(self, op, pc):
        self.do(op, pc, lambda: events[op['e']].set() and None)

    def op_event_clear(self, op, pc):
        self.do(op, pc, events[op['e']].clear)

    def op_event_wait(self, op, pc):
        self.do(op, pc, events[op['e']].wait, seconds(op))

    def op_result_set(self, op, pc):
        self.do(op, pc, results[op['r']].set, self.literal(op['v']))

    def op_result_get(self, op, pc):
        self.do(op, pc, results[op['r']].get, timeout=seconds(op), keep=True)

    def op_acquire(self, op, pc):
        self.do(op, pc, semaphores[op['s']].acquire, blocking=not op.get('nb'), timeout=seconds(op))

    def op_release(self, op, pc):
        self.do(op, pc, semaphores[op['s']].release)

    def op_put(self, op, pc):
        self.do(op, pc, queues[op['q']].put, self.literal(op['v']), block=not op.get('nb'), timeout=seconds(op))

    def op_get_q(self, op, pc):
        self.do(op, pc, queues[op['q']].get, block=not op.get('nb'), timeout=seconds(op), keep=True)

    def op_task_done(self, op, pc):
        self.do(op, pc, queues[op['q']].task_done)

    def op_join_q(self, op, pc):
        self.do(op, pc, queues[op['q']].join, timeout=seconds(op))

    def op_join(self, op, pc):
        g = self.other(op, pc)
        if g is not None:
            self.do(op, pc, lambda: [g.join(seconds(op)), g.ready()][1])

    def op_get(self, op, pc):
        g = self.other(op, pc)
        if g is not None:
            self.do(op, pc, g.get, timeout=seconds(op), keep=True)

    def op_joinall(self, op, pc):
        gs = [table[id] for id in op['gs'] if id in table and table[id] is not getcurrent()]
        self.do(op, pc, lambda: [number(g) for g in gevent.joinall(gs, timeout=seconds(op), count=op.get('count'))])

    def op_kill(self, op, pc):
        g = table.get(op['g'])
        if g is None:
            return self.log('skip', pc)
        exc = made(op['exc']) if op.get('exc') else gevent.GreenletExit
        self.do(op, pc, g.kill, exc, block=op['block'])

    def op_link(self, op, pc):
        g = table.get(op['g'])
        if g is None:
            return self.log('skip', pc)
        self.log('do', pc, op='link')
        link = g.rawlink if op['raw'] else g.link
        link(lambda source: emit('link', of=op['g'], by=self.g, pc=pc, hub=getcurrent() is hub))

    def op_state(self, op, pc):
        if op['g'] not in table:
            return self.log('skip', pc)
        self.do(op, pc, state, op['g'], show=lambda r: r)

    def op_timeout(self, op, pc):
        with gevent.Timeout(op['ms'] / 1000, False if op['silent'] else None):
            self.steps(op['body'], pc + '.b')
        self.log('timeout_end', pc)


GeventBody(0, program['main']).main()
emit('end', states={str(id): state(id) for id in sorted(table)})
