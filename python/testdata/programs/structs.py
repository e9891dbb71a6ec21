# Numbers as bytes.
import struct


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


print(struct.pack('>I', 1), struct.pack('<hHbB', -2, 65535, -1, 255), struct.pack('!HH', 80, 443), struct.pack('ii', 1, 2))
print(struct.unpack('>I', b'\0\0\1\0'), struct.unpack('<q', b'\xff' * 8), struct.unpack('!4sH', b'abcd\0\x50'))
print(struct.calcsize('bi'), struct.calcsize('<bi'), struct.calcsize('ib'), struct.calcsize('@qbh'), struct.calcsize('3x4s?'), struct.calcsize('ll'), struct.calcsize('=ll'))
print(struct.pack('3sxc5s?', b'abcdef', b'x', b'ab', True), struct.pack('4p', b'abcdef'), struct.unpack('4p', b'\2abc'))
print(struct.pack('>d', 3.5), struct.pack('<f', 0.1), struct.unpack('<f', struct.pack('<f', 0.1)), struct.unpack('>d', b'\x40\x0c' + bytes(6)))
print(struct.pack('bi', 1, 2), struct.pack('2i', 3, 4), struct.pack(' < h h ', 1, 2), struct.pack('0i'), struct.pack(b'<H', 5))
s = struct.Struct('<HI')
print(s.size, s.format, s.pack(1, 2), s.unpack(b'\1\0\2\0\0\0'), list(s.iter_unpack(bytes(12))))
room = bytearray(10)
struct.pack_into('>H', room, 2, 0x1234)
s.pack_into(room, 4, 5, 6)
print(room, struct.unpack_from('>H', room, 2), s.unpack_from(room, 4), list(struct.iter_unpack('<H', b'\1\0\2\0')))
for call in (lambda: struct.pack('B', 256), lambda: struct.pack('b', -129), lambda: struct.pack('I', -1), lambda: struct.pack('h', 40000), lambda: struct.pack('H', -1),
             lambda: struct.pack('i', 'x'), lambda: struct.pack('i', 1.5), lambda: struct.pack('ii', 1), lambda: struct.pack('y', 1), lambda: struct.pack('4', 1),
             lambda: struct.unpack('I', b'abc'), lambda: struct.pack('s', 'x'), lambda: struct.pack('c', b'ab'), lambda: struct.pack('d', 'x'),
             lambda: struct.unpack('i', 'abcd'), lambda: struct.pack('<f', 1e300), lambda: struct.unpack_from('I', b'abc'), lambda: struct.pack_into('I', bytearray(3), 0, 1),
             lambda: list(struct.iter_unpack('H', b'abc')), lambda: struct.pack('<n', 1), lambda: struct.pack(5)):
    attempt(call)
header = struct.pack('!I', 5) + b'hello'
n, = struct.unpack('!I', header[:4])
print(header[4:4 + n])
