"""What weakref has in C. A reference keeps its object alive: nothing is seen to die here."""

_without = (int, float, str, bytes, tuple, list, dict, type(None), type(NotImplemented), type(...), range, slice)


def _check(obj):
    if type(obj) in _without:
        raise TypeError("cannot create weak reference to '%s' object" % type(obj).__name__)


class ref:
    __slots__ = ('_ref__object', '__callback__')

    def __new__(cls, obj, callback=None, /):
        _check(obj)
        self = object.__new__(cls)
        self._ref__object = obj
        self.__callback__ = callback
        return self

    def __init__(self, obj, callback=None, /):
        pass

    def __call__(self):
        return self._ref__object

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        return self._ref__object == other._ref__object

    def __hash__(self):
        return hash(self._ref__object)

    def __repr__(self):
        return "<weakref at %#x; to '%s' at %#x>" % (id(self), type(self._ref__object).__name__, id(self._ref__object))


class ProxyType:
    __slots__ = ('_proxy__object',)

    def __init__(self, obj):
        object.__setattr__(self, '_proxy__object', obj)

    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, '_proxy__object'), name)

    def __setattr__(self, name, value):
        setattr(object.__getattribute__(self, '_proxy__object'), name, value)

    def __delattr__(self, name):
        delattr(object.__getattribute__(self, '_proxy__object'), name)


def _forward(name):
    def method(self, *args, **kwargs):
        obj = object.__getattribute__(self, '_proxy__object')
        return getattr(type(obj), name)(obj, *args, **kwargs)
    method.__name__ = name
    return method


for _name in ('__str__', '__bytes__', '__len__', '__iter__', '__next__', '__getitem__', '__setitem__', '__delitem__', '__contains__',
              '__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__', '__add__', '__sub__', '__mul__', '__enter__', '__exit__'):
    setattr(ProxyType, _name, _forward(_name))


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return object.__getattribute__(self, '_proxy__object')(*args, **kwargs)


def proxy(obj, callback=None, /):
    _check(obj)
    return CallableProxyType(obj) if callable(obj) else ProxyType(obj)


def getweakrefcount(obj, /):
    return 0


def getweakrefs(obj, /):
    return []
