"""Numbers in memory that processes share (Lib/multiprocessing/sharedctypes.py, and ctypes as far as it shows there)."""

import copyreg
import _multiprocessing
from . import context, reduction

# Code, name, first and last number; floats have none.
_types = {
    'c': ('c_char', 0, 255), 'u': ('c_wchar', 0, 0x10ffff), 'b': ('c_byte', -128, 127), 'B': ('c_ubyte', 0, 255),
    'h': ('c_short', -2**15, 2**15 - 1), 'H': ('c_ushort', 0, 2**16 - 1), 'i': ('c_int', -2**31, 2**31 - 1),
    'I': ('c_uint', 0, 2**32 - 1), 'l': ('c_long', -2**63, 2**63 - 1), 'L': ('c_ulong', 0, 2**64 - 1),
    'q': ('c_long', -2**63, 2**63 - 1), 'Q': ('c_ulong', 0, 2**64 - 1), 'f': ('c_float', None, None), 'd': ('c_double', None, None),
}


def _typecode(typecode_or_type):
    if isinstance(typecode_or_type, str):
        if typecode_or_type not in _types:
            raise TypeError('this type has no size')
        return typecode_or_type
    code = getattr(typecode_or_type, '_type_', None)
    if code not in _types:
        raise NotImplementedError("shared memory of %r is not supported: give a type code, such as 'i' or 'd'" % (typecode_or_type,))
    return code


def _to_word(code, value):
    name, low, high = _types[code]
    if low is None:
        if not isinstance(value, (int, float)):
            raise TypeError('must be real number, not %s' % type(value).__name__)
        return float(value)
    if code in 'cu':
        if code == 'c' and isinstance(value, int):
            value = bytes([value])
        if len(value) != 1 or not isinstance(value, bytes if code == 'c' else str):
            raise TypeError('one character bytes, bytearray, or an integer in range(256) expected' if code == 'c' else
                            'a unicode character expected instead of str instance')
        return value[0] if code == 'c' else ord(value)
    if not isinstance(value, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__ if hasattr(value, '__float__') is False
                        else 'int expected instead of %s instance' % type(value).__name__)
    # What does not fit is cut off, without a word.
    size = high - low + 1
    value = (value - low) % size + low
    return value - 2**64 if value >= 2**63 else value


def _from_word(code, word):
    if code == 'c':
        return bytes([word])
    if code == 'u':
        return chr(word)
    if code in 'LQ' and word < 0:
        return word + 2**64
    return word


class RawNumber:
    """What RawValue returns: a ctypes object in shared memory."""

    def __init__(self, code, *args):
        self._code = code
        zero = b'\0' if code == 'c' else '\0' if code == 'u' else 0
        self._block = _multiprocessing.Block(_types[code][1] is None, [_to_word(code, *(args or (zero,)))], False)

    @property
    def value(self):
        return _from_word(self._code, self._block.get(0))

    @value.setter
    def value(self, value):
        self._block.set(0, _to_word(self._code, value))

    def __repr__(self):
        return '%s(%r)' % (_types[self._code][0], self.value)

    def __reduce__(self):
        context.assert_spawning(self)
        return _rebuild, (RawNumber, self._code, self._block.handle)


class RawNumbers:
    """What RawArray returns."""

    def __init__(self, code, size_or_initializer):
        zero = b'\0' if code == 'c' else '\0' if code == 'u' else 0
        if isinstance(size_or_initializer, int):
            if size_or_initializer < 0:
                raise ValueError('Array length must be >= 0')
            values = [zero] * size_or_initializer
        else:
            values = list(size_or_initializer)
        self._code = code
        self._block = _multiprocessing.Block(_types[code][1] is None, [_to_word(code, v) for v in values], True)

    def __len__(self):
        return len(self._block)

    def _index(self, i):
        n = len(self._block)
        if i < 0:
            i += n
        if not 0 <= i < n:
            raise IndexError('invalid index')
        return i

    def __getitem__(self, i):
        if isinstance(i, slice):
            items = [_from_word(self._code, self._block.get(k)) for k in range(*i.indices(len(self)))]
            return b''.join(items) if self._code == 'c' else ''.join(items) if self._code == 'u' else items
        return _from_word(self._code, self._block.get(self._index(i)))

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            places = range(*i.indices(len(self)))
            if len(places) != len(value):
                raise ValueError('Can only assign sequence of same size')
            for k, v in zip(places, value):
                self._block.set(k, _to_word(self._code, v))
            return
        self._block.set(self._index(i), _to_word(self._code, value))

    def __iter__(self):
        i = 0
        while i < len(self):
            yield self[i]
            i += 1

    @property
    def raw(self):
        return self[:]

    @property
    def value(self):
        if self._code not in 'cu':
            raise AttributeError("'%s_Array_%d' object has no attribute 'value'" % (_types[self._code][0], len(self)))
        text = self[:]
        return text.split(b'\0')[0] if self._code == 'c' else text.split('\0')[0]

    @value.setter
    def value(self, value):
        if self._code not in 'cu':
            raise AttributeError("'%s_Array_%d' object has no attribute 'value'" % (_types[self._code][0], len(self)))
        if len(value) > len(self):
            raise ValueError('byte string too long' if self._code == 'c' else 'string too long')
        for k in range(len(value)):
            self[k] = value[k:k + 1]
        if len(value) < len(self):
            self[len(value)] = b'\0' if self._code == 'c' else '\0'

    def __repr__(self):
        return '<multiprocessing.sharedctypes.%s_Array_%d object at 0x%012x>' % (_types[self._code][0], len(self), id(self))

    def __reduce__(self):
        context.assert_spawning(self)
        return _rebuild, (RawNumbers, self._code, self._block.handle)


def _rebuild(cls, code, handle):
    obj = cls.__new__(cls)
    obj._code = code
    obj._block = _multiprocessing._rebuild_block(handle)
    return obj


def RawValue(typecode_or_type, *args):
    return RawNumber(_typecode(typecode_or_type), *args)


def RawArray(typecode_or_type, size_or_initializer):
    return RawNumbers(_typecode(typecode_or_type), size_or_initializer)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    obj = RawValue(typecode_or_type, *args)
    if lock is False:
        return obj
    if lock in (True, None):
        ctx = ctx or context._default_context.get_context()
        lock = ctx.RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return Synchronized(obj, lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    obj = RawArray(typecode_or_type, size_or_initializer)
    if lock is False:
        return obj
    if lock in (True, None):
        ctx = ctx or context._default_context.get_context()
        lock = ctx.RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return (SynchronizedString if obj._code in 'cu' else SynchronizedArray)(obj, lock, ctx)


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or context._default_context.get_context()).RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._obj, self._lock)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return '<%s wrapper for %s>' % (type(self).__name__, self._obj)


def _property(name):
    def getter(self):
        self.acquire()
        try:
            return getattr(self._obj, name)
        finally:
            self.release()

    def setter(self, value):
        self.acquire()
        try:
            setattr(self._obj, name, value)
        finally:
            self.release()
    return property(getter, setter)


class Synchronized(SynchronizedBase):
    value = _property('value')


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, i):
        with self:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self:
            self._obj[i] = value

    def __getslice__(self, start, stop):
        with self:
            return self._obj[start:stop]

    def __setslice__(self, start, stop, values):
        with self:
            self._obj[start:stop] = values


class SynchronizedString(SynchronizedArray):
    value = _property('value')
    raw = _property('raw')


def synchronized(obj, lock=None, ctx=None):
    ctx = ctx or context._default_context.get_context()
    if isinstance(obj, RawNumber):
        return Synchronized(obj, lock, ctx)
    return (SynchronizedString if obj._code in 'cu' else SynchronizedArray)(obj, lock, ctx)
