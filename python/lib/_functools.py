"""What functools has in C."""

_none = object()
_keywords = object()


def reduce(function, sequence, initial=_none, /):
    try:
        it = iter(sequence)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _none:
        initial = next(it, _none)
        if initial is _none:
            raise TypeError("reduce() of empty iterable with no initial value")
    for x in it:
        initial = function(initial, x)
    return initial


class partial:
    __module__ = 'functools'

    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func = args[0]
        args = args[1:]
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if type(func) is partial:
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = object.__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend([repr(x) for x in self.args])
        parts.extend(['%s=%r' % (k, v) for k, v in self.keywords.items()])
        cls = type(self)
        name = cls.__qualname__ if cls is not partial else 'functools.partial'
        return '%s(%s)' % (name, ', '.join(parts))

    def __reduce__(self):
        own = {k: v for k, v in self.__dict__.items() if k not in ('func', 'args', 'keywords')}
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, own or None)

    def __setstate__(self, state):
        self.func, self.args, keywords, own = state
        self.keywords = keywords or {}
        self.__dict__.update(own or {})


class KeyWrapper:
    __module__ = 'functools'
    __hash__ = None

    def __init__(self, compare, obj=_none):
        self._compare = compare
        if obj is not _none:
            self.obj = obj

    def __call__(self, obj):
        return KeyWrapper(self._compare, obj)

    def __lt__(self, other):
        return self._compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self._compare(self.obj, other.obj) > 0

    def __le__(self, other):
        return self._compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self._compare(self.obj, other.obj) >= 0

    def __eq__(self, other):
        return self._compare(self.obj, other.obj) == 0


def cmp_to_key(mycmp):
    return KeyWrapper(mycmp)


class _CacheInfo(tuple):
    __module__ = 'functools'
    __slots__ = ()
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % tuple(self)


def _key(args, kwds, typed):
    key = args
    if kwds:
        key += (_keywords,)
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(v) for v in args) + tuple(type(v) for v in kwds.values())
    elif not kwds and len(args) == 1 and type(args[0]) in (int, str):
        return args[0]
    return key


class _lru_cache_wrapper:
    """A function that remembers its last results. Without the lock of the interpreter each step done to the cache is whole, and two
    threads may both drop an old result: a cache is never too large, and may be too small by a few for a moment."""
    __module__ = 'functools'

    def __init__(self, func, maxsize, typed):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        self._func = func
        self._maxsize = maxsize
        self._typed = typed
        self._cache = {}
        self._hits = self._misses = 0

    def __call__(self, /, *args, **kwds):
        if self._maxsize == 0:
            self._misses += 1
            return self._func(*args, **kwds)
        key = _key(args, kwds, self._typed)
        cache = self._cache
        result = cache.get(key, _none)
        if result is not _none:
            self._hits += 1
            if self._maxsize is not None:
                self._used(cache, key)
            return result
        self._misses += 1
        result = self._func(*args, **kwds)
        if key not in cache:  # or another call has computed it meanwhile
            cache[key] = result
            if self._maxsize is not None and len(cache) > self._maxsize:
                self._forget(cache)
        return result

    def _used(self, cache, key):
        try:
            _dict_move_to_end(cache, key, True)
        except KeyError:
            pass

    def _forget(self, cache):
        try:
            _dict_pop_end(cache, False)
        except KeyError:
            pass

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return partial(self, obj)

    def cache_info(self):
        return _CacheInfo((self._hits, self._misses, self._maxsize, len(self._cache)))

    def cache_clear(self):
        self._cache = {}
        self._hits = self._misses = 0

    def cache_parameters(self):
        return {'maxsize': self._maxsize, 'typed': self._typed}
