import sys, traceback
def a(): b()
def b():
    try: c()
    except KeyError as e: raise ValueError('from b') from e
def c(): {}['k']
try: a()
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__, repr(e.__context__)); traceback.print_exc(file=sys.stdout)
def d():
    try: 1 / 0
    except ZeroDivisionError: undefined_thing
try: d()
except NameError: traceback.print_exc(file=sys.stdout)
def e():
    try: int('x')
    except ValueError: raise RuntimeError('clean') from None
try: e()
except RuntimeError as ex: print(traceback.format_exc()); print(ex.__context__, ex.__cause__)
class MyErr(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
    def __str__(self): return f'[{self.code}] {self.args[0]}'
try: raise MyErr(5, 'hi')
except MyErr as ex: print(ex, repr(ex), ex.args, ex.code)
def fin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return 'ret'
        finally: print('fin', i)
print(fin())
def override():
    try: raise ValueError
    finally: return 'swallowed'
print(override())
try:
    try: raise ValueError('a')
    finally: raise KeyError('b')
except KeyError as ex: print(repr(ex), repr(ex.__context__))
ex = ValueError('note'); ex.add_note('n1'); ex.add_note('n2')
try: raise ex
except ValueError: traceback.print_exc(file=sys.stdout)
try: raise 5
except TypeError as t: print(t)
try: raise ValueError from 5
except TypeError as t: print(t)
try:
    try: raise OSError(2, 'No such file', 'x.txt')
    except FileNotFoundError as f: print(f, f.errno, f.filename, f.strerror); raise
except OSError as o: print(type(o))
try: assert 1 == 2, ('msg', 3)
except AssertionError as x: print(x.args)
try: raise SystemExit(3)
except SystemExit as s: print(s.code)
def nested():
    try:
        try: raise TypeError('inner')
        except TypeError: raise ValueError('mid')
    except ValueError: raise KeyError('out')
try: nested()
except KeyError: traceback.print_exc(file=sys.stdout)
print(sys.exc_info())
try: [].x
except AttributeError as q: print(q.name, q.obj)
try: import nope
except ModuleNotFoundError as q: print(q, q.name)
try: x = 1; x.y.z
except AttributeError as q: print(q)
def unb():
    print(loc); loc = 1
try: unb()
except UnboundLocalError as q: print(q)
try: (1, 2, 3)[1](4)
except TypeError as q: print(q)
try: a, b2 = 1, 2, 3
except ValueError as q: print(q)
try: a, *b2, c2 = [1]
except ValueError as q: print(q)
try: a, b2 = 5
except TypeError as q: print(q)
nested()
