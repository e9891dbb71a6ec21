"""Memory with a name, which any process finds (Lib/multiprocessing/shared_memory.py, CPython 3.8 to 3.15)."""

import os
import struct
import sys
import types
import _posixshmem

__all__ = ['SharedMemory', 'ShareableList']


def _make_filename():
    return '/psm_' + os.urandom(4).hex()


class SharedMemory:
    _name = None
    _mmap = None
    _buf = None

    def __init__(self, name=None, create=False, size=0, **options):
        if sys.version_info >= (3, 13):
            options.pop('track', True)
        for option in options:
            raise TypeError("SharedMemory.__init__() got an unexpected keyword argument %r" % option)
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        if name is None:
            while True:
                name = _make_filename()
                try:
                    self._mmap = _posixshmem.map(name, True, size)
                except FileExistsError:
                    continue
                break
        else:
            name = '/' + name
            self._mmap = _posixshmem.map(name, bool(create), size)
        self._name = name
        self._size = len(self._mmap)
        self._buf = self._mmap.view()

    def __del__(self):
        try:
            self.close()
        except OSError:
            pass

    def __reduce__(self):
        return (self.__class__, (self.name, False, self.size))

    def __repr__(self):
        return f'{self.__class__.__name__}({self.name!r}, size={self.size})'

    @property
    def buf(self):
        return self._buf

    @property
    def name(self):
        return self._name[1:] if self._name.startswith('/') else self._name

    @property
    def size(self):
        return self._size

    def close(self):
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._mmap is not None:
            self._mmap.close()
            self._mmap = None

    def unlink(self):
        if self._name:
            _posixshmem.unlink(self._name)


def _kind(value):
    """How an item becomes an object again: 1 is a str, 2 bytes, 3 None, and 0 a number."""
    return 1 if isinstance(value, str) else 2 if isinstance(value, bytes) else 3 if value is None else 0


def _encoded(value):
    return value.encode('utf8') if isinstance(value, str) else value


class ShareableList:
    """A list of fixed length. Its memory holds the length, where each item begins (and the last one ends), the items, the format of
    each in eight bytes, and the kind of each in one."""

    _types_mapping = {int: 'q', float: 'd', bool: 'xxxxxxx?', str: '%ds', bytes: '%ds', type(None): 'xxxxxx?x'}
    _alignment = 8

    def __init__(self, sequence=None, *, name=None):
        if name is not None and sequence is None:
            self.shm = SharedMemory(name)
            self._list_len = len(self)
            self._places = list(struct.unpack_from('%dq' % (self._list_len + 1), self.shm.buf, 8))
            return
        items = list(sequence or ())
        formats = [self._format_of(item) for item in items]
        self._list_len = len(items)
        self._places = [0]
        for format in formats:
            self._places.append(self._places[-1] + struct.calcsize(format))
        self.shm = SharedMemory(name, create=True, size=self._kinds_at + self._list_len)
        buf = self.shm.buf
        struct.pack_into('%dq' % (self._list_len + 2), buf, 0, self._list_len, *self._places)
        struct.pack_into(''.join(formats), buf, self._items_at, *map(_encoded, items))
        struct.pack_into('8s' * self._list_len, buf, self._formats_at, *map(_encoded, formats))
        struct.pack_into('%db' % self._list_len, buf, self._kinds_at, *map(_kind, items))

    def _format_of(self, item):
        format = self._types_mapping[type(item)]
        if isinstance(item, (str, bytes)):
            format = format % (self._alignment * (len(item) // self._alignment + 1))
        return format

    @property
    def _items_at(self):
        return (self._list_len + 2) * 8

    @property
    def _formats_at(self):
        return self._items_at + self._places[-1]

    @property
    def _kinds_at(self):
        return self._formats_at + self._list_len * 8

    def _position(self, position, message):
        if position < 0:
            position += self._list_len
        if not 0 <= position < self._list_len:
            raise IndexError(message)
        return position

    def _format(self, position):
        return struct.unpack_from('8s', self.shm.buf, self._formats_at + position * 8)[0].rstrip(b'\0').decode('utf8')

    def __getitem__(self, position):
        position = self._position(position, "index out of range")
        value = struct.unpack_from(self._format(position), self.shm.buf, self._items_at + self._places[position])[0]
        kind = struct.unpack_from('b', self.shm.buf, self._kinds_at + position)[0]
        if kind == 1:
            return value.rstrip(b'\0').decode('utf8')
        return value.rstrip(b'\0') if kind == 2 else None if kind == 3 else value

    def __setitem__(self, position, value):
        position = self._position(position, "assignment index out of range")
        place, format = self._places[position], self._format(position)
        if not isinstance(value, (str, bytes)):
            format = self._types_mapping[type(value)]
        else:
            room = self._places[position + 1] - place
            if len(_encoded(value)) > room:
                raise ValueError("bytes/str item exceeds available storage")
            if format[-1] != 's':
                format = '%ds' % room
        struct.pack_into('8s', self.shm.buf, self._formats_at + position * 8, format.encode('utf8'))
        struct.pack_into('b', self.shm.buf, self._kinds_at + position, _kind(value))
        struct.pack_into(format, self.shm.buf, self._items_at + place, _encoded(value))

    def __reduce__(self):
        return _attached, (self.__class__, self.shm.name)

    def __len__(self):
        return struct.unpack_from('q', self.shm.buf, 0)[0]

    def __repr__(self):
        return f'{self.__class__.__name__}({list(self)}, name={self.shm.name!r})'

    @property
    def format(self):
        return ''.join([self._format(i) for i in range(self._list_len)])

    def count(self, value):
        return sum([value == entry for entry in self])

    def index(self, value):
        for position, entry in enumerate(self):
            if value == entry:
                return position
        raise ValueError("%r not in this container" % (value,))

    __class_getitem__ = classmethod(types.GenericAlias)


def _attached(cls, name):
    return cls(name=name)
