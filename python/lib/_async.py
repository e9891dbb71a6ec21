"""What coroutines and asynchronous generators are beside generators (Objects/genobject.c): what a call of __await__, __anext__, asend,
athrow or aclose returns. Only programs have it that have coroutines."""

from _thread import get_ident

_hooks = {}  # by thread: what is called with an asynchronous generator that begins, and with one that nobody has any more


class coroutine_wrapper:
    __slots__ = ('_coroutine',)

    def __init__(self, coroutine):
        self._coroutine = coroutine

    def __iter__(self):
        return self

    def __next__(self):
        return self._coroutine.send(None)

    def send(self, value):
        return self._coroutine.send(value)

    def throw(self, typ, val=None, tb=None):
        return self._coroutine.throw(typ, val, tb)

    def close(self):
        return self._coroutine.close()


def _coroutine_await(self):
    return coroutine_wrapper(self)


def _set_asyncgen_hooks(firstiter, finalizer):
    old = _hooks.get(get_ident(), (None, None))
    new = (old[0] if firstiter is _absent else firstiter, old[1] if finalizer is _absent else finalizer)
    for hook, name in ((new[0], 'firstiter'), (new[1], 'finalizer')):
        if hook is not None and not callable(hook):
            raise TypeError('callable %s expected, got %s' % (name, _type_name(hook)))
    _hooks[get_ident()] = new


class asyncgen_hooks(tuple):
    firstiter = property(lambda self: self[0])
    finalizer = property(lambda self: self[1])

    def __repr__(self):
        return 'sys.asyncgen_hooks(firstiter=%r, finalizer=%r)' % self


def _get_asyncgen_hooks():
    return asyncgen_hooks(_hooks.get(get_ident(), (None, None)))


def _begin(g):
    if not _agen_is_begun(g):
        _agen_set_begun(g, True)
        firstiter = _hooks.get(get_ident(), (None, None))[0]
        if firstiter is not None:
            firstiter(g)


def _drop_async_generator(g):
    """What CPython does with an asynchronous generator to which nothing refers any more."""
    finalizer = _hooks.get(get_ident(), (None, None))[1]
    if finalizer is not None:
        if not _agen_is_closed(g):
            finalizer(g)
        return
    try:
        _agen_throw(g, GeneratorExit)
    except (StopAsyncIteration, GeneratorExit):
        return
    except StopIteration:
        error = RuntimeError("async generator ignored GeneratorExit")
    except BaseException as e:
        error = e
    else:
        error = RuntimeError("async generator ignored GeneratorExit")
    _write_error('Exception ignored in: %r\n' % (g,) + ''.join(_format_exception(type(error), error, error.__traceback__, chain=False)))


# What the object that is awaited is at: it has not been awaited, it is being awaited, it is over.
_NEW, _GOING, _OVER = 0, 1, 2


class _Awaited:
    """What is awaited where an asynchronous generator goes on."""

    __slots__ = ('_generator', '_at')

    def __await__(self):
        return self

    __iter__ = __await__

    def __next__(self):
        return self.send(None)

    def close(self):
        self._at = _OVER


class async_generator_asend(_Awaited):
    __slots__ = ('_value',)

    def __init__(self, generator, value):
        self._generator = generator
        self._value = value
        self._at = _NEW

    def _go(self):
        if self._at == _OVER:
            raise RuntimeError("cannot reuse already awaited __anext__()/asend()")
        if self._at == _NEW:
            if _agen_is_running(self._generator):
                raise RuntimeError("anext(): asynchronous generator is already running")
            self._at = _GOING
            return True
        return False

    def send(self, value):
        if self._go() and value is None:
            value = self._value
        g = self._generator
        _agen_set_running(g, True)
        try:
            return _agen_send(g, value)
        except BaseException as e:
            self._end(e)
            raise

    def throw(self, typ, val=None, tb=None):
        self._go()
        g = self._generator
        _agen_set_running(g, True)
        try:
            return _agen_throw(g, typ, val, tb)
        except BaseException as e:
            self._end(e)
            raise

    def _end(self, e):
        self._at = _OVER
        _agen_set_running(self._generator, False)
        if isinstance(e, (StopAsyncIteration, GeneratorExit)):
            _agen_set_closed(self._generator, True)


class async_generator_athrow(_Awaited):
    """What athrow and aclose return; that of aclose throws nothing in particular."""

    __slots__ = ('_thrown',)

    def __init__(self, generator, thrown):
        self._generator = generator
        self._thrown = thrown
        self._at = _NEW

    def _name(self):
        return 'aclose()' if self._thrown is None else 'athrow()'

    def send(self, value):
        g = self._generator
        if self._at == _OVER:
            raise RuntimeError("cannot reuse already awaited aclose()/athrow()")
        if _agen_over(g):
            self._at = _OVER
            raise StopIteration
        if self._at == _GOING:
            return self._resume(_agen_send, (value,))
        if _agen_is_running(g):
            self._at = _OVER
            raise RuntimeError(self._name() + ": asynchronous generator is already running")
        if _agen_is_closed(g):
            self._at = _OVER
            raise StopAsyncIteration
        if value is not None:
            raise RuntimeError("can't send non-None value to a just-started coroutine")
        self._at = _GOING
        _agen_set_running(g, True)
        if self._thrown is None:
            _agen_set_closed(g, True)
            return self._resume(_agen_throw, (GeneratorExit,))
        return self._resume(_agen_throw, self._thrown)

    def throw(self, typ, val=None, tb=None):
        if self._at == _OVER:
            raise RuntimeError("cannot reuse already awaited aclose()/athrow()")
        return self._resume(_agen_throw, (typ, val, tb))

    def _resume(self, how, args):
        g = self._generator
        try:
            return how(g, *args)
        except BaseException as e:
            self._at = _OVER
            _agen_set_running(g, False)
            ended = isinstance(e, (StopAsyncIteration, GeneratorExit))
            if ended:
                _agen_set_closed(g, True)
            if self._thrown is not None or not ended and not isinstance(e, StopIteration):
                raise
        if ended:
            raise StopIteration
        raise RuntimeError("async generator ignored GeneratorExit")  # it has yielded


def _agen_throw_made(g, typ, val, tb):
    if _is_instance(val, BaseException):
        return _agen_throw(g, val)
    if val is None:
        return _agen_throw(g, typ())
    return _agen_throw(g, typ(*val) if _is_instance(val, tuple) else typ(val))


def _agen_anext(g):
    _begin(g)
    return async_generator_asend(g, None)


def _agen_asend(g, value):
    _begin(g)
    return async_generator_asend(g, value)


def _agen_athrow(g, typ, val, tb):
    _begin(g)
    return async_generator_athrow(g, (typ, None if val is _absent else val, None if tb is _absent else tb))


def _agen_aclose(g):
    _begin(g)
    return async_generator_athrow(g, None)


# The built-in functions aiter and anext


def _aiter(obj):
    if not _has(obj, '__aiter__'):
        raise TypeError("'%s' object is not an async iterable" % _type_name(obj))
    it = type(obj).__aiter__(obj)
    if not _has(it, '__anext__'):
        raise TypeError("aiter() returned not an async iterator of type '%s'" % _type_name(it))
    return it


class anext_awaitable:
    __slots__ = ('_awaitable', '_default', '_iterator')

    def __init__(self, awaitable, default):
        self._awaitable = awaitable
        self._default = default
        self._iterator = None

    def __await__(self):
        return self

    __iter__ = __await__

    def __next__(self):
        return self.send(None)

    def send(self, value):
        return self._forward('send', value)

    def throw(self, typ, val=None, tb=None):
        return self._forward('throw', typ, val, tb)

    def close(self):
        if self._iterator is not None:
            self._iterator.close()

    def _forward(self, name, *args):
        if self._iterator is None:
            self._iterator = _iterator_of_awaitable(self._awaitable)
        try:
            if name == 'send' and args[0] is None:
                return type(self._iterator).__next__(self._iterator) if _has(self._iterator, '__next__') else self._iterator.send(None)
            return getattr(self._iterator, name)(*args)
        except StopAsyncIteration:
            pass
        raise StopIteration(self._default)


def _iterator_of_awaitable(obj):
    if _is_awaited(obj):
        return obj
    if not _has(obj, '__await__'):
        raise TypeError("object %s can't be used in 'await' expression" % _type_name(obj))
    return type(obj).__await__(obj)


def _anext(it, default):
    if not _has(it, '__anext__'):
        raise TypeError("'%s' object is not an async iterator" % _type_name(it))
    awaitable = type(it).__anext__(it)
    return awaitable if default is _absent else anext_awaitable(awaitable, default)


for _class in (coroutine_wrapper, async_generator_asend, async_generator_athrow, anext_awaitable):
    _class.__module__ = 'builtins'
