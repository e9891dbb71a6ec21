"""threading.local, which is C in CPython: each thread finds attributes of its own in one object."""

from _thread import get_ident


class local:
    """An instance keeps a namespace for each thread. A subclass's __init__ is called again in each thread that touches it."""

    __slots__ = ('_local__namespaces', '_local__arguments')
    _local__key = staticmethod(get_ident)  # whose attributes one sees

    def __new__(cls, /, *args, **kw):
        if (args or kw) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, '_local__namespaces', {cls._local__key(): {}})
        object.__setattr__(self, '_local__arguments', (args, kw))
        return self

    def __getattribute__(self, name):
        namespace = _namespace(self)
        if name == '__dict__':
            return namespace
        cls = type(self)
        for base in cls.__mro__:
            if name in base.__dict__:
                found = base.__dict__[name]
                if name in namespace and not hasattr(type(found), '__set__'):
                    return namespace[name]
                return object.__getattribute__(self, name)
        if name in namespace:
            return namespace[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError("%r object attribute '__dict__' is read-only" % _title(self))
        for base in type(self).__mro__:
            if name in base.__dict__:
                if hasattr(type(base.__dict__[name]), '__set__'):
                    _namespace(self)
                    return object.__setattr__(self, name, value)
                break
        _namespace(self)[name] = value

    def __delattr__(self, name):
        if name == '__dict__':
            raise AttributeError("%r object attribute '__dict__' is read-only" % _title(self))
        namespace = _namespace(self)
        if name in namespace:
            del namespace[name]
            return
        if any(name in base.__dict__ for base in type(self).__mro__):
            return object.__delattr__(self, name)
        raise AttributeError("'%s' object has no attribute '%s'" % (_title(self), name))


def _title(self):
    cls = type(self)
    return '_thread._local' if cls is local else cls.__name__


def _namespace(self):
    namespaces = object.__getattribute__(self, '_local__namespaces')
    me = type(self)._local__key()
    namespace = namespaces.get(me)
    if namespace is None:
        namespace = namespaces[me] = {}
        cls = type(self)
        if cls.__init__ is not object.__init__:
            args, kw = object.__getattribute__(self, '_local__arguments')
            cls.__init__(self, *args, **kw)
    return namespace


# Messages and reprs name it as they name CPython's.
local.__module__, local.__qualname__, local.__name__ = '_thread', '_local', '_local'
