class Base:
    def __del__(self):
        print('Base', type(self).__name__)


class Derived(Base):
    def __del__(self):
        print('Derived')
        super().__del__()


class L(list):
    def __del__(self):
        print('L', len(self))


class E(Exception):
    def __del__(self):
        print('E', self.args)


class Plain(Derived):
    pass


Base()
Derived()
Plain()
x = L([1, 2])
x.append(Base())
del x
try:
    raise E(1)
except E as e:
    print('caught')
print('end')
