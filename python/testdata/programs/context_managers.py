import contextlib, sys
@contextlib.contextmanager
def cm(n, swallow=False):
    print('enter', n)
    try: yield n
    except Exception as e:
        print('exc', n, type(e).__name__, e)
        if not swallow: raise
    finally: print('exit', n)
with cm(1) as a, cm(2, True) as b:
    print(a, b); raise ValueError('in')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('outer', e)
with contextlib.suppress(ZeroDivisionError, KeyError): 1 / 0
with contextlib.ExitStack() as st:
    for k in range(3): st.enter_context(cm('s%d' % k))
    st.callback(lambda *a: print('cb', a), 1, 2)
    st.push(lambda t, v, tb: print('push', t) or True)
    raise RuntimeError('stack')
class C:
    def __enter__(self): print('E'); return self
    def __exit__(self, t, v, tb): print('X', t and t.__name__, v); return t is ValueError
with C() as c: raise ValueError(1)
with C(): pass
try:
    with C(): raise TypeError('t')
except TypeError as e: print('T', e)
with contextlib.closing(type('Q', (), {'close': lambda s: print('closed')})()) as q: print('in closing')
with contextlib.nullcontext(5) as n: print(n)
@cm('deco')
def f(): print('f body'); return 3
print(f())
class CD(contextlib.ContextDecorator):
    def __enter__(self): print('cd+'); return self
    def __exit__(self, *e): print('cd-'); return False
@CD()
def h(): print('h')
h()
import io
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print('hidden')
print(repr(buf.getvalue()))
try:
    with 5: pass
except TypeError as e: print(e)
@contextlib.contextmanager
def noyield():
    if False: yield
try:
    with noyield(): pass
except RuntimeError as e: print(e)
@contextlib.contextmanager
def twoyield():
    yield 1
    yield 2
try:
    with twoyield(): pass
except RuntimeError as e: print(e)
with (cm('p1') as x, cm('p2') as y,): print(x, y)
def gen():
    with cm('ing') : yield 1; yield 2
for v in gen(): print(v); break
