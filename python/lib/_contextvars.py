"""Context variables, which are C in CPython (Python/context.c). A context is a dict; to copy one copies it."""

from _thread import get_ident

_contexts = {}  # by thread: the current one


def _current():
    me = get_ident()
    context = _contexts.get(me)
    if context is None:
        context = _contexts[me] = Context()
    return context


def copy_context():
    return _current().copy()


class Context:
    __slots__ = ('_data', '_entered')
    __hash__ = object.__hash__

    def __init__(self):
        self._data = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % (self,))
        me = get_ident()
        previous = _contexts.get(me)
        _contexts[me] = self
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            _contexts[me] = previous
            self._entered = False

    def copy(self):
        new = Context()
        new._data = self._data.copy()
        return new

    def _value(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))
        return self._data.get(var, _absent)

    def __getitem__(self, var):
        value = self._value(var)
        if value is _absent:
            raise KeyError(var)
        return value

    def __contains__(self, var):
        return self._value(var) is not _absent

    def get(self, var, default=None):
        value = self._value(var)
        return default if value is _absent else value

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._data == other._data


class _Missing:
    def __repr__(self):
        return '<Token.MISSING>'


class Token:
    __slots__ = ('var', 'old_value', '_context', '_used')
    MISSING = _Missing()

    def __init__(self, context, var, old_value):
        self._context = context
        self.var = var
        self.old_value = old_value
        self._used = False

    def __repr__(self):
        return '<Token%s var=%r at %#x>' % (' used' if self._used else '', self.var, id(self))

    if _since(3, 14):
        def __enter__(self):
            return self

        def __exit__(self, *exc_info):
            self.var.reset(self)

    __class_getitem__ = classmethod(_generic_alias)


class ContextVar:
    __slots__ = ('name', '_default')

    def __init__(self, name, *, default=_absent):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self.name = name
        self._default = default

    def get(self, default=_absent, /):
        value = _current()._data.get(self, _absent)
        if value is not _absent:
            return value
        if default is not _absent:
            return default
        if self._default is not _absent:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _current()
        old = context._data.get(self, _absent)
        context._data[self] = value
        return Token(context, self, Token.MISSING if old is _absent else old)

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError("expected an instance of Token, got %r" % (token,))
        if token._used:
            raise RuntimeError('%r has already been used once' % (token,))
        if token.var is not self:
            raise ValueError('%r was created by a different ContextVar' % (token,))
        context = _current()
        if token._context is not context:
            raise ValueError('%r was created in a different Context' % (token,))
        token._used = True
        if token.old_value is Token.MISSING:
            del context._data[self]
        else:
            context._data[self] = token.old_value

    def __repr__(self):
        default = '' if self._default is _absent else ' default=%r' % (self._default,)
        return '<ContextVar name=%r%s at %#x>' % (self.name, default, id(self))

    __class_getitem__ = classmethod(_generic_alias)
