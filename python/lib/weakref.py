"""References that do not keep their object alive, and containers made of them.

An object dies where CPython lets it die: when the last reference to it goes, or, in a circle, when gc.collect is called. Without the
interpreter lock, in real runs, nothing is seen to die.
"""

import itertools as _itertools
from collections.abc import MutableMapping as _MutableMapping, MutableSet as _MutableSet
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref

ProxyTypes = (ProxyType, CallableProxyType)


class WeakMethod(ref):
    """A reference to a bound method that lives as long as its object and its function do."""
    __slots__ = ('_function', '_type', '_alive', '__weakref__')

    def __new__(cls, meth, callback=None):
        try:
            obj, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError('argument should be a bound method, not {}'.format(type(meth))) from None
        this = None

        def died(_):
            self = this()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)
        self = ref.__new__(cls, obj, died)
        self._function = ref(function, died)
        self._type = type(meth)
        self._alive = True
        this = ref(self)
        return self

    def __init__(self, meth, callback=None):
        pass

    def __call__(self):
        obj, function = ref.__call__(self), self._function()
        if obj is None or function is None:
            return None
        return self._type(function, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._function == other._function

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """The reference of a WeakValueDictionary: it knows under which key its object is."""
    __slots__ = ('key',)

    def __new__(cls, obj, callback, key):
        self = ref.__new__(cls, obj, callback)
        self.key = key
        return self

    def __init__(self, obj, callback, key):
        pass


class WeakValueDictionary(_MutableMapping):
    def __init__(self, other=(), /, **kw):
        mine = ref(self)

        def removed(entry):
            self = mine()
            if self is not None and self.data.get(entry.key) is entry:
                del self.data[entry.key]
        self._removed = removed
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        obj = self.data[key]()
        if obj is None:
            raise KeyError(key)
        return obj

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._removed, key)

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        entry = self.data.get(key)
        return entry is not None and entry() is not None

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def __iter__(self):
        for key, entry in list(self.data.items()):
            if entry() is not None:
                yield key

    keys = __iter__

    def items(self):
        for key, entry in list(self.data.items()):
            obj = entry()
            if obj is not None:
                yield key, obj

    def values(self):
        for entry in list(self.data.values()):
            obj = entry()
            if obj is not None:
                yield obj

    def valuerefs(self):
        return list(self.data.values())

    itervaluerefs = valuerefs

    def get(self, key, default=None):
        entry = self.data.get(key)
        obj = None if entry is None else entry()
        return default if obj is None else obj

    def setdefault(self, key, default=None):
        obj = self.get(key)
        if obj is None:
            self[key] = obj = default
        return obj

    def pop(self, key, *args):
        entry = self.data.pop(key, None)
        obj = None if entry is None else entry()
        if obj is None:
            if args:
                return args[0]
            raise KeyError(key)
        return obj

    def popitem(self):
        while True:
            key, entry = self.data.popitem()
            obj = entry()
            if obj is not None:
                return key, obj

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __or__(self, other):
        new = self.copy()
        new.update(other)
        return new


class WeakKeyDictionary(_MutableMapping):
    def __init__(self, dict=None):
        mine = ref(self)

        def removed(entry):
            self = mine()
            if self is not None:
                self.data.pop(entry, None)
        self._removed = removed
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._removed)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        try:
            entry = ref(key)
        except TypeError:
            return False
        return entry in self.data

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def __iter__(self):
        for entry in list(self.data):
            obj = entry()
            if obj is not None:
                yield obj

    keys = __iter__

    def items(self):
        for entry, value in list(self.data.items()):
            obj = entry()
            if obj is not None:
                yield obj, value

    def values(self):
        for entry, value in list(self.data.items()):
            if entry() is not None:
                yield value

    def keyrefs(self):
        return list(self.data)

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._removed), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            entry, value = self.data.popitem()
            obj = entry()
            if obj is not None:
                return obj, value

    def copy(self):
        new = self.__class__()
        for obj, value in self.items():
            new[obj] = value
        return new

    __copy__ = copy


class WeakSet(_MutableSet):
    def __init__(self, data=None):
        mine = ref(self)

        def removed(entry):
            self = mine()
            if self is not None:
                self.data.discard(entry)
        self._removed = removed
        self.data = set()
        if data is not None:
            self.update(data)

    def __iter__(self):
        for entry in list(self.data):
            obj = entry()
            if obj is not None:
                yield obj

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            entry = ref(item)
        except TypeError:
            return False
        return entry in self.data

    def add(self, item):
        self.data.add(ref(item, self._removed))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while True:
            if not self.data:
                raise KeyError('pop from empty WeakSet')
            obj = self.data.pop()()
            if obj is not None:
                return obj

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return self.__class__(self)

    def union(self, other):
        new = self.copy()
        new.update(other)
        return new

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def difference(self, other):
        new = self.copy()
        for item in other:
            new.discard(item)
        return new

    def issubset(self, other):
        return all(item in other for item in self)

    def issuperset(self, other):
        return all(item in self for item in other)

    def __repr__(self):
        return repr(self.data)


class finalize:
    """Calls a function when an object dies, or at the end of the program, the last one first."""
    __slots__ = ()
    _entries = {}
    _order = _itertools.count()
    _atExit = False

    class _Entry:
        __slots__ = ('weak', 'func', 'args', 'kwargs', 'atexit', 'index')

    def __init__(self, obj, func, /, *args, **kwargs):
        if not self._atExit:
            import atexit
            atexit.register(self._exit)
            finalize._atExit = True
        entry = self._Entry()
        entry.weak = ref(obj, self)
        entry.func, entry.args, entry.kwargs = func, args, kwargs
        entry.atexit, entry.index = True, next(self._order)
        self._entries[self] = entry

    def __call__(self, _=None):
        entry = self._entries.pop(self, None)
        if entry is not None:
            return entry.func(*entry.args, **entry.kwargs)

    def detach(self):
        entry = self._entries.get(self)
        obj = entry and entry.weak()
        if obj is not None and self._entries.pop(self, None):
            return obj, entry.func, entry.args, entry.kwargs

    def peek(self):
        entry = self._entries.get(self)
        obj = entry and entry.weak()
        if obj is not None:
            return obj, entry.func, entry.args, entry.kwargs

    @property
    def alive(self):
        return self in self._entries

    @property
    def atexit(self):
        entry = self._entries.get(self)
        return bool(entry) and entry.atexit

    @atexit.setter
    def atexit(self, value):
        entry = self._entries.get(self)
        if entry:
            entry.atexit = bool(value)

    def __repr__(self):
        entry = self._entries.get(self)
        obj = entry and entry.weak()
        if obj is None:
            return '<%s object at %#x; dead>' % (type(self).__name__, id(self))
        return '<%s object at %#x; for %r at %#x>' % (type(self).__name__, id(self), type(obj).__name__, id(obj))

    @classmethod
    def _exit(cls):
        while True:
            due = [(e.index, f) for f, e in cls._entries.items() if e.atexit]
            if not due:
                return
            due[-1][1]()
