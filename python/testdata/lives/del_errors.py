class C:
    def __del__(self):
        raise ValueError('in __del__')


class D:
    def __init__(self):
        raise KeyError('in __init__')

    def __del__(self):
        print('D del')


C()
print('goes on')
try:
    D()
except KeyError as e:
    print('KeyError', e)
print('end')
