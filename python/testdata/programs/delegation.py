class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration('ret')
        return self.n
    def __getattr__(self, name):
        print('getattr', name)
        raise AttributeError(name)
def g():
    r = yield from It()
    print('r', r)
i = g()
print(next(i), i.send(None))
try: i.send(5)
except Exception as e: print(type(e).__name__, e)
i = g(); next(i)
try: i.throw(ValueError('x'))
except Exception as e: print(type(e).__name__, e)
i = g(); next(i); i.close()
class P:
    def __init__(self): self.i = iter([1, 2])
    def __iter__(self): return self
    def __next__(self): return next(self.i)
    def __getattr__(self, name):
        if name == 'send': return lambda v: ('sent', v)
        if name == 'throw': return lambda *a: ("thrown", len(a))
        if name == 'close': return lambda: print('closed')
        raise AttributeError(name)
def h(): yield from P()
j = h(); print(next(j), j.send(7), j.throw(KeyError)); j.close()
g1 = globals()
g1['late'] = 5
globals().update(later=6)
print(late, later, globals().setdefault('latest', 7), latest, globals().pop('late'))
try: late
except NameError as e: print(e)
def outer(): return f'{spam_and_eggs}'
spam_and_egg = 1
class Thing: colour = 'red'
try: Thing().color
except AttributeError as e: print(e, e.name)
for keepends in (True, 0, 1):
    print('a\nb\n'.splitlines(keepends), b'a\nb'.splitlines(keepends))
try: 'a'.splitlines('x')
except TypeError as e: print(e)
try: bytes('a', 5)
except TypeError as e: print(e)
for wrong in (lambda: int.real(5), lambda: object.__new__(5), lambda: list.__new__(int), lambda: type('X', 5, {}), lambda: 'a'.__getattribute__(5), lambda: ValueError.args('x')):
    try: wrong()
    except TypeError as e: print(e)
def f(): pass
for name in ('__name__', '__qualname__'):
    try: setattr(f, name, 5)
    except TypeError as e: print(e)
    try: delattr(f, name)
    except TypeError as e: print(e)
print(b'abcdef'.hex('-'), b'abcdef'.hex(':', 2), b'abcde'.hex(' ', -2), b'spam'.removeprefix(b's'), b'a\tb'.expandtabs(4), list[int], dict[str, list[int]], int | None)
outer()
