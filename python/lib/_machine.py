"""What the machine leaves to Python: the making of classes and objects, imports by hand, attributes with hooks, and how
exceptions show. Each function is the twin of a native, or of a case of an instruction, and counts as C code."""


def __build_class__(func, name, /, *bases, metaclass=_absent, **kwds):
    if type(name) is not str:
        raise TypeError('__build_class__: name is not a string')
    original = bases
    for base in bases:
        if not _is_instance(base, type):
            bases = _resolve_bases(bases)
            break
    if metaclass is _absent:
        meta = type(bases[0]) if bases else type
    else:
        meta = metaclass
    if _is_instance(meta, type):
        meta = _calculate_meta(meta, bases)
    if meta is type:
        namespace = {}
    else:
        prepare = getattr(meta, '__prepare__', None)
        namespace = {} if prepare is None else prepare(name, bases, **kwds)
    _execute_body(func, namespace)
    if bases is not original:
        namespace['__orig_bases__'] = original
    return meta(name, bases, namespace, **kwds)


def _resolve_bases(bases):
    resolved = []
    for base in bases:
        if not _is_instance(base, type) and hasattr(base, '__mro_entries__'):
            resolved.extend(base.__mro_entries__(bases))
        else:
            resolved.append(base)
    return tuple(resolved)


def _type_new(meta, name, bases, namespace, /, **kwds):
    winner = _calculate_meta(meta, bases)
    if winner is not meta:
        if winner.__new__ is not type.__new__:
            return winner.__new__(winner, name, bases, namespace, **kwds)
        meta = winner
    original = namespace
    if type(namespace) is not dict:
        namespace = dict(namespace)
    cls = _make_class(meta, name, bases, namespace)
    for key, value in original.items():
        hook = _lookup(type(value), '__set_name__')
        if hook is not _absent:
            try:
                type(value).__set_name__(value, cls, key)
            except Exception as e:
                _name_failed(e, value, key, name)
    super(cls, cls).__init_subclass__(**kwds)
    return cls


def _since(*version):
    import sys
    return sys.version_info >= version


def _name_failed(error, value, key, name):
    if _since(3, 12):
        error.add_note("Error calling __set_name__ on %r instance %r in %r" % (type(value).__name__, key, name))
        raise error
    raise RuntimeError("Error calling __set_name__ on %r instance %r in %r" % (type(value).__name__, key, name)) from error


def _instantiate(cls, /, *args, **kwds):
    obj = cls.__new__(cls, *args, **kwds)
    if _is_instance(obj, cls):
        result = type(obj).__init__(obj, *args, **kwds)
        if result is not None:
            raise TypeError("__init__() should return None, not '%s'" % type(result).__name__)
    return obj


def _raise(exc, cause=_absent):
    if _is_instance(exc, type):
        made = exc()
        if not _is_instance(made, BaseException):
            raise TypeError("calling %r should have returned an instance of BaseException, not %r" % (exc, type(made)))
        exc = made
    if cause is _absent:
        raise exc
    raise exc from cause


def _load_name(mapping, name, module):
    try:
        return mapping[name]
    except KeyError:
        return _global(module, name)


def _call_ex(fn, args, kwargs):
    if kwargs is None:
        return fn(*tuple(args))
    named = {}
    _dict_merge(named, kwargs, _function_name(fn))
    return fn(*tuple(args), **named)


def _send(it, value):
    return it.send(value)


def _delegate_throw(it, error):
    throw = getattr(it, 'throw', _absent)
    if throw is _absent:
        _raise_again(error)
    return throw(error)


def _delegate_close(it):
    close = getattr(it, 'close', _absent)
    if close is not _absent:
        close()


def _drop_generator(g):
    """What CPython does with a generator to which nothing refers any more."""
    try:
        g.close()
    except BaseException as e:
        _not_raised(g, e)


def _finalize(base, kind, obj):
    """Calls what is due for an object that has died, and for what dies with it."""
    while True:
        what = obj
        try:
            if kind == 'del':
                what = type(obj).__del__
                what(obj)
            else:
                _call_finalizer(kind, obj)
        except BaseException as e:
            _not_raised(what, e)
        obj = what = None
        following = _next_finalizer(base)
        if following is None:
            return
        kind, obj = following
        following = None


def _call_finalizer(kind, obj):
    what = obj
    try:
        if kind == 'callback':
            what = object.__getattribute__(obj, '__callback__')
            object.__setattr__(obj, '__callback__', None)
            if what is not None:
                what(obj)
        elif kind == 'close':
            obj.close()
        elif kind == 'del':
            what = type(obj).__del__
            what(obj)
    except BaseException as e:
        _not_raised(what, e)


def _not_raised(what, e):
    _write_error('Exception ignored in: %r\n' % (what,) + ''.join(_format_exception(type(e), e, e.__traceback__, chain=False)))


def _finalize_all(objects):
    """Calls __del__ of what is left at the end of the program."""
    for obj in objects:
        _call_finalizer(_begin_finalizer(obj), obj)


def _collect_garbage():
    """gc.collect: weak references end first, then finalizers are called, and what they have not brought back goes."""
    refs, objects = _collect()
    for ref in refs:
        _call_finalizer('callback', ref)
    for obj in objects:
        _call_finalizer(_begin_finalizer(obj), obj)
    obj = ref = refs = objects = None
    return _sweep()


_warned = set()


def _never_awaited(coroutine, text):
    """A coroutine to which nothing refers any more; the warning is given once for each place."""
    if text not in _warned:
        _warned.add(text)
        _write_error(text)
    return coroutine


def _iterable_coroutine(function):
    """types.coroutine of a generator function: what it returns can be awaited."""
    def wrapped(*args, **kwargs):
        return _as_awaited(function(*args, **kwargs))
    for name in ('__name__', '__qualname__', '__doc__', '__module__'):
        setattr(wrapped, name, getattr(function, name, None))
    wrapped.__dict__.update(function.__dict__)
    wrapped.__wrapped__ = function
    return wrapped


def _close_generator(g):
    g.close()


def _generator_throw(self, typ, val, tb):
    if _is_instance(val, BaseException):
        return self.throw(val)
    if val is None:
        return self.throw(typ())
    if _is_instance(val, tuple):
        return self.throw(typ(*val))
    return self.throw(typ(val))


# Containers that instructions make.

def _build_set(s, /, *items):
    for item in items:
        s.add(item)
    return s


def _build_map(d, /, *items):
    i = 0
    while i < len(items):
        d[items[i]] = items[i + 1]
        i += 2
    return d


def _set_add_any(s, item):
    s.add(item)


def _map_add(d, key, value):
    d[key] = value


def _list_extend_any(target, iterable):
    iterator = iter(iterable)
    _hint(iterable)
    for item in iterator:
        target.append(item)


def _set_update_any(target, iterable):
    for item in iterable:
        target.add(item)


def _dict_update_any(d, mapping):
    if not hasattr(mapping, 'keys'):
        raise TypeError("'%s' object is not a mapping" % type(mapping).__name__)
    for key in mapping.keys():
        d[key] = mapping[key]


def _dict_merge(d, mapping, name):
    if not hasattr(mapping, 'keys'):
        raise TypeError("%s argument after ** must be a mapping, not %s" % (name, type(mapping).__name__))
    for key in mapping.keys():
        if key in d:
            if not _is_instance(key, str):
                raise TypeError('keywords must be strings')
            raise TypeError("%s got multiple values for keyword argument '%s'" % (name, key))
        d[key] = mapping[key]


def _unpack(iterable, most, before, after):
    it = iter(iterable)
    items = []
    for item in it:
        if len(items) == most:
            raise ValueError('too many values to unpack (expected %d)' % most)
        items.append(item)
    return items


def _vars(obj):
    namespace = getattr(obj, '__dict__', _absent)
    if namespace is _absent:
        raise TypeError('vars() argument must have __dict__ attribute')
    return namespace


def _contains(container, value):
    items = None
    try:
        items = iter(container)
    except TypeError:
        pass
    if items is None:
        raise TypeError("argument of type '%s' is not iterable" % type(container).__name__)
    for item in items:
        if item is value or item == value:
            return True
    return False


def _convert_and_format(value, convert, spec):
    return format(convert(value), spec)


# match

def _is_mapping(obj):
    return _is_registered(obj, 'Mapping')


def _is_sequence(obj):
    return _is_registered(obj, 'Sequence')


def _is_registered(obj, name):
    import sys
    abc = sys.modules.get('collections.abc')  # without it no class of the program is known to be one
    return abc is not None and isinstance(obj, getattr(abc, name))


def _match_keys(subject, keys):
    seen = set()
    values = []
    for key in keys:
        if key in seen:
            raise ValueError('mapping pattern checks duplicate key (%r)' % (key,))
        seen.add(key)
        value = subject.get(key, _absent)
        if value is _absent:
            return None
        values.append(value)
    return tuple(values)


_self_matching = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def _match_class(subject, cls, names, positional):
    if not _is_instance(cls, type):
        raise TypeError('called match pattern must be a class')
    if not isinstance(subject, cls):
        return None
    values = []
    seen = set()
    if positional:
        match_args = getattr(cls, '__match_args__', _absent)
        if match_args is _absent:
            for base in _self_matching:
                if _is_subclass(cls, base):
                    break
            else:
                base = None
            most = 0 if base is None else 1
            if positional > most:
                raise TypeError('%s() accepts %d positional sub-pattern%s (%d given)' % (cls.__name__, most, '' if most == 1 else 's', positional))
            values.append(subject)
        else:
            if type(match_args) is not tuple:
                raise TypeError('%s.__match_args__ must be a tuple (got %s)' % (cls.__name__, type(match_args).__name__))
            if positional > len(match_args):
                raise TypeError('%s() accepts %d positional sub-pattern%s (%d given)' % (
                    cls.__name__, len(match_args), '' if len(match_args) == 1 else 's', positional))
            i = 0
            while i < positional:
                name = match_args[i]
                if type(name) is not str:
                    raise TypeError('__match_args__ elements must be strings (got %s)' % type(name).__name__)
                if name in seen:
                    raise TypeError("%s() got multiple sub-patterns for attribute '%s'" % (cls.__name__, name))
                seen.add(name)
                value = getattr(subject, name, _absent)
                if value is _absent:
                    return None
                values.append(value)
                i += 1
    for name in names:
        if name in seen:
            raise TypeError("%s() got multiple sub-patterns for attribute '%s'" % (cls.__name__, name))
        seen.add(name)
        value = getattr(subject, name, _absent)
        if value is _absent:
            return None
        values.append(value)
    return tuple(values)


# Attributes

def _getattr_default(obj, name, default):
    try:
        return getattr(obj, name)
    except AttributeError:
        return default


def _hasattr(obj, name):
    try:
        getattr(obj, name)
    except AttributeError:
        return False
    return True


def _set_attribute(obj, name, value):
    if value is _absent:
        type(obj).__delattr__(obj, name)
    else:
        type(obj).__setattr__(obj, name, value)


def _isinstance(obj, cls):
    if type(cls) is tuple:
        for c in cls:
            if isinstance(obj, c):
                return True
        return False
    if _is_instance(cls, type):
        if type(obj) is cls:
            return True
        return bool(type(cls).__instancecheck__(cls, obj))
    check = _lookup(type(cls), '__instancecheck__')
    if check is _absent:
        raise TypeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
    return bool(check(cls, obj))


def _issubclass(cls, other):
    if type(other) is tuple:
        for c in other:
            if issubclass(cls, c):
                return True
        return False
    if _is_instance(other, type):
        return bool(type(other).__subclasscheck__(other, cls)) if type(other) is not type else _is_subclass(cls, other)
    check = _lookup(type(other), '__subclasscheck__')
    if check is _absent:
        raise TypeError('issubclass() arg 2 must be a class, a tuple of classes, or a union')
    return bool(check(other, cls))


def _dir(obj):
    return _default_sort([str(name) for name in type(obj).__dir__(obj)] if not _is_instance(obj, type) else _class_dir(obj))


def _class_dir(cls):
    names = {}
    for c in type.mro(cls):
        for name in c.__dict__:
            names[name] = True
    return list(names)


def _object_dir(self):
    names = {}
    own = getattr(self, '__dict__', None)
    if own is not None:
        for name in own:
            names[name] = True
    for name in _class_dir(type(self)):
        names[name] = True
    return list(names)


def _object_format(self, spec):
    return str(self)


def _object_ne(self, other):
    result = type(self).__eq__(self, other)
    return result if result is NotImplemented else not result


def _property_is_abstract(self):
    return False


def _method_repr(self):
    return '<bound method %s of %r>' % (self.__func__.__qualname__, self.__self__)


def _new_object(cls, *args):
    return cls.__new__(cls, *args)


def _reduce_ex(self, protocol):
    cls = type(self)
    reduce = getattr(cls, '__reduce__', None)
    if reduce is not None:
        return reduce(self)
    items = iter(self) if isinstance(self, list) else None
    pairs = iter(self.items()) if isinstance(self, dict) else None
    return _new_object, (cls,), getattr(self, '__dict__', None) or None, items, pairs


class UnionType:
    __module__ = 'types'

    def __init__(self, args):
        self.__args__ = args

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __eq__(self, other):
        return type(other) is UnionType and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return ' | '.join(['None' if a is type(None) else a.__qualname__ if isinstance(a, type) else repr(a) for a in self.__args__])


def _union(self, other):
    args = []
    for part in (self, other):
        if part is None:
            part = type(None)
        for a in part.__args__ if type(part) is UnionType else (part,):
            if not _is_instance(a, type) and not hasattr(a, '__origin__') and not hasattr(a, '__supertype__') and type(a).__module__ != 'typing':
                return NotImplemented
            if a not in args:
                args.append(a)
    return args[0] if len(args) == 1 else UnionType(tuple(args))


def _union_reverse(self, other):
    return _union(other, self)


class GenericAlias:
    """A class with what it holds in brackets, as list[int]: it is called and inherited from as the class itself."""

    __module__ = 'types'

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __instancecheck__(self, obj):
        raise TypeError('isinstance() argument 2 cannot be a parameterized generic')

    def __subclasscheck__(self, cls):
        raise TypeError('issubclass() argument 2 cannot be a parameterized generic')

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getitem__(self, args):
        return GenericAlias(self.__origin__, args)

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        def name(t):
            if t is Ellipsis:
                return '...'
            if isinstance(t, type):
                return t.__qualname__ if t.__module__ == 'builtins' else '%s.%s' % (t.__module__, t.__qualname__)
            return repr(t)
        return '%s[%s]' % (name(self.__origin__), ', '.join(name(a) for a in self.__args__) or '()')


def _generic_alias(cls, item):
    return GenericAlias(cls, item)


# Standard streams

class _Stream:
    encoding = 'utf-8'
    errors = 'strict'
    closed = False

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def fileno(self):
        return self._fileno

    def close(self):
        pass

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class _Output(_Stream):
    name = '<stdout>'
    mode = 'w'
    _fileno = 1

    def write(self, text):
        if not _is_instance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        if text:
            _write(text)
        return len(text)


class _ErrorOutput(_Stream):
    name = '<stderr>'
    mode = 'w'
    _fileno = 2

    def write(self, text):
        if not _is_instance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        _write_error(text)
        return len(text)


class _Input(_Stream):
    name = '<stdin>'
    mode = 'r'
    _fileno = 0

    def readline(self, size=-1):
        try:
            return _read_line() + '\n'
        except EOFError:
            return ''

    def read(self, size=-1):
        return ''.join(self.readlines())

    def readlines(self):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


_stdout = _Output()
_stderr = _ErrorOutput()
_stdin = _Input()


def _print(args, sep=None, end=None, file=None, flush=False):
    if sep is None:
        sep = ' '
    elif not _is_instance(sep, str):
        raise TypeError('sep must be None or a string, not %s' % type(sep).__name__)
    if end is None:
        end = '\n'
    elif not _is_instance(end, str):
        raise TypeError('end must be None or a string, not %s' % type(end).__name__)
    if file is None:
        import sys
        file = sys.stdout
        if file is None:
            return
    if file is _stdout:
        text = ''
        try:
            for i, a in enumerate(args):
                if i:
                    text += sep
                text += str(a)
        except BaseException:
            _write(text)
            raise
        _write(text + end)
    elif file is _stderr:
        _write_error(sep.join([str(a) for a in args]) + end)
    else:
        for i, a in enumerate(args):
            if i:
                file.write(sep)
            file.write(str(a))
        file.write(end)
    if flush:
        file.flush()


def _input(prompt):
    _write(str(prompt))
    return _read_line()


# Exceptions

def _exception_reduce(self):
    """What pickle and copy make an exception of: its class, its arguments, and its attributes."""
    args = self.args
    if isinstance(self, OSError) and len(args) == 2 and self.filename is not None:
        args += (self.filename,) if self.filename2 is None else (self.filename, None, self.filename2)
    state = dict(self.__dict__)
    return (type(self), args, state) if state else (type(self), args)


def _exception_str(self):
    args = self.args
    if not args:
        return ''
    return str(args[0]) if len(args) == 1 else str(args)


def _exception_repr(self):
    args = self.args
    if len(args) == 1 and _since(3, 7):
        return '%s(%r)' % (type(self).__name__, args[0])
    return type(self).__name__ + repr(args)


def _key_error_str(self):
    args = self.args
    if len(args) == 1:
        return repr(args[0])
    return _exception_str(self)


def _os_error_str(self):
    if len(self.args) >= 2:
        if self.filename2 is not None:
            return '[Errno %s] %s: %r -> %r' % (self.errno, self.strerror, self.filename, self.filename2)
        if self.filename is not None:
            return '[Errno %s] %s: %r' % (self.errno, self.strerror, self.filename)
        return '[Errno %s] %s' % (self.errno, self.strerror)
    return _exception_str(self)


def _syntax_error_str(self):
    """The message, and the name of the file without its directory, and the line."""
    text = str(self.msg)
    name = self.filename.rsplit('/', 1)[-1] if isinstance(self.filename, str) else None
    if name is not None and type(self.lineno) is int:
        return '%s (%s, line %d)' % (text, name, self.lineno)
    if name is not None:
        return '%s (%s)' % (text, name)
    return '%s (line %d)' % (text, self.lineno) if type(self.lineno) is int else text


def _unicode_error_str(self):
    if len(self.args) != 5:
        return _exception_str(self)
    encoding, obj, start, end, reason = self.args
    if isinstance(self, UnicodeDecodeError):
        if end == start + 1:
            return "'%s' codec can't decode byte 0x%02x in position %d: %s" % (encoding, obj[start], start, reason)
        return "'%s' codec can't decode bytes in position %d-%d: %s" % (encoding, start, end - 1, reason)
    if end == start + 1:
        return "'%s' codec can't encode character %a in position %d: %s" % (encoding, obj[start], start, reason)
    return "'%s' codec can't encode characters in position %d-%d: %s" % (encoding, start, end - 1, reason)


_cause_message = '\nThe above exception was the direct cause of the following exception:\n\n'
_context_message = '\nDuring handling of the above exception, another exception occurred:\n\n'


def _suggestion(value):
    """What a traceback suggests after the text of an exception, from 3.10 on."""
    if not _since(3, 10):
        return ''
    near = ''
    if isinstance(value, AttributeError) and value.name is not None:
        try:
            near = _suggest_attribute(value.name, list(dir(value.obj)))
        except Exception:
            pass
    elif type(value) is NameError and value.name is not None:
        if _since(3, 12) and _is_library(value.name):
            near = _suggest_name(value.name, value.__traceback__)
            if near:
                return ". Did you mean: '%s'? Or did you forget to import '%s'?" % (near, value.name)
            return ". Did you forget to import '%s'?" % value.name
        near = _suggest_name(value.name, value.__traceback__)
    return ". Did you mean: '%s'?" % near if near else ''


def _format_exception_only(kind, value, suggest=False):
    name = kind.__qualname__
    module = kind.__module__
    if module not in ('__main__', 'builtins'):
        name = module + '.' + name
    try:
        text = str(value)
    except Exception:
        text = '<exception str() failed>'
    if suggest:
        text += _suggestion(value)
    lines = [name + ': ' + text + '\n' if value is not None and text else name + '\n']
    notes = getattr(value, '__notes__', None)
    if notes is not None:
        for note in notes:
            lines.append(''.join([part + '\n' for part in str(note).split('\n')]))
    return lines


def _format_exception(kind, value, tb, limit=None, chain=True, suggest=False):
    margin = _Margin()
    _format_chain(margin, kind, value, tb, chain, [], suggest or _since(3, 12))
    return margin.lines


def _format_chain(margin, kind, value, tb, chain, seen, suggest):
    seen.append(value)
    if chain and value is not None:
        cause, context = value.__cause__, value.__context__
        if cause is not None and not _among(cause, seen):
            _format_chain(margin, type(cause), cause, cause.__traceback__, chain, seen, suggest)
            margin.emit(_cause_message)
        elif cause is None and context is not None and not value.__suppress_context__ and not _among(context, seen):
            _format_chain(margin, type(context), context, context.__traceback__, chain, seen, suggest)
            margin.emit(_context_message)
    if isinstance(value, _BaseExceptionGroup):
        _format_group(margin, kind, value, tb, chain, seen, suggest)
        return
    if tb is not None:
        margin.emit('Traceback (most recent call last):\n')
        margin.emit(_traceback_text(tb))
    for line in _format_exception_only(kind, value, suggest):
        margin.emit(line)


def _among(value, list):
    for other in list:
        if other is value:
            return True
    return False


def _print_exception(kind, value, tb, file=None):
    text = ''.join(_format_exception(kind, value, tb, suggest=True))
    if file is None or file is _stderr:
        _write_error(text)
    else:
        file.write(text)


def _excepthook(kind, value, tb):
    _print_exception(kind, value, tb)


def _report(value):
    """An exception has ended the main thread."""
    import sys
    hook = sys.excepthook
    if hook is _excepthook:
        _print_exception(type(value), value, value.__traceback__)
    else:
        hook(type(value), value, value.__traceback__)


def _exit_message(code):
    _write_error(str(code) + '\n')


def _bootstrap(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as e:
        _crashed()
        _write_error('Exception ignored in thread started by: %r\n' % (function,) + ''.join(_format_exception(type(e), e, e.__traceback__)))


def _greenlet_body(tracer, event, origin, self, error, run, args, kwargs):
    """The first frame of a greenlet. What it ends with goes to its parent."""
    try:
        if tracer is not None:
            _greenlet_trace(tracer, event, origin, self)
        if error is not None:
            _raise_again(error)
        result = run(*args, **kwargs)
    except BaseException as e:
        _greenlet_ended(e, True)
    _greenlet_ended(result, False)


def _greenlet_arrive(tracer, event, origin, self, error, value):
    _greenlet_trace(tracer, event, origin, self)
    if error is not None:
        _raise_again(error)
    return value


def _greenlet_trace(tracer, event, origin, self):
    try:
        tracer(event, (origin, self))
    except:
        _greenlet_untrace()
        raise


def _greenlet_throw(self, type, value=None, tb=None):
    if value is _absent or value is None:
        error = type()
    elif isinstance(value, tuple):
        error = type(*value)
    else:
        error = type(value)
    return _greenlet_raise(self, error, None, tb)
