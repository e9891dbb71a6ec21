import weakref


class C:
    pass


c = C()
f = weakref.finalize(c, print, 'finalized', 1, sep='-')
print(f.alive, f.peek()[1] is print)
del c
print(f.alive, f(), f.peek())
c = C()
f = weakref.finalize(c, print, 'called by hand')
f()
del c
c = C()
f = weakref.finalize(c, print, 'never')
print(f.detach()[0] is c, f.alive)
del c
x, y, z = C(), C(), C()
weakref.finalize(x, print, 'at exit', 'x')
weakref.finalize(y, print, 'at exit', 'y')
weakref.finalize(z, print, 'at exit', 'z').atexit = False
print('end')
