class A:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


y = A('y')
x = A('x')
_z = A('z')
items = [A('l1'), A('l2')]
w = A('w')
w.c = A('wc')


class K:
    a = A('class')


def f(d=A('default')):
    pass


cycle = A('c1')
cycle.o = A('c2')
cycle.o.o = cycle
print('end')
