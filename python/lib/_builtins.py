# The twins of built-in functions and methods: what these do where an operand's behaviour is written in Python. Each gets the
# arguments of the native that it stands for; what was not given and has no default is _absent. Names that begin with an underscore
# and are not defined here are functions in Go, of the module _builtins. Code of this file counts as C code.
import math


def _index(v):
    if isinstance(v, int):
        return v
    if not _has(v, '__index__'):
        raise TypeError("'%s' object cannot be interpreted as an integer" % _type_name(v))
    r = type(v).__index__(v)
    if not isinstance(r, int):
        raise TypeError("__index__ returned non-int (type %s)" % _type_name(r))
    return r


def _slice_part(v):
    if v is None or v is _absent or isinstance(v, int):
        return v
    if not _has(v, '__index__'):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return _index(v)


def _plain_slice(s):
    return slice(_slice_part(s.start), _slice_part(s.stop), _slice_part(s.step))


def _bound(v):
    return None if v is _absent else _slice_part(v)


# Sequences


def _index_item(self, key):
    return _base(self).__getitem__(self, _plain_slice(key) if type(key) is slice else _index(key))


def _index_setitem(self, key, value):
    if type(key) is slice:
        key = _plain_slice(key)
        if isinstance(self, bytearray):
            value = bytes(value)
        else:
            if not _iterable(value):
                raise TypeError("can only assign an iterable" if key.step in (None, 1) else "must assign iterable to extended slice")
            value = list(value)
    else:
        key = _index(key)
        if isinstance(self, bytearray):
            value = _index(value)
    return _base(self).__setitem__(self, key, value)


def _index_delitem(self, key):
    return _base(self).__delitem__(self, _plain_slice(key) if type(key) is slice else _index(key))


def _times(self, value):
    return _base(self).__mul__(self, _index(value))


def _differ(a, b):
    base = _base(a)
    i = 0
    while i < base.__len__(a) and i < base.__len__(b):
        x = base.__getitem__(a, i)
        y = base.__getitem__(b, i)
        if x is not y and not x == y:
            return i
        i += 1
    return -1


def _sequence_eq(self, value):
    base = _base(self)
    return base.__len__(self) == base.__len__(value) and _differ(self, value) < 0


def _sequence_ne(self, value):
    return not _sequence_eq(self, value)


def _sequence_lt(self, value):
    base = _base(self)
    i = _differ(self, value)
    if i < 0:
        return base.__len__(self) < base.__len__(value)
    return base.__getitem__(self, i) < base.__getitem__(value, i)


def _sequence_le(self, value):
    base = _base(self)
    i = _differ(self, value)
    if i < 0:
        return base.__len__(self) <= base.__len__(value)
    return base.__getitem__(self, i) <= base.__getitem__(value, i)


def _sequence_gt(self, value):
    base = _base(self)
    i = _differ(self, value)
    if i < 0:
        return base.__len__(self) > base.__len__(value)
    return base.__getitem__(self, i) > base.__getitem__(value, i)


def _sequence_ge(self, value):
    base = _base(self)
    i = _differ(self, value)
    if i < 0:
        return base.__len__(self) >= base.__len__(value)
    return base.__getitem__(self, i) >= base.__getitem__(value, i)


def _find(self, value, start, stop):
    base = _base(self)
    i = start
    while i < base.__len__(self) and i < stop:
        x = base.__getitem__(self, i)
        if x is value or x == value:
            return i
        i += 1
    return -1


def _sequence_contains(self, key):
    return _find(self, key, 0, _base(self).__len__(self)) >= 0


def _sequence_index(self, value, start, stop):
    n = _base(self).__len__(self)
    start, stop, _ = slice(_bound(start), _bound(stop)).indices(n)
    i = _find(self, value, start, stop)
    if i < 0:
        if isinstance(self, tuple):
            raise ValueError("tuple.index(x): x not in tuple")
        raise ValueError("%r is not in list" % (value,))
    return i


def _sequence_count(self, value):
    base = _base(self)
    n = i = 0
    while i < base.__len__(self):
        x = base.__getitem__(self, i)
        if x is value or x == value:
            n += 1
        i += 1
    return n


def _reprs(items):
    return ', '.join([repr(x) for x in items])


# list and tuple


def _hint(iterable):
    """Asks an object for its length, as CPython does before it makes a list: an exception other than TypeError gets out (PyObject_LengthHint)."""
    try:
        if _has(iterable, '__len__'):
            len(iterable)
            return
        if not _has(iterable, '__length_hint__'):
            return
        hint = type(iterable).__length_hint__(iterable)
    except TypeError:
        return
    if hint is NotImplemented:
        return
    if not isinstance(hint, int):
        raise TypeError('__length_hint__ must be an integer, not ' + type(hint).__name__)
    if hint < 0:
        raise ValueError('__length_hint__() should return >= 0')


def _list_init(self, iterable):
    items = []
    iterator = iter(iterable)
    _hint(iterable)
    for x in iterator:
        items.append(x)
    _list_take(self)
    _list_give(self, items)


def _list_extend(self, iterable):
    iterator = iter(iterable)
    _hint(iterable)
    for x in iterator:
        list.append(self, x)


def _list_iadd(self, value):
    _list_extend(self, value)
    return self


def _list_imul(self, value):
    return list.__imul__(self, _index(value))


def _list_insert(self, index, object):
    return list.insert(self, _index(index), object)


def _list_pop(self, index):
    return _base(self).pop(self, _index(index))


def _list_remove(self, value):
    i = _find(self, value, 0, list.__len__(self))
    if i < 0:
        raise ValueError("list.remove(x): x not in list")
    list.__delitem__(self, i)


def _list_repr(self):
    if _show(self):
        return '[...]'
    try:
        return '[' + _reprs(list.copy(self)) + ']'
    finally:
        _shown(self)


def _tuple_repr(self):
    if _show(self):
        return '(...)'
    try:
        n = tuple.__len__(self)
        return '(' + _reprs([tuple.__getitem__(self, i) for i in range(n)]) + (',)' if n == 1 else ')')
    finally:
        _shown(self)


def _tuple_new(cls, iterable):
    items = []
    iterator = iter(iterable)
    _hint(iterable)
    for x in iterator:
        items.append(x)
    return _tuple_of(cls, items)


def _tuple_hash(self):
    return _tuple_hash_of([hash(tuple.__getitem__(self, i)) for i in range(tuple.__len__(self))])


def _reversed_flag(reverse):
    return bool(reverse) if _since(3, 12) else _index(reverse)


def _list_sort(self, key, reverse):
    reverse = _reversed_flag(reverse)
    items = _list_take(self)
    try:
        _sort(items, key, reverse)
    finally:
        modified = _list_give(self, items)
    if modified:
        raise ValueError("list modified during sort")


def _sorted(iterable, key, reverse):
    items = []
    iterator = iter(iterable)
    _hint(iterable)
    for x in iterator:
        items.append(x)
    _sort(items, key, _reversed_flag(reverse))
    return items


def _sort(items, key, reverse):
    if key is None:
        keys = items[:]
    else:
        keys = []
        for x in items:
            keys.append(key(x))
    if reverse:
        keys.reverse()
        items.reverse()
    try:
        if not _sort_pairs(keys, items):
            _sort_slowly(keys, items)
    finally:
        if reverse:
            items.reverse()


# It compares what CPython compares up to 63 elements, in its order: a run at the beginning, then a binary insertion.
def _sort_slowly(keys, items):
    n = len(keys)
    if n < 2:
        return
    if n >= 64:
        _merge_sort(keys, items)
        return
    down = bool(keys[1] < keys[0])
    run = 2
    while run < n and bool(keys[run] < keys[run - 1]) == down:
        run += 1
    if down:
        keys[:run] = keys[:run][::-1]
        items[:run] = items[:run][::-1]
    while run < n:
        left = 0
        right = run
        key = keys[run]
        while left < right:
            middle = (left + right) // 2
            if key < keys[middle]:
                right = middle
            else:
                left = middle + 1
        keys.insert(left, keys.pop(run))
        items.insert(left, items.pop(run))
        run += 1


def _merge_sort(keys, items):
    half = len(keys) // 2
    k1 = keys[:half]
    k2 = keys[half:]
    i1 = items[:half]
    i2 = items[half:]
    _sort_slowly(k1, i1)
    _sort_slowly(k2, i2)
    a = b = n = 0
    while a < len(k1) and b < len(k2):
        if k2[b] < k1[a]:
            keys[n] = k2[b]
            items[n] = i2[b]
            b += 1
        else:
            keys[n] = k1[a]
            items[n] = i1[a]
            a += 1
        n += 1
    keys[n:] = k1[a:] + k2[b:]
    items[n:] = i1[a:] + i2[b:]


# str and bytes


def _str_new(cls, object, encoding, errors):
    if isinstance(object, memoryview) and not (encoding is _absent and errors is _absent):
        return cls(object.tobytes(), 'utf-8' if encoding is _absent else encoding, 'strict' if errors is _absent else errors)
    r = type(object).__str__(object)
    if not isinstance(r, str):
        raise TypeError("__str__ returned non-string (type %s)" % _type_name(r))
    return r if cls is str else _str_of(cls, r)


def _str_join(self, iterable):
    if not _iterable(iterable):
        raise TypeError("can only join an iterable")
    return _base(self).join(self, list(iterable))


def _byte(self, sub):
    return sub if isinstance(self, str) or not _has(sub, '__index__') else _index(sub)


def _with_bounds_find(self, sub, start, end):
    return _base(self).find(self, _byte(self, sub), _bound(start), _bound(end))


def _with_bounds_rfind(self, sub, start, end):
    return _base(self).rfind(self, _byte(self, sub), _bound(start), _bound(end))


def _with_bounds_index(self, sub, start, end):
    return _base(self).index(self, _byte(self, sub), _bound(start), _bound(end))


def _with_bounds_rindex(self, sub, start, end):
    return _base(self).rindex(self, _byte(self, sub), _bound(start), _bound(end))


def _with_bounds_count(self, sub, start, end):
    return _base(self).count(self, _byte(self, sub), _bound(start), _bound(end))


def _with_bounds_startswith(self, prefix, start, end):
    return _base(self).startswith(self, prefix, _bound(start), _bound(end))


def _with_bounds_endswith(self, prefix, start, end):
    return _base(self).endswith(self, prefix, _bound(start), _bound(end))


def _str_split(self, sep, maxsplit):
    return _base(self).split(self, sep, _index(maxsplit))


def _str_rsplit(self, sep, maxsplit):
    return _base(self).rsplit(self, sep, _index(maxsplit))


def _str_splitlines(self, keepends):
    return _base(self).splitlines(self, _index(keepends))


def _str_center(self, width, fillchar):
    return _base(self).center(self, _index(width)) if fillchar is _absent else _base(self).center(self, _index(width), fillchar)


def _str_ljust(self, width, fillchar):
    return _base(self).ljust(self, _index(width)) if fillchar is _absent else _base(self).ljust(self, _index(width), fillchar)


def _str_rjust(self, width, fillchar):
    return _base(self).rjust(self, _index(width)) if fillchar is _absent else _base(self).rjust(self, _index(width), fillchar)


def _str_zfill(self, width):
    return _base(self).zfill(self, _index(width))


def _str_expandtabs(self, tabsize):
    return _base(self).expandtabs(self, _index(tabsize))


def _str_replace(self, old, new, count):
    return _base(self).replace(self, old, new, _index(count))


def _str_translate(self, table):
    out = []
    for c in str.__str__(self):
        try:
            v = table[ord(c)]
        except LookupError:
            out.append(c)
        else:
            out.append(_translated(v))
    return ''.join(out)


def _format_empty(self, format_spec):
    return str(self)


def _bytes_hex(self, sep, bytes_per_sep):
    return _base(self).hex(self, sep, _index(bytes_per_sep)) if sep is not _absent else (_index(bytes_per_sep), _base(self).hex(self))[1]


def _wrapper_repr(self):
    return '<%s(%r)>' % (type(self).__name__, self.__func__)


def _bytes_new(cls, source, encoding, errors):
    if isinstance(source, memoryview):
        source = source.tobytes()
    elif _has(source, '__bytes__'):
        source = type(source).__bytes__(source)
        if not isinstance(source, bytes):
            raise TypeError("__bytes__ returned non-bytes (type %s)" % _type_name(source))
    elif _has(source, '__index__'):
        source = _index(source)
        if source < 0:
            raise ValueError("negative count")
        return _bytes_of(cls, bytes(source))
    else:
        items = []
        for x in source:
            items.append(_index(x))
        source = items
    return _bytes_of(cls, source)


def _bytes_contains(self, key):
    return _base(self).__contains__(self, _index(key))


def _bytes_mod(self, value):
    text = _base(self).decode(self, 'latin-1')
    single = not isinstance(value, tuple)
    mapping = single and not isinstance(value, (bytes, bytearray, str)) and _has(value, '__getitem__')
    state = [single, value, () if single else value, 0]
    out = []
    at = 0
    while at < len(text):
        start = at
        at, key, verb, stars = _percent_piece(text, at)
        if verb is None:
            out.append(key)
            continue
        if key is not None:
            if not mapping:
                raise TypeError("format requires a mapping")
            state = [True, value[key.encode('latin-1')], (), 0]
        width = _star(state) if stars & 1 else None
        precision = _star(state) if stars & 2 else None
        v = _take(state)
        if verb in 'sb':
            if not isinstance(v, (bytes, bytearray)):
                if not _has(v, '__bytes__'):
                    raise TypeError("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'" % _type_name(v))
                v = type(v).__bytes__(v)
            v = v.decode('latin-1')
            if verb == 'b':
                text = text[:at - 1] + 's' + text[at:]
        elif verb == 'r' or verb == 'a':
            v = ascii(v)
        elif verb == 'c':
            if isinstance(v, (bytes, bytearray)) and len(v) == 1:
                v = v[0]
            if not isinstance(v, int):
                raise TypeError("%c requires an integer in range(256) or a single byte")
            if not 0 <= v < 256:
                raise OverflowError("%c arg not in range(256)")
        else:
            v = _convert(verb, v)
        out.append(_percent_convert(text, start, width, precision, v))
    if not mapping and (state[3] == 0 if state[0] else state[3] < len(state[2])):
        raise TypeError("not all arguments converted during bytes formatting")
    return _base(self)(''.join(out).encode('latin-1'))


def _bytes_rmod(self, value):
    return _bytes_mod(value, self)


def _bytearray_append(self, item):
    return bytearray.append(self, _index(item))


def _bytearray_remove(self, value):
    return self.remove(_index(value))


def _bytearray_insert(self, index, item):
    return bytearray.insert(self, _index(index), _index(item))


def _bytearray_extend(self, iterable):
    return bytearray.extend(self, bytes(iterable))


def _memoryview_getitem(self, key):
    return self[_plain_slice(key) if type(key) is slice else _index(key)]


def _memoryview_setitem(self, key, value):
    if type(key) is not slice:
        self[_index(key)] = value
        return
    key = _plain_slice(key)
    if isinstance(value, memoryview):
        part = self[key]
        if part.format != value.format or len(part) != len(value):
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        value = value.tobytes()
        if part.format != 'B':
            self, key = part.cast('B'), slice(None)
    self[key] = value


def _memoryview_eq(self, value):
    if self is value:
        return True
    if isinstance(value, memoryview):
        if len(self) != len(value):
            return False
        value = value.tolist()
    elif isinstance(value, (bytes, bytearray)):
        value = list(value)
    else:
        return NotImplemented
    return len(self) == len(value) and self.tolist() == value


def _memoryview_ne(self, value):
    equal = _memoryview_eq(self, value)
    return equal if equal is NotImplemented else not equal


def _int_from_bytes(cls, bytes, byteorder, signed):
    data = _bytes_new(_bytes, bytes, None, None) if not isinstance(bytes, (_bytes, bytearray)) else bytes
    return cls(int.from_bytes(data, byteorder, signed=bool(signed)))


_bytes = bytes


# %


def _take(state):
    if state[0] and state[3] == 0:
        state[3] = 1
        return state[1]
    if state[3] >= len(state[2]):
        raise TypeError("not enough arguments for format string")
    state[3] += 1
    return state[2][state[3] - 1]


def _star(state):
    v = _take(state)
    if not isinstance(v, int):
        raise TypeError("* wants int")
    return v


def _convert(verb, v):
    if verb == 's':
        return str(v)
    if verb == 'r':
        return repr(v)
    if verb == 'a':
        return ascii(v)
    if verb in 'diu':
        if not isinstance(v, (int, float)):
            if not _has(v, '__int__') and not _has(v, '__index__'):
                raise TypeError("%%%s format: a real number is required, not %s" % (verb, _type_name(v)))
            return int(v)
    elif verb in 'xXo':
        if not isinstance(v, int):
            if not _has(v, '__index__'):
                raise TypeError("%%%s format: an integer is required, not %s" % (verb, _type_name(v)))
            return _index(v)
    elif verb in 'eEfFgG':
        if not _has(v, '__float__') and not _has(v, '__index__'):
            raise TypeError("must be real number, not %s" % _type_name(v))
        return float(v)
    return v


def _str_mod(self, args):
    text = str.__str__(self)
    single = not isinstance(args, tuple)
    mapping = single and not isinstance(args, str) and _has(args, '__getitem__')
    # whether there is one argument, that one, the tuple of all, how many have been taken
    state = [single, args, () if single else args, 0]
    out = []
    at = 0
    while at < len(text):
        start = at
        at, key, verb, stars = _percent_piece(text, at)
        if verb is None:
            out.append(key)
            continue
        if key is not None:
            if not mapping:
                raise TypeError("format requires a mapping")
            state = [True, args[key], (), 0]
        width = _star(state) if stars & 1 else None
        precision = _star(state) if stars & 2 else None
        v = _take(state)
        out.append(_percent_convert(text, start, width, precision, _convert(verb, v)))
    if not mapping and (state[3] == 0 if state[0] else state[3] < len(state[2])):
        raise TypeError("not all arguments converted during string formatting")
    return ''.join(out)


def _str_rmod(self, value):
    return _str_mod(value, self)


# str.format


def _str_format(self, args, kwargs):
    return _format_text(str.__str__(self), args, kwargs, [0, None], 2)


def _str_format_map(self, mapping):
    return _format_text(str.__str__(self), None, mapping, [0, None], 2)


def _format_text(text, args, kwargs, numbers, levels):
    if levels == 0:
        raise ValueError("Max string recursion exceeded")
    out = []
    for literal, name, conversion, spec, nested in _format_fields(text):
        out.append(literal)
        if name is None:
            continue
        v = _format_value(name, args, kwargs, numbers)
        if conversion == 'r':
            v = repr(v)
        elif conversion == 's':
            v = str(v)
        elif conversion == 'a':
            v = ascii(v)
        elif conversion is not None:
            raise ValueError("Unknown conversion specifier %s" % conversion)
        if nested:
            spec = _format_text(spec, args, kwargs, numbers, levels - 1)
        out.append(format(v, spec))
    return ''.join(out)


def _format_value(name, args, kwargs, numbers):
    first, index, steps = _format_name(name)
    if first == '':
        if numbers[1] == 'manual':
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        numbers[1] = 'automatic'
        index = numbers[0]
        numbers[0] += 1
    elif index >= 0:
        if numbers[1] == 'automatic':
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        numbers[1] = 'manual'
    if index < 0:
        v = kwargs[first]
    elif args is None:
        raise ValueError("Format string contains positional fields")
    elif index >= len(args):
        raise IndexError("Replacement index %d out of range for positional args tuple" % index)
    else:
        v = args[index]
    for attribute, key in steps:
        v = getattr(v, key) if attribute else v[key]
    return v


# Numbers


def _int_new(cls, x, base):
    if base is not _absent:
        base = _index(base)
    if isinstance(x, (str, bytes, bytearray)):
        return _number_of(cls, x, () if base is _absent else (base,), 'invalid literal for int() with base %d' % (10 if base is _absent else base))
    if base is not _absent:
        return int.__new__(cls, x, base)
    if _has(x, '__int__'):
        r = type(x).__int__(x)
        if not isinstance(r, int):
            raise TypeError("__int__ returned non-int (type %s)" % _type_name(r))
    elif _has(x, '__index__'):
        r = _index(x)
    else:
        r = type(x).__trunc__(x)
        if not isinstance(r, int):
            r = _index(r)
    return _int_of(cls, r)


def _number_of(cls, x, base, message):
    """int or float of what is like a string; if it has a __repr__ of its own, the error shows what that says."""
    try:
        return (int if base or 'int' in message else float).__new__(cls, str.__str__(x) if isinstance(x, str) else bytes(x), *base)
    except ValueError as e:
        text = str(e)
        if not text.startswith(message):
            raise
    raise ValueError('%s: %s' % (message, repr(x)[:200]))


def _float_new(cls, x):
    if isinstance(x, (str, bytes, bytearray)):
        return _number_of(cls, x, (), 'could not convert string to float')
    if _has(x, '__float__'):
        r = type(x).__float__(x)
        if not isinstance(r, float):
            raise TypeError("%s.__float__ returned non-float (type %s)" % (_type_name(x), _type_name(r)))
    else:
        r = _index(x)
    return _float_of(cls, r)


def _float_fromhex(cls, string):
    return cls(float.fromhex(string))


def _int_round(self, ndigits):
    return int.__round__(self, _index(ndigits))


def _float_round(self, ndigits):
    return float.__round__(self, _index(ndigits))


def _bool_new(cls, x):
    return True if x else False


# Dicts. A key of the program's classes is found by comparing it with the keys of the same hash.


def _dict_find(self, key, h):
    for k in _dict_keys(self, h):
        if k is key or k == key:
            return (k,)
    return None


def _dict_getitem(self, key):
    h = hash(key)
    k = _dict_find(self, key, h)
    if k:
        return _dict_at(self, k[0], h)
    if type(self) is not dict and _has(self, '__missing__'):
        return type(self).__missing__(self, key)
    raise KeyError(key)


def _dict_setitem(self, key, value):
    h = hash(key)
    k = _dict_find(self, key, h)
    _dict_put(self, k[0] if k else key, h, value)


def _dict_delitem(self, key):
    h = hash(key)
    k = _dict_find(self, key, h)
    if not k:
        raise KeyError(key)
    _dict_remove(self, k[0], h)


def _dict_contains(self, key):
    return _dict_find(self, key, hash(key)) is not None


def _dict_get(self, key, default):
    h = hash(key)
    k = _dict_find(self, key, h)
    return _dict_at(self, k[0], h) if k else default


def _dict_setdefault(self, key, default):
    h = hash(key)
    k = _dict_find(self, key, h)
    if k:
        return _dict_at(self, k[0], h)
    _dict_put(self, key, h, default)
    return default


def _dict_pop(self, key, default):
    h = hash(key)
    k = _dict_find(self, key, h)
    if k:
        v = _dict_at(self, k[0], h)
        _dict_remove(self, k[0], h)
        return v
    if default is _absent:
        raise KeyError(key)
    return default


def _move_to_end(self, key, last):
    h = hash(key)
    k = _dict_find(self, key, h)
    if not k:
        raise KeyError(key)
    _dict_to_end(self, k[0], h, last)


def _dict_update_with(self, other, kwargs):
    if other is not _absent:
        if _has(other, 'keys'):
            for k in other.keys():
                dict.__setitem__(self, k, other[k])
        else:
            i = 0
            for pair in other:
                if not _iterable(pair):
                    raise TypeError("cannot convert dictionary update sequence element #%d to a sequence" % i)
                pair = list(pair)
                if len(pair) != 2:
                    raise ValueError("dictionary update sequence element #%d has length %d; 2 is required" % (i, len(pair)))
                dict.__setitem__(self, pair[0], pair[1])
                i += 1
    for k in kwargs:
        dict.__setitem__(self, k, kwargs[k])


def _dict_fromkeys(cls, iterable, value):
    d = cls()
    if type(d) is dict:
        for k in iterable:
            dict.__setitem__(d, k, value)
    else:
        for k in iterable:
            d[k] = value
    return d


def _dict_repr(self):
    if _show(self):
        return '{...}'
    try:
        return '{' + ', '.join([repr(k) + ': ' + repr(v) for k, v in dict.items(self)]) + '}'
    finally:
        _shown(self)


def _mappingproxy_repr(self):
    return 'mappingproxy(%s)' % dict.__repr__(self)


def _dict_eq(self, value):
    if dict.__len__(self) != dict.__len__(value):
        return False
    for k, v in dict.items(self):
        h = hash(k)
        other = _dict_find(value, k, h)
        if not other:
            return False
        w = _dict_at(value, other[0], h)
        if v is not w and not v == w:
            return False
    return True


def _dict_ne(self, value):
    return not _dict_eq(self, value)


def _dict_or(self, value):
    d = dict.copy(self)
    _dict_update_with(d, value, {})
    return d


def _dict_ror(self, value):
    return _dict_or(value, self)


def _dict_ior(self, value):
    _dict_update_with(self, value, {})
    return self


def _view_repr(self):
    if _show(self):
        return '...'
    try:
        return type(self).__name__ + '([' + _reprs(list(self)) + '])'
    finally:
        _shown(self)


def _keys_contains(self, key):
    return key in self.mapping


def _items_contains(self, pair):
    if not isinstance(pair, tuple) or len(pair) != 2:
        return False
    try:
        v = self.mapping[pair[0]]
    except KeyError:
        return False
    return v is pair[1] or v == pair[1]


_keys_view, _items_view = type({}.keys()), type({}.items())


def _view_set(v):
    return v if isinstance(v, (set, frozenset)) else set(v)


def _view_isdisjoint(self, other):
    if self is other:
        return not len(self)
    if isinstance(other, (set, frozenset, _keys_view, _items_view)) and len(other) > len(self):
        self, other = other, self
    for item in other:
        if item in self:
            return False
    return True


def _view_or(self, value):
    result = set(self)
    result.update(value)
    return result


def _view_and(self, value):
    return _set_and(_view_set(self), _view_set(value))


def _view_sub(self, value):
    result = set(self)
    result.difference_update(value)
    return result


def _view_xor(self, value):
    result = set(self)
    result.symmetric_difference_update(value)
    return result


def _view_ror(self, value):
    return _view_or(value, self)


def _view_rand(self, value):
    return _view_and(value, self)


def _view_rsub(self, value):
    return _view_sub(value, self)


def _view_rxor(self, value):
    return _view_xor(value, self)


def _all_in(items, container):
    for item in items:
        if item not in container:
            return False
    return True


def _view_eq(self, value):
    return len(self) == len(value) and _all_in(self, value)


def _view_ne(self, value):
    return not _view_eq(self, value)


def _view_lt(self, value):
    return len(self) < len(value) and _all_in(self, value)


def _view_le(self, value):
    return len(self) <= len(value) and _all_in(self, value)


def _view_gt(self, value):
    return len(self) > len(value) and _all_in(value, self)


def _view_ge(self, value):
    return len(self) >= len(value) and _all_in(value, self)



# Sets


def _set_find(self, key, h):
    for k in _set_keys(self, h):
        if k is key or k == key:
            return (k,)
    return None


def _member(key):
    if isinstance(key, set) and type(key).__hash__ is None:
        return frozenset(key)
    return key


def _set_add(self, key):
    h = hash(key)
    if not _set_find(self, key, h):
        _set_insert(self, key, h)


def _set___contains__(self, key):
    key = _member(key)
    return _set_find(self, key, hash(key)) is not None


def _set_discard(self, key):
    key = _member(key)
    h = hash(key)
    k = _set_find(self, key, h)
    if k:
        _set_drop(self, k[0], h)


def _set_remove(self, key):
    member = _member(key)
    h = hash(member)
    k = _set_find(self, member, h)
    if not k:
        raise KeyError(key)
    _set_drop(self, k[0], h)


def _set_of(iterable):
    s = set()
    for x in iterable:
        s.add(x)
    return s


def _set_init(self, iterable):
    _set_become(self, _set_of(iterable))


def _frozenset_new(cls, iterable):
    return _frozenset_of(cls, _set_of(iterable))


def _set_repr(self):
    name = type(self).__name__
    if _show(self):
        return name + '(...)'
    try:
        text = '{' + _reprs(list(_base(self).copy(self))) + '}'
        return text if type(self) is set else name + '(' + text + ')'
    finally:
        _shown(self)


def _like(self, s):
    return _frozenset_of(frozenset, s) if isinstance(self, frozenset) else s


def _has_member(s, key):
    return _set_find(s, key, hash(key)) is not None


def _set_union(self, others):
    s = set(_base(self).copy(self))
    for other in others:
        for x in other:
            s.add(x)
    return _like(self, s)


def _set_intersection(self, others):
    s = set(_base(self).copy(self))
    for other in others:
        if isinstance(other, (set, frozenset)) and len(other) > len(s):
            s, other = other, s
        r = set()
        for x in other:
            if _has_member(s, x):
                r.add(x)
        s = r
    return _like(self, s)


def _set_difference(self, others):
    s = set(_base(self).copy(self))
    for other in others:
        for x in other:
            s.discard(x)
    return _like(self, s)


def _set_symmetric_difference(self, other):
    s = _set_of(other)
    for x in _base(self).copy(self):
        if _has_member(s, x):
            s.discard(x)
        else:
            s.add(x)
    return _like(self, s)


def _set_change_update(self, others):
    for other in others:
        for x in list(other) if other is self else other:
            set.add(self, x)


def _set_change_intersection_update(self, others):
    _set_become(self, _set_intersection(self, others))


def _set_change_difference_update(self, others):
    _set_become(self, _set_difference(self, others))


def _set_change_symmetric_difference_update(self, other):
    _set_become(self, _set_symmetric_difference(self, other))


def _set_or(self, value):
    return _set_union(self, (value,))


def _set_and(self, value):
    return _set_intersection(self, (value,))


def _set_sub(self, value):
    return _set_difference(self, (value,))


def _set_xor(self, value):
    return _set_symmetric_difference(self, value)


def _set_ror(self, value):
    return _set_or(value, self)


def _set_rand(self, value):
    return _set_and(value, self)


def _set_rsub(self, value):
    return _set_sub(value, self)


def _set_rxor(self, value):
    return _set_xor(value, self)


def _set_ior(self, value):
    _set_change_update(self, (value,))
    return self


def _set_iand(self, value):
    _set_become(self, _set_intersection(self, (value,)))
    return self


def _set_isub(self, value):
    _set_become(self, _set_difference(self, (value,)))
    return self


def _set_ixor(self, value):
    _set_become(self, _set_symmetric_difference(self, value))
    return self


def _set_le(self, value):
    if len(self) > len(value):
        return False
    for x in _base(self).copy(self):
        if not _has_member(value, x):
            return False
    return True


def _set_lt(self, value):
    return len(self) < len(value) and _set_le(self, value)


def _set_gt(self, value):
    return _set_lt(value, self)


def _set_ge(self, value):
    return _set_le(value, self)


def _set_eq(self, value):
    return len(self) == len(value) and _set_le(self, value)


def _set_ne(self, value):
    return not _set_eq(self, value)


def _set_issubset(self, other):
    return _set_le(self, _view_set(other))


def _set_issuperset(self, other):
    return _set_le(_view_set(other), self)


def _set_isdisjoint(self, other):
    for x in other:
        if _has_member(self, x):
            return False
    return True


# Ranges and slices


def _range_new(cls, start, stop, step):
    if stop is _absent:
        return range(_index(start))
    return range(_index(start), _index(stop), 1 if step is _absent else _index(step))


def _range_index(self, value):
    i = 0
    for x in self:
        if x == value:
            return i
        i += 1
    raise ValueError("sequence.index(x): x not in sequence")


def _range_contains(self, key):
    for x in self:
        if x == key:
            return True
    return False


def _range_count(self, value):
    n = 0
    for x in self:
        if x == value:
            n += 1
    return n


def _slice_parts(v):
    return v.start, v.stop, v.step


def _slice_lt(self, value):
    return _slice_parts(self) < _slice_parts(value)


def _slice_le(self, value):
    return _slice_parts(self) <= _slice_parts(value)


def _slice_gt(self, value):
    return _slice_parts(self) > _slice_parts(value)


def _slice_ge(self, value):
    return _slice_parts(self) >= _slice_parts(value)


def _slice_repr(self):
    return 'slice(' + _reprs([self.start, self.stop, self.step]) + ')'


def _slice_eq(self, value):
    return (self.start, self.stop, self.step) == (value.start, value.stop, value.step)


# Iterators


def _iter(object, sentinel):
    if sentinel is not _absent:
        if not callable(object):
            raise TypeError("iter(v, w): v must be callable")
        return _call_iterator(object, sentinel)
    if not _has(object, '__iter__'):
        return _sequence_iterator(object)
    r = type(object).__iter__(object)
    if not _has(r, '__next__'):
        raise TypeError("iter() returned non-iterator of type '%s'" % _type_name(r))
    return r


def _next(iterator, default):
    if default is _absent:
        return type(iterator).__next__(iterator)
    try:
        return type(iterator).__next__(iterator)
    except StopIteration:
        return default


def _enumerate_new(cls, iterable, start):
    start = _index(start)
    return _iterator_of(cls, iter(iterable), (), start, 0)


def _zip_new(cls, iterables, strict):
    return _iterator_of(cls, None, tuple([iter(x) for x in iterables]), 0, 1 if strict else 0)


def _map_new(cls, args):
    return _iterator_of(cls, args[0], tuple([iter(x) for x in args[1:]]), 0, 0)


def _filter_new(cls, function, iterable):
    return _iterator_of(cls, function, (iter(iterable),), 0, 0)


def _reversed_new(cls, sequence):
    if _has(sequence, '__reversed__'):
        return type(sequence).__reversed__(sequence)
    return _iterator_of(cls, sequence, (), len(sequence) - 1, 0)


def _next_of_map(it):
    function, sources = _iterator_parts(it)
    if len(sources) == 1:
        return function(next(sources[0]))
    return function(*[next(s) for s in sources])


def _next_of_filter(it):
    function, sources = _iterator_parts(it)
    source = sources[0]
    while True:
        x = next(source)
        if x if function is None else function(x):
            return x


def _next_of_enumerate(it):
    x = next(_iterator_parts(it)[0])
    return (_enumerate_count(it), x)


def _next_of_zip(it):
    sources = _iterator_parts(it)[1]
    if not sources:
        raise StopIteration
    row = []
    for source in sources:
        try:
            row.append(next(source))
        except StopIteration:
            if not _zip_strict(it):
                raise
            _zip_uneven(sources, len(row))
            raise
    return tuple(row)


def _zip_uneven(sources, i):
    if i > 0:
        raise ValueError("zip() argument %d is shorter than argument%s" % (i + 1, ' 1' if i == 1 else 's 1-%d' % i)) from None
    for i in range(1, len(sources)):
        try:
            next(sources[i])
        except StopIteration:
            continue
        raise ValueError("zip() argument %d is longer than argument%s" % (i + 1, ' 1' if i == 1 else 's 1-%d' % i)) from None


def _next_of_reversed(it):
    return _next_item(it)


def _next_of_iterator(it):
    return _next_item(it)


def _next_item(it):
    sequence = _iterator_parts(it)[0]
    i = _iterator_step(it)
    if i is None:
        raise StopIteration
    try:
        return sequence[i]
    except (IndexError, StopIteration):
        _iterator_end(it)
    raise StopIteration


def _next_of_callable_iterator(it):
    function, others = _iterator_parts(it)
    if not others:
        raise StopIteration
    x = function()
    if x == others[0]:
        _iterator_end(it)
        raise StopIteration
    return x


# Built-in functions


def _len(obj):
    n = type(obj).__len__(obj)
    if not isinstance(n, int):
        if not _has(n, '__index__'):
            raise TypeError("'%s' object cannot be interpreted as an integer" % _type_name(n))
        n = _index(n)
    if n < 0:
        raise ValueError("__len__() should return >= 0")
    return n


def _abs(x):
    return type(x).__abs__(x)


def _divmod(x, y):
    if type(x) is not type(y) and isinstance(y, type(x)) and _has(y, '__rdivmod__'):
        r = type(y).__rdivmod__(y, x)
        if r is not NotImplemented:
            return r
    if _has(x, '__divmod__'):
        r = type(x).__divmod__(x, y)
        if r is not NotImplemented:
            return r
    if _has(y, '__rdivmod__'):
        r = type(y).__rdivmod__(y, x)
        if r is not NotImplemented:
            return r
    raise TypeError("unsupported operand type(s) for divmod(): '%s' and '%s'" % (_type_name(x), _type_name(y)))


def _pow(base, exp, mod):
    if mod is None:
        return base ** exp
    if _has(base, '__pow__'):
        r = type(base).__pow__(base, exp, mod)
        if r is not NotImplemented:
            return r
    raise TypeError("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'" % (_type_name(base), _type_name(exp), _type_name(mod)))


def _round(number, ndigits):
    if ndigits is _absent or ndigits is None:
        return type(number).__round__(number)
    return type(number).__round__(number, ndigits)


def _chr(i):
    return chr(_index(i))


def _hex(number):
    return hex(_index(number))


def _oct(number):
    return oct(_index(number))


def _bin(number):
    return bin(_index(number))


def _hash(obj):
    h = type(obj).__hash__(obj)
    if not isinstance(h, int):
        raise TypeError("__hash__ method should return an integer")
    return _hash_of_int(h)


def _repr(obj):
    r = type(obj).__repr__(obj)
    if not isinstance(r, str):
        raise TypeError("__repr__ returned non-string (type %s)" % _type_name(r))
    return r


def _ascii(obj):
    return _escaped(repr(obj))


def _format(value, format_spec):
    r = type(value).__format__(value, format_spec)
    if not isinstance(r, str):
        raise TypeError("__format__ must return a str, not %s" % _type_name(r))
    return r


def _values(name, arg, args, default):
    if args:
        if default is not _absent:
            raise TypeError("Cannot specify a default for %s() with multiple positional arguments" % name)
        return (arg,) + args
    return arg


def _min(arg, args, default, key):
    best = _absent
    for x in _values('min', arg, args, default):
        k = x if key is None else key(x)
        if best is _absent or k < least:
            best, least = x, k
    if best is _absent:
        if default is _absent:
            raise ValueError("min() arg is an empty sequence")
        return default
    return best


def _max(arg, args, default, key):
    best = _absent
    for x in _values('max', arg, args, default):
        k = x if key is None else key(x)
        if best is _absent or k > most:
            best, most = x, k
    if best is _absent:
        if default is _absent:
            raise ValueError("max() arg is an empty sequence")
        return default
    return best


def _sum(iterable, start):
    for x in iterable:
        start = start + x
    return start


def _any(iterable):
    for x in iterable:
        if x:
            return True
    return False


def _all(iterable):
    for x in iterable:
        if not x:
            return False
    return True


# The module math, for objects that have __float__ or __index__


def _number(v):
    return v if isinstance(v, (int, float)) else _float_new(float, v)


def _math_twin(name):
    def twin(*args):
        return getattr(math, name)(*[_number(x) for x in args if x is not _absent])
    return twin


def _math_ints(name):
    def twin(*args):
        return getattr(math, name)(*[x if x is None else _index(x) for x in args])
    return twin


_math_acos, _math_acosh, _math_asin, _math_asinh = _math_twin('acos'), _math_twin('acosh'), _math_twin('asin'), _math_twin('asinh')
_math_atan, _math_atanh, _math_cbrt, _math_cos = _math_twin('atan'), _math_twin('atanh'), _math_twin('cbrt'), _math_twin('cos')
_math_cosh, _math_erf, _math_erfc, _math_exp = _math_twin('cosh'), _math_twin('erf'), _math_twin('erfc'), _math_twin('exp')
_math_exp2, _math_expm1, _math_fabs, _math_gamma = _math_twin('exp2'), _math_twin('expm1'), _math_twin('fabs'), _math_twin('gamma')
_math_lgamma, _math_log1p, _math_sin, _math_sinh = _math_twin('lgamma'), _math_twin('log1p'), _math_twin('sin'), _math_twin('sinh')
_math_sqrt, _math_tan, _math_tanh, _math_degrees = _math_twin('sqrt'), _math_twin('tan'), _math_twin('tanh'), _math_twin('degrees')
_math_radians, _math_ulp, _math_atan2, _math_copysign = _math_twin('radians'), _math_twin('ulp'), _math_twin('atan2'), _math_twin('copysign')
_math_fmod, _math_remainder, _math_nextafter, _math_pow = _math_twin('fmod'), _math_twin('remainder'), _math_twin('nextafter'), _math_twin('pow')
_math_isfinite, _math_isinf, _math_isnan = _math_twin('isfinite'), _math_twin('isinf'), _math_twin('isnan')
_math_log, _math_log2, _math_log10 = _math_twin('log'), _math_twin('log2'), _math_twin('log10')
_math_frexp, _math_modf = _math_twin('frexp'), _math_twin('modf')
_math_factorial, _math_comb, _math_perm, _math_isqrt = _math_ints('factorial'), _math_ints('comb'), _math_ints('perm'), _math_ints('isqrt')


def _math_floor(x):
    return type(x).__floor__(x) if _has(x, '__floor__') else math.floor(_number(x))


def _math_ceil(x):
    return type(x).__ceil__(x) if _has(x, '__ceil__') else math.ceil(_number(x))


def _math_trunc(x):
    return type(x).__trunc__(x)


def _math_gcd(integers):
    return math.gcd(*[_index(x) for x in integers])


def _math_lcm(integers):
    return math.lcm(*[_index(x) for x in integers])


def _math_hypot(coordinates):
    return math.hypot(*[_number(x) for x in coordinates])


def _math_fsum(seq):
    return math.fsum([_number(x) for x in seq])


def _math_dist(p, q):
    return math.dist([_number(x) for x in p], [_number(x) for x in q])


def _math_prod(iterable, start):
    for x in iterable:
        start = start * x
    return start


def _math_ldexp(x, i):
    return math.ldexp(_number(x), i)


def _math_isclose(a, b, rel_tol, abs_tol):
    return math.isclose(_number(a), _number(b), rel_tol=1e-9 if rel_tol is _absent else _number(rel_tol), abs_tol=0.0 if abs_tol is _absent else _number(abs_tol))


# collections.deque


def _deque_init(self, iterable, maxlen):
    items = []
    for x in iterable:
        items.append(x)
    _base(self).__init__(self, items, maxlen)


def _deque_extend(self, iterable):
    append = _base(self).append
    for x in iterable:
        append(self, x)


def _deque_iadd(self, value):
    _deque_extend(self, value)
    return self


def _deque_extendleft(self, iterable):
    append = _base(self).appendleft
    for x in iterable:
        append(self, x)


def _deque_rotate(self, n):
    _base(self).rotate(self, _index(n))


def _deque_insert(self, index, object):
    _base(self).insert(self, _index(index), object)


def _deque_repr(self):
    if _show(self):
        return '[...]'
    try:
        text = type(self).__name__ + '([' + _reprs(list(_base(self).copy(self))) + ']'
        return text + (')' if self.maxlen is None else ', maxlen=%d)' % self.maxlen)
    finally:
        _shown(self)


def _deque_contains(self, key):
    return list(_base(self).copy(self)).count(key) > 0


def _deque_count(self, value):
    return list(_base(self).copy(self)).count(value)


def _deque_at(self, value, start, stop):
    items = list(_base(self).copy(self))
    start, stop, _ = slice(_bound(start), _bound(stop)).indices(len(items))
    i = _find(items, value, start, stop)
    if i < 0:
        raise ValueError("%r is not in deque" % (value,))
    return i


def _deque_index(self, value, start, stop):
    return _deque_at(self, value, start, stop)


def _deque_remove(self, value):
    _base(self).__delitem__(self, _deque_at(self, value, None, None))


def _deque_lists(self, value):
    return list(_base(self).copy(self)), list(_base(value).copy(value))


def _deque_eq(self, value):
    a, b = _deque_lists(self, value)
    return a == b


def _deque_ne(self, value):
    return not _deque_eq(self, value)


def _deque_lt(self, value):
    a, b = _deque_lists(self, value)
    return a < b


def _deque_le(self, value):
    a, b = _deque_lists(self, value)
    return a <= b


def _deque_gt(self, value):
    a, b = _deque_lists(self, value)
    return a > b


def _deque_ge(self, value):
    a, b = _deque_lists(self, value)
    return a >= b


