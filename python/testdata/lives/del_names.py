class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


a = C(1)
b = a
del a
print('one name left')
del b
print('none left')
a = C(2)
a = C(3)
print('rebound')
a = a
a, b = 1, a
print('moved')
b = None
C(4)
print('expression')
x = C(5) and 6
print(x)
print(C(7).n + 1)
for i in range(2):
    t = C(10 + i)
print('after the loop')
del t
x = C(20) if True else None
x, y = C(21), C(22)
x, y = y, x
print('swapped')
x = y = None
