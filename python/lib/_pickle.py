"""Pickles, byte by byte as CPython's C code writes them by protocol 4 (Modules/_pickle.c), and their way back."""

import sys
import _struct

_FRAME = 64 * 1024


class PickleError(Exception):
    __module__ = '_pickle'


class PicklingError(PickleError):
    __module__ = '_pickle'


class UnpicklingError(PickleError):
    __module__ = '_pickle'


_by_value = (type(None), bool, int, float)
_plain_reduce = object.__reduce_ex__


def _attribute(top, path, what, name):
    parent = None
    for part in path.split('.'):
        if part == '<locals>':
            if sys.version_info >= (3, 13):
                raise AttributeError("Can't get local object %r" % path)
            raise AttributeError("Can't pickle local object %r" % path)
        try:
            parent, top = top, getattr(top, part)
        except AttributeError:
            raise AttributeError("Can't get attribute %r on %r" % (path, top)) from None
    return top


class Pickler:
    def __init__(self, table):
        self.table = table
        self.done = [b'\x80\x04']
        self.frame = []
        self.size = 0
        self.memo = {}
        self.names = {}

    def dump(self, obj):
        self.save(obj)
        self.put(b'.')
        self.commit()
        return b''.join(self.done)

    def put(self, data):
        if self.size >= _FRAME:
            self.commit()
        self.frame.append(data)
        self.size += len(data)

    def commit(self):
        if self.size >= 4:
            self.done.append(b'\x95' + self.size.to_bytes(8, 'little'))
        self.done.extend(self.frame)
        self.frame = []
        self.size = 0

    def large(self, header, data):
        """What is larger than a frame stands outside of all."""
        if len(data) < _FRAME:
            self.put(header)
            self.put(data)
        else:
            self.commit()
            self.done.append(header)
            self.done.append(data)

    def memoize(self, obj):
        self.memo[id(obj)] = (len(self.memo), obj)
        self.put(b'\x94')

    def save(self, obj):
        known = self.memo.get(id(obj)) if type(obj) not in _by_value else None
        if known is not None:
            n = known[0]
            self.put(b'h' + bytes([n]) if n < 256 else b'j' + n.to_bytes(4, 'little'))
            return
        cls = type(obj)
        if obj is None:
            self.put(b'N')
        elif cls is bool:
            self.put(b'\x88' if obj else b'\x89')
        elif cls is int:
            self.save_int(obj)
        elif cls is float:
            self.put(b'G' + _struct._pack_double(obj))
        elif cls is str:
            data = obj.encode('utf-8', 'surrogatepass')
            n = len(data)
            if n < 256:
                self.put(b'\x8c' + bytes([n]) + data)
            else:
                self.large(b'X' + n.to_bytes(4, 'little') if n < 1 << 32 else b'\x8d' + n.to_bytes(8, 'little'), data)
            self.memoize(obj)
        elif cls is bytes:
            n = len(obj)
            if n < 256:
                self.put(b'C' + bytes([n]) + obj)
            else:
                self.large(b'B' + n.to_bytes(4, 'little') if n < 1 << 32 else b'\x8e' + n.to_bytes(8, 'little'), obj)
            self.memoize(obj)
        elif cls is tuple:
            self.save_tuple(obj)
        elif cls is list:
            self.put(b']')
            self.memoize(obj)
            self.save_items(obj)
        elif cls is dict:
            self.put(b'}')
            self.memoize(obj)
            self.save_pairs(obj)
        elif cls is set:
            self.put(b'\x8f')
            self.memoize(obj)
            for batch in _batches(obj):
                self.put(b'(')
                for item in batch:
                    self.save(item)
                self.put(b'\x90')
        elif cls is frozenset:
            self.put(b'(')
            for item in obj:
                self.save(item)
            self.put(b'\x91')
            self.memoize(obj)
        else:
            self.save_other(obj, cls)

    def save_int(self, n):
        if 0 <= n < 256:
            self.put(b'K' + bytes([n]))
        elif 0 <= n < 65536:
            self.put(b'M' + n.to_bytes(2, 'little'))
        elif -0x80000000 <= n <= 0x7fffffff:
            self.put(b'J' + n.to_bytes(4, 'little', signed=True))
        else:
            data = n.to_bytes((n if n >= 0 else ~n).bit_length() // 8 + 1, 'little', signed=True)
            self.put(b'\x8a' + bytes([len(data)]) + data if len(data) < 256 else b'\x8b' + len(data).to_bytes(4, 'little') + data)

    def save_tuple(self, obj):
        n = len(obj)
        if not n:
            self.put(b')')
            return
        if n > 3:
            self.put(b'(')
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:  # it holds itself, and has been saved by now
            self.put(b'0' * n if n <= 3 else b'1')
            self.put(b'h' + bytes([known[0]]) if known[0] < 256 else b'j' + known[0].to_bytes(4, 'little'))
            return
        self.put(b't' if n > 3 else (b'\x85', b'\x86', b'\x87')[n - 1])
        self.memoize(obj)

    def save_items(self, items):
        for batch in _batches(items):
            if len(batch) == 1:
                self.save(batch[0])
                self.put(b'a')
                continue
            self.put(b'(')
            for item in batch:
                self.save(item)
            self.put(b'e')

    def save_pairs(self, d):
        for batch in _batches(d.items()):
            if len(batch) == 1:
                self.save(batch[0][0])
                self.save(batch[0][1])
                self.put(b's')
                continue
            self.put(b'(')
            for key, value in batch:
                self.save(key)
                self.save(value)
            self.put(b'u')

    def save_other(self, obj, cls):
        reduce = self.table.get(cls)
        if reduce is not None:
            return self.save_reduce(reduce(obj), obj)
        if isinstance(obj, type) or cls in _global_types:
            if obj is type(None) or obj is type(NotImplemented) or obj is type(...):
                return self.save_reduce((type, (None if obj is type(None) else ... if obj is type(...) else NotImplemented,)), obj)
            return self.save_global(obj, None)
        if obj is NotImplemented or obj is ...:
            return self.save_global(obj, 'NotImplemented' if obj is NotImplemented else 'Ellipsis')
        if cls is _method_type:
            return self.save_reduce((getattr, (obj.__self__, obj.__func__.__name__)), obj)
        if cls is bytearray:
            return self.save_reduce((bytearray, (bytes(obj),)), obj)
        if cls is range:
            return self.save_reduce((range, (obj.start, obj.stop, obj.step)), obj)
        if cls is slice:
            return self.save_reduce((slice, (obj.start, obj.stop, obj.step)), obj)
        method = cls.__reduce_ex__
        value = obj.__reduce_ex__(4) if method is not _plain_reduce else _reduce(obj, cls)
        if isinstance(value, str):
            return self.save_global(obj, value)
        if not isinstance(value, tuple) or not 2 <= len(value) <= 6:
            raise PicklingError("%s must return a string or tuple" % (cls.__reduce_ex__,))
        self.save_reduce(value, obj)

    def save_global(self, obj, name):
        if name is None:
            name = getattr(obj, '__qualname__', None)
            if name is None:
                name = obj.__name__
        module = getattr(obj, '__module__', None) or 'builtins'
        if obj is NotImplemented or obj is ...:
            module = 'builtins'
        found = sys.modules.get(module)
        if found is None and module != '__main__':
            try:
                found = __import__(module, fromlist=['']) if '.' in module else __import__(module)
            except ImportError:
                raise PicklingError("Can't pickle %r: import of module %r failed" % (obj, module)) from None
        try:
            other = _attribute(found, name, obj, name)
        except AttributeError as e:
            if '<locals>' in name.split('.'):
                if sys.version_info >= (3, 14):
                    raise PicklingError("Can't pickle local object %r" % (obj,)) from e
                raise
            raise PicklingError("Can't pickle %r: attribute lookup %s on %s failed" % (obj, name, module)) from None
        if other is not obj:
            raise PicklingError("Can't pickle %r: it's not the same object as %s.%s" % (obj, module, name))
        self.save(module)
        self.save(name)
        self.put(b'\x93')
        self.memoize(obj)

    def save_reduce(self, value, obj):
        func, args, state, items, pairs, setter = value + (None,) * (6 - len(value))
        if not callable(func):
            raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        if func is _newobj:
            self.save(args[0])
            self.save(args[1:])
            self.put(b'\x81')
        elif func is _newobj_ex:
            self.save(args[0])
            self.save(args[1])
            self.save(args[2])
            self.put(b'\x92')
        else:
            self.save(func)
            self.save(args)
            self.put(b'R')
        if id(obj) in self.memo:  # it is among its own arguments
            self.put(b'0h' + bytes([self.memo[id(obj)][0]]))
        else:
            self.memoize(obj)
        if items is not None:
            self.save_items(items)
        if pairs is not None:
            self.save_pairs(dict(pairs))
        if state is not None:
            if setter is None:
                if type(state) is dict:  # the names of attributes are interned
                    state = {self.names.setdefault(key, key): value for key, value in state.items()}
                self.save(state)
                self.put(b'b')
            else:
                self.save(setter)
                self.save(obj)
                self.save(state)
                self.put(b'\x86R0')


def _batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == 1000:
            yield batch
            batch = []
    if batch:
        yield batch


def _newobj(cls, *args):
    return cls.__new__(cls, *args)


def _newobj_ex(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _refuse(cls):
    name = cls.__qualname__ if cls.__module__ == 'builtins' else cls.__module__ + '.' + cls.__qualname__
    raise TypeError("cannot pickle %r object" % name)


def _reduce(obj, cls):
    """What object.__reduce_ex__ does (copyreg.__reduce_ex__ and Objects/typeobject.c)."""
    custom = getattr(cls, '__reduce__', None)
    if custom is not None and custom is not getattr(object, '__reduce__', None):
        return obj.__reduce__()
    base = _base_of(cls)
    if base is None:
        _refuse(cls)
    make, args = _newobj, (cls,)
    if hasattr(cls, '__getnewargs_ex__'):
        a, k = obj.__getnewargs_ex__()
        make, args = (_newobj_ex, (cls, a, k)) if k else (_newobj, (cls,) + tuple(a))
    elif hasattr(cls, '__getnewargs__'):
        args = (cls,) + obj.__getnewargs__()
    elif base in (int, float, str, bytes, tuple, frozenset):
        args = (cls, base(obj))
    elif base is bytearray:
        args = (cls, bytes(obj))
    own = getattr(cls, '__getstate__', None)
    if own is not None and own is not getattr(object, '__getstate__', None):
        state = obj.__getstate__()
    else:
        state = _state(obj, cls)
    items = iter(list.__iter__(obj)) if base is list else None
    pairs = iter(dict.items(obj)) if base is dict else None
    if base is set:
        return (cls, (list(set.__iter__(obj)),), state)
    return (make, args, state, items, pairs)


def _state(obj, cls):
    state = dict(obj.__dict__) if hasattr(obj, '__dict__') else None
    slots = {}
    for k in cls.__mro__:
        names = k.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ('__dict__', '__weakref__'):
                continue
            full = '_%s%s' % (k.__name__.lstrip('_'), name) if name.startswith('__') and not name.endswith('__') else name
            try:
                slots[full] = getattr(obj, full)
            except AttributeError:
                pass
    if slots:
        return (state or None, slots)
    return state or None


def _function():
    pass


class _Bound:
    def method(self):
        pass


_method_type = type(_Bound().method)
_global_types = (type(_function), type(len))
_bases = (int, float, str, bytes, bytearray, tuple, list, dict, set, frozenset)


def _base_of(cls):
    """The built-in class whose data the objects have: object for none; None where nobody can pickle them."""
    for k in cls.__mro__:
        if k in _bases:
            return k
        if k is object:
            return object
        if not _is_ordinary(k):
            return None


def _is_ordinary(k):
    """Whether the class is written in Python."""
    return '__module__' in k.__dict__


class Unpickler:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, n):
        at = self.at
        if at + n > len(self.data):
            raise UnpicklingError("pickle data was truncated")
        self.at = at + n
        return self.data[at:self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), 'little')

    def load(self):
        stack, marks, memo = [], [], []
        if not self.data:
            raise EOFError("Ran out of input")
        while True:
            op = self.take(1)
            if op == b'\x80':
                self.take(1)
            elif op == b'\x95':
                self.take(8)
            elif op == b'.':
                return stack.pop()
            elif op == b'\x94':
                memo.append(stack[-1])
            elif op == b'h':
                stack.append(memo[self.take(1)[0]])
            elif op == b'j':
                stack.append(memo[self.number(4)])
            elif op == b'N':
                stack.append(None)
            elif op == b'\x88':
                stack.append(True)
            elif op == b'\x89':
                stack.append(False)
            elif op == b'K':
                stack.append(self.take(1)[0])
            elif op == b'M':
                stack.append(self.number(2))
            elif op == b'J':
                stack.append(int.from_bytes(self.take(4), 'little', signed=True))
            elif op == b'\x8a':
                stack.append(int.from_bytes(self.take(self.take(1)[0]), 'little', signed=True))
            elif op == b'\x8b':
                stack.append(int.from_bytes(self.take(self.number(4)), 'little', signed=True))
            elif op == b'G':
                stack.append(_struct._unpack_double(self.take(8)))
            elif op in (b'\x8c', b'X', b'\x8d'):
                n = self.number({b'\x8c': 1, b'X': 4, b'\x8d': 8}[op])
                stack.append(self.take(n).decode('utf-8', 'surrogatepass'))
            elif op in (b'C', b'B', b'\x8e'):
                stack.append(self.take(self.number({b'C': 1, b'B': 4, b'\x8e': 8}[op])))
            elif op == b'(':
                marks.append(len(stack))
            elif op == b')':
                stack.append(())
            elif op in (b'\x85', b'\x86', b'\x87', b't'):
                n = marks.pop() if op == b't' else len(stack) - {b'\x85': 1, b'\x86': 2, b'\x87': 3}[op]
                stack[n:] = [tuple(stack[n:])]
            elif op == b']':
                stack.append([])
            elif op == b'}':
                stack.append({})
            elif op == b'\x8f':
                stack.append(set())
            elif op == b'a':
                item = stack.pop()
                stack[-1].append(item)
            elif op == b'e':
                n = marks.pop()
                stack[n - 1].extend(stack[n:])
                del stack[n:]
            elif op == b's':
                value = stack.pop()
                key = stack.pop()
                stack[-1][key] = value
            elif op == b'u':
                n = marks.pop()
                d = stack[n - 1]
                for i in range(n, len(stack), 2):
                    d[stack[i]] = stack[i + 1]
                del stack[n:]
            elif op == b'\x90':
                n = marks.pop()
                stack[n - 1].update(stack[n:])
                del stack[n:]
            elif op == b'\x91':
                n = marks.pop()
                stack[n:] = [frozenset(stack[n:])]
            elif op == b'0':
                if marks and marks[-1] == len(stack):
                    marks.pop()
                else:
                    stack.pop()
            elif op == b'1':
                del stack[marks.pop():]
            elif op == b'\x93':
                name = stack.pop()
                stack.append(_find(stack.pop(), name))
            elif op == b'R':
                args = stack.pop()
                stack[-1] = stack[-1](*args)
            elif op == b'\x81':
                args = stack.pop()
                cls = stack.pop()
                stack.append(cls.__new__(cls, *args))
            elif op == b'\x92':
                kwargs = stack.pop()
                args = stack.pop()
                cls = stack.pop()
                stack.append(cls.__new__(cls, *args, **kwargs))
            elif op == b'b':
                state = stack.pop()
                _build(stack[-1], state)
            else:
                raise UnpicklingError("invalid load key, %r." % op.decode('latin-1'))


def _find(module, name):
    found = sys.modules.get(module)
    if found is None:
        __import__(module)
        found = sys.modules[module]
    return _attribute(found, name, None, name)


def _build(obj, state):
    setstate = getattr(obj, '__setstate__', None)
    if setstate is not None:
        setstate(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        if isinstance(obj, BaseException):
            for name, value in state.items():
                setattr(obj, name, value)
        else:
            obj.__dict__.update(state)
    if slots:
        for name, value in slots.items():
            setattr(obj, name, value)
