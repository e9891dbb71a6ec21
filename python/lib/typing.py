"""Annotations: nothing here is checked when a program runs; the names are there to be written."""

import builtins as _builtins
import collections
import collections.abc
import sys as _sys
from abc import ABCMeta
from types import GenericAlias

TYPE_CHECKING = False


class _Special:
    """A name that may be followed by brackets, as Optional[int] or Callable[[int], str]."""

    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __getitem__(self, args):
        return _Subscripted(self, args)

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate typing.%s" % self._name)
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if self.__origin__ is not None else ()

    def __instancecheck__(self, obj):
        if self.__origin__ is None:
            raise TypeError("typing.%s cannot be used with isinstance()" % self._name)
        return isinstance(obj, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return 'typing.' + self._name


class ForwardRef:
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return 'ForwardRef(%r)' % (self.__forward_arg__,)


def _argument(name, arg):
    """Returns an argument as it is kept: None as its type, a name as a reference to what has it."""
    if arg is None:
        return type(None)
    if isinstance(arg, str) and name not in ('Literal', 'Annotated'):
        return ForwardRef(arg)
    return arg


def _name(t):
    if t is Ellipsis:
        return '...'
    if t is type(None):
        return 'None'
    if isinstance(t, list):
        return '[%s]' % ', '.join(_name(a) for a in t)
    if isinstance(t, type):
        return t.__qualname__ if t.__module__ == 'builtins' else '%s.%s' % (t.__module__, t.__qualname__)
    return repr(t)


class _Subscripted(_Special):
    def __init__(self, special, args):
        super().__init__(special._name, special.__origin__)
        args = args if isinstance(args, tuple) else (args,)
        if special._name in ('Union', 'Optional'):
            if special._name == 'Optional':
                args += (None,)
            self._name = 'Union'
            flat = []
            for a in args:
                for part in a.__args__ if isinstance(a, _Subscripted) and a._name == 'Union' else (a,):
                    part = _argument('Union', part)
                    if part not in flat:
                        flat.append(part)
            args = tuple(flat)
        self.__args__ = tuple([_argument(special._name, a) for a in args])

    def __eq__(self, other):
        if not isinstance(other, _Subscripted):
            return NotImplemented
        return self._name == other._name and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self._name, self.__args__))

    def __repr__(self):
        args = self.__args__
        if self._name == 'Union' and len(args) == 2 and type(None) in args:
            return 'typing.Optional[%s]' % _name(args[0] if args[1] is type(None) else args[1])
        if self._name == 'Literal':
            return 'typing.Literal[%s]' % ', '.join([repr(a) for a in args])
        if self._name == 'Callable' and len(args) == 2 and isinstance(args[0], list):
            return 'typing.Callable[[%s], %s]' % (', '.join([_name(a) for a in args[0]]), _name(args[1]))
        return 'typing.%s[%s]' % (self._name, ', '.join([_name(a) for a in args]))


Any = _Special('Any')
NoReturn = Never = _Special('NoReturn')
Union = _Special('Union')
Optional = _Special('Optional')
Literal = _Special('Literal')
Final = _Special('Final')
ClassVar = _Special('ClassVar')
Annotated = _Special('Annotated')
TypeAlias = _Special('TypeAlias')
Self = _Special('Self')
LiteralString = _Special('LiteralString')
Concatenate = _Special('Concatenate')
TypeGuard = _Special('TypeGuard')
Required = _Special('Required')
NotRequired = _Special('NotRequired')
Unpack = _Special('Unpack')
List = _Special('List', list)
Dict = _Special('Dict', dict)
Set = _Special('Set', set)
FrozenSet = _Special('FrozenSet', frozenset)
Tuple = _Special('Tuple', tuple)
Type = _Special('Type', type)
Deque = _Special('Deque', collections.deque)
DefaultDict = _Special('DefaultDict', collections.defaultdict)
OrderedDict = _Special('OrderedDict', collections.OrderedDict)
Counter = _Special('Counter', collections.Counter)
ChainMap = _Special('ChainMap', collections.ChainMap)
Text = str
AnyStr = _Special('AnyStr')
IO = _Special('IO')
TextIO = _Special('TextIO')
BinaryIO = _Special('BinaryIO')
for _n in collections.abc.__all__:
    globals().setdefault(_n, _Special(_n, getattr(collections.abc, _n)))
AbstractSet = _Special('AbstractSet', collections.abc.Set)
ContextManager = _Special('ContextManager')


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self._prefix = '+' if covariant else '-' if contravariant else '~'

    def __repr__(self):
        return self._prefix + self.__name__


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


class Generic:
    def __class_getitem__(cls, params):
        return GenericAlias(cls, params)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if getattr(cls, '_is_runtime_protocol', False):
            return all(hasattr(instance, name) for name in cls.__dict__
                       if not name.startswith('_abc_') and name not in _PROTOCOL_OWN)
        return super().__instancecheck__(instance)


_PROTOCOL_OWN = frozenset(['__module__', '__qualname__', '__doc__', '__dict__', '__weakref__', '__abstractmethods__',
                           '_is_runtime_protocol', '__annotations__', '__orig_bases__', '__firstlineno__',
                           '__static_attributes__', '__slots__', '__init__', '__parameters__'])


class Protocol(Generic, metaclass=_ProtocolMeta):
    pass


class SupportsInt(Protocol):
    def __int__(self): ...


class SupportsFloat(Protocol):
    def __float__(self): ...


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def override(f):
    return f


def no_type_check(arg):
    return arg


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    raise AssertionError("Expected code to be unreachable, but got: %r" % (arg,))


def reveal_type(obj, /):
    return obj


def NewType(name, tp):
    def new_type(x):
        return x
    new_type.__name__ = name
    new_type.__supertype__ = tp
    return new_type


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            names = globalns
            if names is None:
                names = vars(_sys.modules[base.__module__]) if base.__module__ in _sys.modules else {}
            for name, hint in base.__dict__.get('__annotations__', {}).items():
                hints[name] = _evaluated(hint, names, localns)
        return hints
    names = getattr(obj, '__globals__', {}) if globalns is None else globalns
    for name, hint in getattr(obj, '__annotations__', {}).items():
        hints[name] = _evaluated(hint, names, localns)
    return hints


def _evaluated(hint, globalns, localns):
    """Returns what a hint that is a text stands for; one that is more than names, subscripts and unions stays as it is."""
    if hint is None:
        return type(None)
    if not isinstance(hint, str):
        return hint
    try:
        value = _HintText(hint, (localns or {}, globalns or {}, vars(_builtins))).whole()
    except _NoHint:
        return ForwardRef(hint)
    return type(None) if value is None else value


class _NoHint(Exception):
    pass


class _HintText:
    """Evaluates a hint: there is no eval."""

    def __init__(self, text, names):
        self.text, self.at, self.names = text, 0, names
        self.advance()

    def advance(self):
        text = self.text = self.text[self.at:].lstrip()
        self.at = 1
        if text[:1].isidentifier() or text[:1] in ('"', "'"):
            quote = text[:1] if text[:1] in ('"', "'") else ''
            while self.at < len(text) and (text[self.at] != quote if quote else text[:self.at + 1].isidentifier()):
                self.at += 1
            self.at += len(quote)
        elif text.startswith('...'):
            self.at = 3
        self.token = text[:self.at]

    def expect(self, token):
        if self.token != token:
            raise _NoHint
        self.advance()

    def whole(self):
        value = self.union()
        self.expect('')
        return value

    def union(self):
        value = self.item()
        while self.token == '|':
            self.advance()
            value = value | self.item()
        return value

    def item(self):
        token = self.token
        self.advance()
        if token == '...':
            return ...
        if token == '[':
            return list(self.rest(']'))
        if token[:1] in ('"', "'") and token:
            return _HintText(token[1:-1], self.names).whole()
        if token.isdigit():
            return int(token)
        if not token.isidentifier():
            raise _NoHint
        value = self.named(token)
        while self.token in ('.', '['):
            subscript = self.token == '['
            self.advance()
            if subscript:
                args = self.rest(']')
                value = value[args if len(args) > 1 else args[0]]
            else:
                value = getattr(value, self.token)
                self.advance()
        return value

    def rest(self, end):
        args = []
        while self.token != end:
            args.append(self.union())
            if self.token != end:
                self.expect(',')
        self.advance()
        if not args:
            raise _NoHint
        return tuple(args)

    def named(self, name):
        if name in ('None', 'True', 'False'):
            return {'None': None, 'True': True, 'False': False}[name]
        for names in self.names:
            if name in names:
                return names[name]
        raise NameError("name %r is not defined" % name)


def get_origin(tp):
    return getattr(tp, '__origin__', None)


def get_args(tp):
    return getattr(tp, '__args__', ())


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if ns.get('_root'):
            return super().__new__(cls, typename, bases, ns)
        fields = list(ns.get('__annotations__', {}))
        defaults = [ns.pop(name) for name in fields if name in ns]
        made = collections.namedtuple(typename, fields, defaults=defaults, module=ns['__module__'])
        for key, value in ns.items():
            if key not in ('__module__', '__qualname__', '__annotations__', '__firstlineno__', '__static_attributes__'):
                setattr(made, key, value)
        made.__annotations__ = ns.get('__annotations__', {})
        return made


class _NamedTuple(metaclass=_NamedTupleMeta):
    _root = True


class _NamedTupleFunction:
    def __call__(self, typename, fields=(), /, **kwargs):
        pairs = list(fields) or list(kwargs.items())
        made = collections.namedtuple(typename, [name for name, _ in pairs])
        made.__annotations__ = dict(pairs)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTuple,)


NamedTuple = _NamedTupleFunction()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = super().__new__(cls, name, (dict,), ns)
        made.__total__ = total
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, '__annotations__', {}))
        annotations.update(ns.get('__annotations__', {}))
        made.__annotations__ = annotations
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


class TypedDict(dict, metaclass=_TypedDictMeta):
    pass
