"""References that do not keep their object alive.

Nothing counts references in this machine, so an object is never seen to die: a reference stays alive, and no callback is called.
A program whose result rests on the moment at which an object dies cannot be run here.
"""

from collections.abc import MutableMapping as _MutableMapping
from _weakref import ref, proxy, getweakrefcount, getweakrefs

ReferenceType = ref


class WeakMethod(ref):
    pass


class _WeakDictionary(_MutableMapping):
    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data

    def copy(self):
        return self.__class__(self.data)

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))


class WeakKeyDictionary(_WeakDictionary):
    pass


class WeakValueDictionary(_WeakDictionary):
    pass


class WeakSet:
    def __init__(self, data=None):
        self.data = set(data or ())

    def add(self, item):
        self.data.add(item)

    def discard(self, item):
        self.data.discard(item)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def pop(self):
        return self.data.pop()

    def update(self, other):
        self.data.update(other)

    def __contains__(self, item):
        return item in self.data

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)


class finalize:
    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = (func, args, kwargs)
        self.alive = True
        self.atexit = True

    def __call__(self, _=None):
        if self.alive:
            self.alive = False
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        self.alive = False
