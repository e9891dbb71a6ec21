"""What weakref has in C. A cell of the machine refers to the object, and is empty once that has died."""

_without = (int, float, str, bytes, tuple, list, dict, type(None), type(NotImplemented), type(...), range, slice)


def _check(obj):
    if type(obj) in _without or (getattr(type(obj), '__slots__', None) is not None and not _has_room(type(obj))):
        raise TypeError("cannot create weak reference to '%s' object" % type(obj).__name__)


def _has_room(cls):
    """Classes with __slots__ have no room for weak references, unless one of their bases has, or a slot says so."""
    for base in cls.__mro__:
        if base is object or '__weakref__' in base.__dict__ or '__weakref__' in base.__dict__.get('__slots__', ()):
            return base is not object
    return cls.__module__ in ('builtins', '_thread', 'collections')


class ReferenceType:
    __slots__ = ('_cell', '_hash', '__callback__')

    def __new__(cls, obj, callback=None, /):
        _check(obj)
        if cls is ReferenceType and callback is None:
            for known in _weak_references(obj):
                if type(known) is cls and known.__callback__ is None:
                    return known
        self = object.__new__(cls)
        object.__setattr__(self, '_cell', _weak_cell(obj, self))
        object.__setattr__(self, '__callback__', callback)
        return self

    def __init__(self, obj, callback=None, /):
        pass

    def __setattr__(self, name, value):
        if name == '__callback__':
            raise AttributeError("attribute '__callback__' of 'weakref.ReferenceType' objects is not writable")
        object.__setattr__(self, name, value)

    def __call__(self):
        return _weak_target(self._cell)

    def __eq__(self, other):
        if not isinstance(other, ReferenceType):
            return NotImplemented
        mine, its = _weak_target(self._cell), _weak_target(other._cell)
        if mine is None or its is None:
            return self is other
        return mine == its

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            pass
        obj = _weak_target(self._cell)
        if obj is None:
            raise TypeError('weak object has gone away')
        object.__setattr__(self, '_hash', hash(obj))
        return self._hash

    def __repr__(self):
        obj = _weak_target(self._cell)
        if obj is None:
            return "<weakref at %#x; dead>" % id(self)
        name = getattr(obj, '__name__', None)
        if type(name) is str:
            return "<weakref at %#x; to '%s' at %#x (%s)>" % (id(self), type(obj).__name__, id(obj), name)
        return "<weakref at %#x; to '%s' at %#x>" % (id(self), type(obj).__name__, id(obj))


ReferenceType.__module__ = 'weakref'
ref = ReferenceType


def _object_of(proxy):
    obj = _weak_target(object.__getattribute__(proxy, '_cell'))
    if obj is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return obj


class ProxyType:
    __slots__ = ('_cell', '__callback__')

    def __init__(self, obj, callback=None):
        object.__setattr__(self, '_cell', _weak_cell(obj, self))
        object.__setattr__(self, '__callback__', callback)

    def __getattribute__(self, name):
        if name == '__callback__':
            return object.__getattribute__(self, name)
        return getattr(_object_of(self), name)

    def __setattr__(self, name, value):
        setattr(_object_of(self), name, value)

    def __delattr__(self, name):
        delattr(_object_of(self), name)

    def __bool__(self):
        return bool(_object_of(self))

    def __repr__(self):
        obj = _weak_target(object.__getattribute__(self, '_cell'))
        return "<weakproxy at %#x to %s at %#x>" % (id(self), type(obj).__name__, id(obj))

    __hash__ = None


def _forward(name):
    def method(self, *args, **kwargs):
        obj = _object_of(self)
        args = [_object_of(a) if isinstance(a, ProxyType) else a for a in args]
        return getattr(type(obj), name)(obj, *args, **kwargs)
    method.__name__ = name
    return method


for _name in ('__str__', '__bytes__', '__len__', '__iter__', '__next__', '__getitem__', '__setitem__', '__delitem__', '__contains__',
              '__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__', '__add__', '__sub__', '__mul__', '__enter__', '__exit__'):
    setattr(ProxyType, _name, _forward(_name))


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _object_of(self)(*args, **kwargs)


ProxyType.__name__ = ProxyType.__qualname__ = 'weakproxy'
CallableProxyType.__name__ = CallableProxyType.__qualname__ = 'weakcallableproxy'


def proxy(obj, callback=None, /):
    _check(obj)
    cls = CallableProxyType if callable(obj) else ProxyType
    if callback is None:
        for known in _weak_references(obj):
            if type(known) is cls and object.__getattribute__(known, '__callback__') is None:
                return known
    return cls(obj, callback)


def getweakrefs(obj, /):
    return _weak_references(obj)


def getweakrefcount(obj, /):
    return len(_weak_references(obj))
