"""Classes whose __init__, __repr__, __eq__ and order follow from their annotated fields."""

import sys as _sys
from types import GenericAlias as _GenericAlias, MappingProxyType as _MappingProxyType
import copy as _copy

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict', 'astuple',
           'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    def __repr__(self):
        return '<dataclasses.MISSING>'


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
KW_ONLY = _KW_ONLY_TYPE()
_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT = '__post_init__'


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return 'dataclasses.InitVar[%s]' % getattr(self.type, '__name__', repr(self.type))


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = None  # 'field', 'classvar' or 'initvar'

    def __repr__(self):
        return ('Field(name=%r,type=%r,default=%r,default_factory=%r,init=%r,repr=%r,hash=%r,compare=%r,metadata=%r,kw_only=%r)' % (
            self.name, self.type, self.default, self.default_factory, self.init, self.repr, self.hash, self.compare,
            self.metadata, self.kw_only))

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), '__set_name__', None)
        if method:
            method(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq = init, repr, eq
        self.order, self.unsafe_hash, self.frozen = order, unsafe_hash, frozen


def _kind_of(annotation):
    text = annotation if isinstance(annotation, str) else None
    if isinstance(annotation, InitVar) or annotation is InitVar or text and text.split('[')[0].endswith('InitVar'):
        return 'initvar'
    if text:
        return 'classvar' if text.split('[')[0].endswith('ClassVar') else 'field'
    if repr(annotation).startswith('typing.ClassVar'):
        return 'classvar'
    return 'field'


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ in ('member_descriptor', '_SlotDescriptor'):
            default = MISSING
        f = field(default=default)
    f.name, f.type, f._kind = name, annotation, _kind_of(annotation)
    if f._kind == 'classvar' and f.default_factory is not MISSING:
        raise TypeError('field %s cannot have a default factory' % name)
    if f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._kind == 'field' and f.default is not MISSING and f.default.__class__.__hash__ is None:
        raise ValueError('mutable default %s for field %s is not allowed: use default_factory' % (type(f.default), name))
    return f


def _bad_call(qualname, positional, required, given, unknown, doubled, missing, kw):
    name = qualname + '.__init__()'
    if unknown:
        raise TypeError("%s got an unexpected keyword argument '%s'" % (name, unknown))
    if doubled:
        raise TypeError("%s got multiple values for argument '%s'" % (name, doubled))
    if missing:
        names = ["'%s'" % m for m in missing]
        if len(names) == 1:
            listed = names[0]
        elif len(names) == 2:
            listed = ' and '.join(names)
        else:
            listed = ', '.join(names[:-1]) + ', and ' + names[-1]
        raise TypeError("%s missing %d required %s argument%s: %s" % (
            name, len(names), 'keyword-only' if kw else 'positional', 's' if len(names) > 1 else '', listed))
    most = positional + 1
    least = required + 1
    takes = '%d' % most if most == least else 'from %d to %d' % (least, most)
    raise TypeError('%s takes %s positional argument%s but %d were given' % (name, takes, '' if most == 1 else 's', given + 1))


def _make_init(cls, all_fields, frozen, slots):
    taken = [f for f in all_fields if f.init]
    positional = [f for f in taken if not f.kw_only]
    seen_default = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError('non-default argument %r follows default argument %r' % (f.name, seen_default.name)
                            if _sys.version_info >= (3, 12) else
                            'non-default argument %r follows default argument' % f.name)
    names = {f.name: f for f in taken}
    has_post_init = hasattr(cls, _POST_INIT)
    qualname = cls.__qualname__
    required = sum(f.default is MISSING and f.default_factory is MISSING for f in positional)

    def __init__(self, /, *args, **kwargs):
        values = {f.name: value for f, value in zip(positional, args)}
        for key in kwargs:
            if key not in names:
                _bad_call(qualname, 0, 0, 0, key, None, None, False)
            if key in values:
                _bad_call(qualname, 0, 0, 0, None, key, None, False)
            values[key] = kwargs[key]
        if len(args) > len(positional):
            _bad_call(qualname, len(positional), required, len(args), None, None, None, False)
        missing = [f.name for f in positional
                   if f.name not in values and f.default is MISSING and f.default_factory is MISSING]
        if missing:
            _bad_call(qualname, 0, 0, 0, None, None, missing, False)
        missing = [f.name for f in taken
                   if f.kw_only and f.name not in values and f.default is MISSING and f.default_factory is MISSING]
        if missing:
            _bad_call(qualname, 0, 0, 0, None, None, missing, True)
        post = []
        for f in all_fields:
            if f.init and f.name in values:
                value = values[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif (f.init or slots) and f.default is not MISSING:
                value = f.default
            elif f._kind == 'initvar' and f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._kind == 'initvar':
                post.append(value)
            elif frozen:
                object.__setattr__(self, f.name, value)
            else:
                setattr(self, f.name, value)
        if has_post_init:
            self.__post_init__(*post)

    return __init__


def _own(cls, name, function):
    """Sets a method unless the class has one of its own, and says whether it did."""
    if name in cls.__dict__:
        return True
    function.__name__ = name
    function.__qualname__ = cls.__qualname__ + '.' + name
    setattr(cls, name, function)
    return False


def _add_methods(cls, params, own, all_fields):
    if params.repr:
        shown = [f.name for f in own if f.repr]
        running = set()

        def __repr__(self):
            key = id(self)
            if key in running:
                return '...'
            running.add(key)
            try:
                return self.__class__.__qualname__ + '(' + ', '.join(['%s=%r' % (n, getattr(self, n)) for n in shown]) + ')'
            finally:
                running.discard(key)
        _own(cls, '__repr__', __repr__)
    compared = [f.name for f in own if f.compare]

    def values(self):
        return tuple([getattr(self, name) for name in compared])

    if params.eq:
        def __eq__(self, other):
            if self is other and _sys.version_info >= (3, 13):
                return True
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented
        _own(cls, '__eq__', __eq__)
    if params.order:
        def __lt__(self, other):
            if other.__class__ is self.__class__:
                return values(self) < values(other)
            return NotImplemented

        def __le__(self, other):
            if other.__class__ is self.__class__:
                return values(self) <= values(other)
            return NotImplemented

        def __gt__(self, other):
            if other.__class__ is self.__class__:
                return values(self) > values(other)
            return NotImplemented

        def __ge__(self, other):
            if other.__class__ is self.__class__:
                return values(self) >= values(other)
            return NotImplemented
        for name, method in (('__lt__', __lt__), ('__le__', __le__), ('__gt__', __gt__), ('__ge__', __ge__)):
            if _own(cls, name, method):
                raise TypeError('Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering' % (
                    name, cls.__name__))
    if params.frozen:
        frozen_names = frozenset(f.name for f in own)

        def __setattr__(self, name, value):
            if type(self) is cls or name in frozen_names:
                raise FrozenInstanceError("cannot assign to field %r" % name)
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in frozen_names:
                raise FrozenInstanceError("cannot delete field %r" % name)
            super(cls, self).__delattr__(name)
        for name, method in (('__setattr__', __setattr__), ('__delattr__', __delattr__)):
            if _own(cls, name, method):
                raise TypeError('Cannot overwrite attribute %s in class %s' % (name, cls.__name__))


def _set_hash(cls, params, own, had_hash):
    hashed = [f.name for f in own if (f.compare if f.hash is None else f.hash)]

    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in hashed]))

    if params.unsafe_hash:
        if had_hash:
            raise TypeError('Cannot overwrite attribute __hash__ in class %s' % cls.__name__)
        cls.__hash__ = __hash__
    elif params.eq and not had_hash:
        cls.__hash__ = __hash__ if params.frozen else None


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields = {}
    any_frozen = has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None) if _FIELDS in base.__dict__ else None
        if base_fields is not None:
            has_bases = True
            fields.update(base_fields)
            any_frozen = any_frozen or getattr(base, _PARAMS).frozen
    only_keywords = kw_only
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if annotation is KW_ONLY or isinstance(annotation, str) and annotation.endswith('KW_ONLY'):
            only_keywords = True
            continue
        f = _get_field(cls, name, annotation, only_keywords)
        fields[name] = f
        if isinstance(getattr(cls, name, None), Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in cls.__dict__.get('__annotations__', {}):
            raise TypeError('%r is a field but has no type annotation' % name)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    setattr(cls, _FIELDS, fields)
    params = _Params(init, repr, eq, order, unsafe_hash, frozen)
    setattr(cls, _PARAMS, params)
    own_hash = cls.__dict__.get('__hash__', MISSING)
    had_hash = not (own_hash is MISSING or own_hash is None and '__eq__' in cls.__dict__)
    taken = [f for f in fields.values() if f._kind in ('field', 'initvar')]
    own = [f for f in fields.values() if f._kind == 'field']
    if init:
        _own(cls, '__init__', _make_init(cls, taken, frozen, slots))
    _add_methods(cls, params, own, taken)
    _set_hash(cls, params, own, had_hash)
    if _sys.version_info >= (3, 13):
        _own(cls, '__replace__', _replace)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in taken if f.init and not f.kw_only)
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature([f for f in taken if f.init])
    return _with_slots(cls, own) if slots else cls


def _signature(taken):
    """Returns the parameters of __init__ as inspect.signature writes them."""
    parts = []
    keywords = False
    for f in [f for f in taken if not f.kw_only] + [f for f in taken if f.kw_only]:
        if f.kw_only and not keywords:
            keywords = True
            parts.append('*')
        part = '%s: %s' % (f.name, _annotation(f.type))
        if f.default_factory is not MISSING:
            part += ' = <factory>'
        elif f.default is not MISSING:
            part += ' = %r' % (f.default,)
        parts.append(part)
    return '(%s)' % ', '.join(parts)


def _annotation(annotation):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if type(annotation) is type:
        module = annotation.__module__
        return annotation.__qualname__ if module == 'builtins' else module + '.' + annotation.__qualname__
    return repr(annotation)


def _with_slots(cls, own):
    if '__slots__' in cls.__dict__:
        raise TypeError('%s already specifies __slots__' % cls.__name__)
    namespace = {k: v for k, v in cls.__dict__.items() if k not in ('__dict__', '__weakref__')}
    namespace['__slots__'] = tuple(f.name for f in own)
    for f in own:
        namespace.pop(f.name, None)
    return type(cls)(cls.__name__, cls.__bases__, namespace)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in all_fields.values() if f._kind == 'field')


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda o: dict_factory([(f.name, _convert(getattr(o, f.name), None, dict_factory)) for f in fields(o)]),
                    dict_factory)


def _convert(obj, whole, dict_factory):
    if _is_instance(obj):
        return dict_factory([(f.name, _convert(getattr(obj, f.name), None, dict_factory)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_convert(v, None, dict_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(v, None, dict_factory) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_convert(k, None, dict_factory), _convert(v, None, dict_factory)) for k, v in obj.items()])
    return _copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _flatten(obj, tuple_factory)


def _flatten(obj, tuple_factory):
    if _is_instance(obj):
        return tuple_factory([_flatten(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    if isinstance(obj, (list, tuple)) and not hasattr(obj, '_fields'):
        return type(obj)([_flatten(v, tuple_factory) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_flatten(k, tuple_factory), _flatten(v, tuple_factory)) for k, v in obj.items()])
    return _copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **kwargs):
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = 'typing.Any'
        else:
            annotations[item[0]] = item[1]
            if len(item) == 3:
                namespace[item[0]] = item[2]
    namespace['__annotations__'] = annotations
    return dataclass(type(cls_name, bases, namespace), **kwargs)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    failure = TypeError if _sys.version_info >= (3, 13) else ValueError
    for f in getattr(self, _FIELDS).values():
        if f._kind == 'classvar':
            continue
        if not f.init:
            if f.name in changes:
                raise failure('field %s is declared with init=False, it cannot be specified with replace()' % f.name)
            continue
        if f.name not in changes:
            if f._kind == 'initvar' and f.default is MISSING:
                raise failure("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
