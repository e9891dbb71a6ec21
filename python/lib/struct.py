"""Numbers as bytes, in the formats of C (Modules/_struct.c)."""

import sys as _sys
import _struct

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct', 'error']


class error(Exception):
    pass


# The size of each kind: native, and standard. None: it has none.
_sizes = {'x': (1, 1), 'c': (1, 1), 'b': (1, 1), 'B': (1, 1), '?': (1, 1), 'h': (2, 2), 'H': (2, 2), 'i': (4, 4), 'I': (4, 4), 'l': (8, 4),
          'L': (8, 4), 'q': (8, 8), 'Q': (8, 8), 'n': (8, None), 'N': (8, None), 'f': (4, 4), 'd': (8, 8), 's': (1, 1),
          'p': (1, 1), 'P': (8, None)}
_names = {'b': 'byte', 'B': 'ubyte', 'h': 'short', 'H': 'ushort'}
_cache = {}


def _parse(format):
    """The byte order, the items (kind, count, size, offset), and the size of the whole."""
    if isinstance(format, (bytes, bytearray)):
        format = format.decode('ascii')
    if not isinstance(format, str):
        raise TypeError("Struct() argument 1 must be a str or bytes object, not %s" % type(format).__name__)
    if format in _cache:
        return _cache[format]
    order, native, aligned, i = 'little', True, True, 0
    if format[:1] in ('@', '=', '<', '>', '!'):
        native = aligned = format[0] == '@'
        if format[0] in '>!':
            order = 'big'
        i = 1
    items, offset = [], 0
    while i < len(format):
        kind = format[i]
        i += 1
        if kind.isspace():
            continue
        count = None
        if '0' <= kind <= '9':
            count = 0
            while True:
                count = count * 10 + int(kind)
                if i == len(format):
                    raise error('repeat count given without format specifier')
                kind = format[i]
                i += 1
                if not '0' <= kind <= '9':
                    break
        size = _sizes.get(kind, (None, None))[0 if native else 1]
        if size is None:
            raise error('bad char in struct format')
        if aligned and kind not in 'xcbB?sp':
            offset = (offset + size - 1) // size * size
        n = 1 if count is None else count
        if kind in 'sp':
            items.append((kind, 1, n, offset))
            offset += n
        elif kind == 'x':
            offset += n
        else:
            if n:
                items.append((kind, n, size, offset))
            offset += n * size
    made = (order, items, offset)
    if len(_cache) >= 100:
        _cache.clear()
    _cache[format] = made
    return made


def _number_of(items):
    n = 0
    for item in items:
        n += item[1]
    return n


def _integer(kind, size, value, order):
    if not isinstance(value, int):
        index = getattr(type(value), '__index__', None)
        if index is None:
            raise error('required argument is not an integer')
        value = index(value)
    signed = kind in 'bhilqn'
    least, most = (-(1 << 8 * size - 1), (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
    if not least <= value <= most:
        if kind in 'bB':
            raise error('%s format requires %d <= number <= %d' % (_names[kind], least, most))
        if kind in 'hH' and _sys.version_info < (3, 12):
            raise error('%s format requires %s <= number <= %s' % (
                _names[kind], *(('(-0x7fff - 1)', '0x7fff') if kind == 'h' else ('0', '(0x7fff * 2 + 1)'))))
        if kind in 'hH':
            raise error("'%s' format requires %d <= number <= %d" % (kind, least, most))
        if kind in 'qQ' and size == 8:
            raise error('int too large to convert' if kind == 'q' or value > 0 else 'argument out of range')
        raise error("'%s' format requires %d <= number <= %d" % (kind, least, most))
    return value.to_bytes(size, order, signed=signed)


def _float(kind, value, order):
    if not isinstance(value, (int, float)):
        if not hasattr(type(value), '__float__'):
            raise error('required argument is not a float')
    value = float(value)
    if kind == 'd':
        data = _struct._pack_double(value)
    else:
        data = _struct._pack_float(value)
        if data is None:
            raise OverflowError('float too large to pack with %s format' % kind)
    return data if order == 'big' else data[::-1]


def _one(kind, size, value, order):
    if kind == 'c':
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error('char format requires a bytes object of length 1')
        return bytes(value)
    if kind in 'sp':
        if not isinstance(value, (bytes, bytearray)):
            raise error("argument for '%s' must be a bytes object" % kind)
        if kind == 's':
            return bytes(value[:size]) + bytes(size - min(len(value), size))
        n = min(len(value), max(size - 1, 0), 255)
        return (bytes([n]) + bytes(value[:n]) + bytes(size))[:size]
    if kind == '?':
        return b'\1' if value else b'\0'
    if kind in 'fd':
        return _float(kind, value, order)
    return _integer(kind, size, value, order)


def _pack(format, values, name='pack'):
    order, items, size = _parse(format)
    expected = _number_of(items)
    if len(values) != expected:
        raise error('%s expected %d items for packing (got %d)' % (name, expected, len(values)))
    data = bytearray(size)
    at = 0
    for kind, count, each, offset in items:
        for i in range(count):
            data[offset:offset + each] = _one(kind, each, values[at], order)
            at += 1
            offset += each
    return bytes(data)


def _unpack(format, data):
    order, items, size = _parse(format)
    values = []
    for kind, count, each, offset in items:
        for i in range(count):
            part = bytes(data[offset:offset + each])
            offset += each
            if kind in 'cs':
                values.append(part)
            elif kind == 'p':
                values.append(part[1:1 + min(part[0], each - 1)] if part else b'')
            elif kind == '?':
                values.append(part != b'\0')
            elif kind in 'fd':
                part = part if order == 'big' else part[::-1]
                values.append({'d': _struct._unpack_double, 'f': _struct._unpack_float}[kind](part))
            else:
                values.append(int.from_bytes(part, order, signed=kind in 'bhilqn'))
    return tuple(values)


def _buffer(data):
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError("a bytes-like object is required, not '%s'" % type(data).__name__)
    return data


def calcsize(format, /):
    return _parse(format)[2]


def pack(format, /, *values):
    return _pack(format, values)


def pack_into(format, buffer, offset, /, *values):
    data = _pack(format, values, 'pack_into')
    if offset < 0:
        if offset + len(data) > 0:
            raise error('no space to pack %d bytes at offset %d' % (len(data), offset))
        if offset + len(buffer) < 0:
            raise error('offset %d out of range for %d-byte buffer' % (offset, len(buffer)))
        offset += len(buffer)
    if len(buffer) - offset < len(data):
        raise error('pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)' % (
            len(data) + offset, len(data), offset, len(buffer)))
    buffer[offset:offset + len(data)] = data


def unpack(format, buffer, /):
    size = calcsize(format)
    if len(_buffer(buffer)) != size:
        raise error('unpack requires a buffer of %d bytes' % size)
    return _unpack(format, bytes(buffer))


def unpack_from(format, /, buffer, offset=0):
    size = calcsize(format)
    _buffer(buffer)
    if offset < 0:
        if offset + size > 0:
            raise error('not enough data to unpack %d bytes' % size)
        if offset + len(buffer) < 0:
            raise error('offset %d out of range for %d-byte buffer' % (offset, len(buffer)))
        offset += len(buffer)
    if len(buffer) - offset < size:
        raise error('unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)' % (
            size + offset, size, offset, len(buffer)))
    return _unpack(format, bytes(buffer[offset:offset + size]))


def iter_unpack(format, buffer, /):
    size = calcsize(format)
    if size == 0:
        raise error('cannot iteratively unpack with a struct of length 0')
    if len(_buffer(buffer)) % size:
        raise error('iterative unpacking requires a buffer of a multiple of %d bytes' % size)
    return iter([_unpack(format, bytes(buffer[i:i + size])) for i in range(0, len(buffer), size)])


class Struct:
    def __init__(self, format):
        if isinstance(format, (bytes, bytearray)):
            format = format.decode('ascii')
        self.size = calcsize(format)
        self.format = format

    def pack(self, *values):
        return _pack(self.format, values)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)

    def unpack(self, buffer):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer):
        return iter_unpack(self.format, buffer)
