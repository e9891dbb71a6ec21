class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


def raises(n):
    c = C(n)
    raise ValueError(n)


try:
    raises(1)
except ValueError as e:
    print('caught', e)
print('after')
try:
    raises(2)
except ValueError:
    print('caught without a name')
print('after')
try:
    x = C(3)
    raise KeyError(x)
except KeyError as e:
    del x
    print('in the handler')
print('after')


def cleans():
    c = C(4)
    try:
        return c.n
    finally:
        print('finally')


cleans()


def passes():
    c = C(5)
    try:
        raises(6)
    finally:
        print('on the way')


try:
    passes()
except ValueError:
    print('handler')
print('end')
saved = None
try:
    raises(7)
except ValueError as e:
    saved = e
print('saved')
saved = None
print('let go')
