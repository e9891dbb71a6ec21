class Resource:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        print('enter', self.n)
        return self

    def __exit__(self, *exc):
        print('exit', self.n)

    def __del__(self):
        print('del', self.n)


with Resource(1):
    print('body')
print('after')
with Resource(2) as r:
    print('body', r.n)
print('still named')
del r
try:
    with Resource(3):
        raise ValueError
except ValueError:
    print('caught')
print('end')
