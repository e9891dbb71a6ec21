class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


def f():
    b = C('b')
    a = C('a')
    c = [C('c1'), C('c2')]
    d = {'x': C('dx'), 'y': C('dy')}
    e = (C('e1'), C('e2'))


f()


class Holder:
    pass


h = Holder()
h.z, h.y, h.x = C('z'), C('y'), C('x')
h.y = C('y2')
h = None
