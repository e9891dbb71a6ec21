"""What itertools has: in CPython all of it is C (Modules/itertoolsmodule.c), so a switch of threads falls in none of it."""

import sys as _sys

__all__ = ['accumulate', 'chain', 'combinations', 'combinations_with_replacement', 'compress', 'count', 'cycle', 'dropwhile', 'filterfalse', 'groupby', 'islice',
           'pairwise', 'permutations', 'product', 'repeat', 'starmap', 'takewhile', 'tee', 'zip_longest']

_end = object()


def _index(v):
    """Returns v as a Py_ssize_t."""
    if not isinstance(v, int):
        if not hasattr(type(v), '__index__'):
            raise TypeError("'%s' object cannot be interpreted as an integer" % _type_name(v))
        v = _as_index(v)
    if not -_sys.maxsize - 1 <= v <= _sys.maxsize:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return int(v)


def _as_index(v):
    r = type(v).__index__(v)
    if not isinstance(r, int):
        raise TypeError("__index__ returned non-int (type %s)" % _type_name(r))
    return r


def _number(v):
    """Checks that v is a number, as PyNumber_Check does."""
    kind = type(v)
    if not (hasattr(kind, '__index__') or hasattr(kind, '__int__') or hasattr(kind, '__float__')):
        raise TypeError("a number is required")


class _Iterator:
    __module__ = 'itertools'

    def __iter__(self):
        return self


class count(_Iterator):
    __module__ = 'itertools'

    def __init__(self, start=0, step=1):
        _number(start)
        _number(step)
        if isinstance(start, int) and isinstance(step, int) and step == 1:
            start, step = int(start), 1
        self._n = start
        self._step = step

    def __next__(self):
        n = self._n
        self._n = n + self._step
        return n

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return 'count(%r)' % (self._n,)
        return 'count(%r, %r)' % (self._n, self._step)


class cycle(_Iterator):
    __module__ = 'itertools'

    def __init__(self, iterable, /):
        self._source = iter(iterable)
        self._saved = []
        self._at = -1

    def __next__(self):
        if self._at < 0:
            x = next(self._source, _end)
            if x is not _end:
                self._saved.append(x)
                return x
            self._at = 0
        if not self._saved:
            raise StopIteration
        x = self._saved[self._at]
        self._at = (self._at + 1) % len(self._saved)
        return x


class repeat(_Iterator):
    __module__ = 'itertools'

    def __init__(self, object, times=_end):
        self._object = object
        self._times = None if times is _end else max(0, _index(times))

    def __next__(self):
        if self._times is not None:
            if self._times == 0:
                raise StopIteration
            self._times -= 1
        return self._object

    def __length_hint__(self):
        if self._times is None:
            raise TypeError("len() of unsized object")
        return self._times

    def __repr__(self):
        if self._times is None:
            return 'repeat(%r)' % (self._object,)
        return 'repeat(%r, %d)' % (self._object, self._times)


class chain(_Iterator):
    __module__ = 'itertools'

    def __init__(self, *iterables):
        self._sources = iter(iterables)
        self._active = None

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._sources = iter(iterable)
        return self

    def __next__(self):
        while True:
            if self._active is None:
                if self._sources is None:
                    raise StopIteration
                source = next(self._sources, _end)
                if source is _end:
                    self._sources = None
                    raise StopIteration
                self._active = iter(source)
            x = next(self._active, _end)
            if x is not _end:
                return x
            self._active = None


class accumulate(_Iterator):
    __module__ = 'itertools'

    def __init__(self, iterable, func=None, *, initial=None):
        self._source = iter(iterable)
        self._func = func
        self._initial = initial
        self._total = _end

    def __next__(self):
        if self._initial is not None:
            self._total = self._initial
            self._initial = None
            return self._total
        x = next(self._source)
        if self._total is _end:
            self._total = x
        elif self._func is None:
            self._total = self._total + x
        else:
            self._total = self._func(self._total, x)
        return self._total


class compress(_Iterator):
    __module__ = 'itertools'

    def __init__(self, data, selectors):
        self._data = iter(data)
        self._selectors = iter(selectors)

    def __next__(self):
        while True:
            x = next(self._data)
            if next(self._selectors):
                return x


class dropwhile(_Iterator):
    __module__ = 'itertools'

    def __init__(self, predicate, iterable, /):
        self._source = iter(iterable)
        self._predicate = predicate
        self._dropping = True

    def __next__(self):
        while True:
            x = next(self._source)
            if not self._dropping:
                return x
            if not self._predicate(x):
                self._dropping = False
                return x


class takewhile(_Iterator):
    __module__ = 'itertools'

    def __init__(self, predicate, iterable, /):
        self._source = iter(iterable)
        self._predicate = predicate
        self._stopped = False

    def __next__(self):
        if self._stopped:
            raise StopIteration
        x = next(self._source)
        if self._predicate(x):
            return x
        self._stopped = True
        raise StopIteration


class filterfalse(_Iterator):
    __module__ = 'itertools'

    def __init__(self, function, iterable, /):
        self._source = iter(iterable)
        self._function = function

    def __next__(self):
        while True:
            x = next(self._source)
            if not (x if self._function is None else self._function(x)):
                return x


class starmap(_Iterator):
    __module__ = 'itertools'

    def __init__(self, function, iterable, /):
        self._source = iter(iterable)
        self._function = function

    def __next__(self):
        return self._function(*tuple(next(self._source)))


class pairwise(_Iterator):
    __module__ = 'itertools'

    def __init__(self, iterable, /):
        self._source = iter(iterable)
        self._old = _end

    def __next__(self):
        if self._old is _end:
            self._old = next(self._source)
        new = next(self._source)
        pair = (self._old, new)
        self._old = new
        return pair


def _position(v, name):
    if v is None:
        return None
    try:
        v = _index(v)
    except TypeError:
        v = -1
    if v < 0:
        if name:
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return v


class islice(_Iterator):
    __module__ = 'itertools'

    def __init__(self, *args):
        if not 2 <= len(args) <= 4:
            raise TypeError("islice expected at %s arguments, got %d" % ('least 2' if len(args) < 2 else 'most 4', len(args)))
        iterable, args = args[0], args[1:]
        if len(args) == 1:
            start, stop, step = None, _position(args[0], 'stop'), None
        else:
            start, stop = args[0], args[1]
            step = args[2] if len(args) == 3 else None
            stop = _position(stop, 'stop')
            start = _position(start, None)
        if step is None:
            step = 1
        else:
            try:
                step = _index(step)
            except TypeError:
                step = -1
            if step < 1:
                raise ValueError("Step for islice() must be a positive integer or None.")
        self._source = iter(iterable)
        self._next = start or 0
        self._stop = stop
        self._step = step
        self._seen = 0

    def __next__(self):
        if self._source is None:
            raise StopIteration
        if self._stop is not None and self._next >= self._stop:
            while self._seen < self._stop:
                if next(self._source, _end) is _end:
                    break
                self._seen += 1
            self._source = None
            raise StopIteration
        while True:
            x = next(self._source, _end)
            if x is _end:
                self._source = None
                raise StopIteration
            self._seen += 1
            if self._seen > self._next:
                self._next += self._step
                return x


class zip_longest(_Iterator):
    __module__ = 'itertools'

    def __init__(self, *iterables, **kwargs):
        fillvalue = kwargs.pop('fillvalue', None)
        if kwargs:
            raise TypeError("zip_longest() got an unexpected keyword argument")
        self._sources = [iter(x) for x in iterables]
        self._fill = fillvalue
        self._active = len(iterables)

    def __next__(self):
        if not self._active:
            raise StopIteration
        row = []
        for i in range(len(self._sources)):
            source = self._sources[i]
            x = self._fill if source is None else next(source, _end)
            if x is _end:
                self._active -= 1
                if not self._active:
                    raise StopIteration
                self._sources[i] = None
                x = self._fill
            row.append(x)
        return tuple(row)


class _grouper(_Iterator):
    __module__ = 'itertools'

    def __init__(self, parent, key):
        self._parent = parent
        self._key = key
        parent._group = self

    def __next__(self):
        parent = self._parent
        if parent._group is not self:
            raise StopIteration
        if parent._value is _end:
            parent._step()
        if not self._key == parent._key:
            raise StopIteration
        x = parent._value
        parent._value = _end
        return x


class groupby(_Iterator):
    __module__ = 'itertools'

    def __init__(self, iterable, key=None):
        self._source = iter(iterable)
        self._function = key
        self._key = self._target = self._value = _end
        self._group = None

    def _step(self):
        x = next(self._source)
        self._key = x if self._function is None else self._function(x)
        self._value = x

    def __next__(self):
        self._group = None
        while True:
            if self._key is _end:
                pass
            elif self._target is _end:
                break
            elif not self._target == self._key:
                break
            self._step()
        self._target = self._key
        return self._key, _grouper(self, self._key)


class _tee(_Iterator):
    __module__ = 'itertools'

    def __init__(self, source, link):
        self._source = source
        self._link = link

    def __next__(self):
        link = self._link
        if not link:
            link.append(next(self._source))
            link.append([])
        x, self._link = link
        return x

    def __copy__(self):
        return _tee(self._source, self._link)


def tee(iterable, n=2, /):
    n = _index(n)
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    it = iter(iterable)
    first = it if isinstance(it, _tee) else _tee(it, [])
    return tuple([first] + [first.__copy__() for _ in range(n - 1)])


class _Combinatoric(_Iterator):
    """What chooses places in a pool: a subclass says how the places go on, _advance, and it is over when that returns None."""
    __module__ = 'itertools'

    def __next__(self):
        if self._places is None:
            raise StopIteration
        result = self._result()
        self._places = self._advance()
        return result

    def _result(self):
        return tuple([self._pool[i] for i in self._places])


def _chosen(r):
    if r < 0:
        raise ValueError("r must be non-negative")
    return r


class combinations(_Combinatoric):
    __module__ = 'itertools'

    def __init__(self, iterable, r):
        r = _index(r)
        self._pool = tuple(iterable)
        r = _chosen(r)
        self._places = list(range(r)) if r <= len(self._pool) else None

    def _advance(self):
        places = self._places
        n = len(self._pool)
        r = len(places)
        for i in range(r - 1, -1, -1):
            if places[i] != i + n - r:
                return places[:i] + list(range(places[i] + 1, places[i] + 1 + r - i))
        return None


class combinations_with_replacement(_Combinatoric):
    __module__ = 'itertools'

    def __init__(self, iterable, r):
        r = _index(r)
        self._pool = tuple(iterable)
        r = _chosen(r)
        self._places = [0] * r if self._pool or not r else None

    def _advance(self):
        places = self._places
        n = len(self._pool)
        r = len(places)
        for i in range(r - 1, -1, -1):
            if places[i] != n - 1:
                return places[:i] + [places[i] + 1] * (r - i)
        return None


class permutations(_Combinatoric):
    __module__ = 'itertools'

    def __init__(self, iterable, r=None):
        self._pool = tuple(iterable)
        n = len(self._pool)
        if r is not None and not isinstance(r, int):
            raise TypeError("Expected int as r")
        self._r = n if r is None else _chosen(_index(r))
        self._places = list(range(n)) if self._r <= n else None
        self._cycles = list(range(n, n - self._r, -1))

    def _result(self):
        return tuple([self._pool[i] for i in self._places[:self._r]])

    def _advance(self):
        places = self._places
        n = len(places)
        for i in range(self._r - 1, -1, -1):
            self._cycles[i] -= 1
            if self._cycles[i] == 0:
                places[i:] = places[i + 1:] + places[i:i + 1]
                self._cycles[i] = n - i
            else:
                j = self._cycles[i]
                places[i], places[-j] = places[-j], places[i]
                return places
        return None


class product(_Combinatoric):
    __module__ = 'itertools'

    def __init__(self, *iterables, repeat=1):
        repeat = _index(repeat)
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._pools = [tuple(x) for x in iterables] * repeat
        self._places = [0] * len(self._pools)
        for pool in self._pools:
            if not pool:
                self._places = None

    def _result(self):
        pools = self._pools
        places = self._places
        return tuple([pools[i][places[i]] for i in range(len(pools))])

    def _advance(self):
        places = self._places
        for i in range(len(places) - 1, -1, -1):
            places[i] += 1
            if places[i] < len(self._pools[i]):
                return places
            places[i] = 0
        return None


if _sys.version_info >= (3, 12):
    __all__.append('batched')

    class batched(_Iterator):
        __module__ = 'itertools'

        def __init__(self, iterable, n, *, strict=False):
            if n < 1:
                raise ValueError("n must be at least one")
            self._source = iter(iterable)
            self._n = n
            self._strict = strict

        def __next__(self):
            batch = []
            for _ in range(self._n):
                x = next(self._source, _end)
                if x is _end:
                    break
                batch.append(x)
            if not batch:
                raise StopIteration
            if self._strict and len(batch) < self._n:
                raise ValueError("batched(): incomplete batch")
            return tuple(batch)
