def g():
    try:
        x = yield 1
        print('got', x)
        y = yield 2
        return (x, y)
    except ValueError as e:
        print('caught', e); yield 'recovered'
    finally: print('cleanup')
it = g(); print(next(it), it.send('a'))
try: it.send('b')
except StopIteration as e: print('ret', e.value)
it = g(); next(it); print(it.throw(ValueError('boom'))); it.close()
it = g(); next(it); it.close(); print(list(it))
def outer():
    r = yield from g()
    print('r', r)
    yield from [10, 20]
    return 'done'
o = outer(); print(next(o), o.send(5))
try:
    while True: print(o.send('z') if False else next(o))
except StopIteration as e: print(e.value)
def bad():
    yield 1
    raise StopIteration(3)
try: list(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
def ign():
    try: yield
    except GeneratorExit: yield 2
i = ign(); next(i)
try: i.close()
except RuntimeError as e: print(e)
gg = (x * x for x in range(4)); print(next(gg), sum(gg), next(gg, 'end'))
def rec(n):
    if n: yield n; yield from rec(n - 1)
print(list(rec(5)))
i = g()
try: i.send(3)
except TypeError as e: print(e)
def selfrun():
    yield next(me)
me = selfrun()
try: next(me)
except ValueError as e: print(e)
import types
