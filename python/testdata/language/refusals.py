# What errors say, and which classes they have.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Named(str):
    def __repr__(self):
        return 'named!'


class Endless:
    def __getitem__(self, i):
        return i


def delete(o, key):
    del o[key]


for o in None, 5, (1,), 'a', {1}, Endless():
    show(lambda: delete(o, 0))
show(lambda: delete(b'a', slice(0, 1)))
show(lambda: int(Named('zz')))
show(lambda: float(Named('zz')))
show(lambda: int(Named('zz'), 16))
show(lambda: reversed(Endless()))
show(lambda: bytearray(None))
show(lambda: bytes(2**100))
show(lambda: range(5)[2**100])
show(lambda: bytearray([256]))
show(lambda: b'abcabc'.translate(None, b'a'))
show(lambda: b'abc'.translate(bytes.maketrans(b'ab', b'xy')))
show(lambda: b'abc'.translate(b'x'))
show(lambda: '\udf35'.encode())
show(lambda: '\udf35x\udc80'.encode('utf-8', 'surrogateescape'))
show(lambda: 'a\udf35b'.encode('utf-8', 'backslashreplace'))
show(lambda: print('before', '\udf35'))
show(lambda: print(1, {}, 10**5000))
for k in range(5):
    keys = {1: 2, 3: 4}.keys()
    print(keys ^ {9, k}, keys | {9, k}, keys & {3, 9, k}, keys - {9, k})
print([OSError(n, 'x').__class__.__name__ for n in (1, 2, 3, 4, 5, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 114, 115)])
print(repr(OSError(2, 'x', 'f', None, 'g')), OSError(2, 'x', 'f', None, 'g'), OSError(2, 'x', 'f').filename, BlockingIOError(11, 'x', 5).args)
nested = []
for _ in range(100000):
    nested = [nested]
show(lambda: repr(nested))
