import sys


def inner(x):
    return sys.getrefcount(x)


def outer(x):
    return inner(x)


def variable(*args, **kwargs):
    return sys.getrefcount(args[0]) if args else sys.getrefcount(kwargs['k'])


a = object()
print(inner(a), outer(a), (lambda v: sys.getrefcount(v))(a))
print(inner(x=a), variable(a), variable(k=a), inner(*[a]))
