"""Enumerations."""

import sys as _sys
from types import MappingProxyType as _MappingProxyType, DynamicClassAttribute

__all__ = ['EnumMeta', 'EnumType', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'auto', 'unique', 'property', 'member',
           'nonmember', 'verify', 'UNIQUE', 'CONTINUOUS', 'NAMED_FLAGS', 'KEEP', 'STRICT', 'CONFORM', 'EJECT']

_version = _sys.version_info[:2]
_property = property


class auto:
    """A value that the class chooses."""


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class property(_property):
    pass


def _is_descriptor(value):
    return hasattr(value, '__get__') or hasattr(value, '__set__') or hasattr(value, '__delete__')


def _is_special(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__'


class _Members(dict):
    """The namespace of the class body: it remembers which names are members."""

    def __init__(self, name):
        super().__init__()
        self._cls_name = name
        self._member_names = []
        self._last_values = []
        self._ignore = []

    def __setitem__(self, key, value):
        if key == '_ignore_':
            self._ignore = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
        elif key.startswith('_') and key.endswith('_') and not _is_special(key):
            if key == '_generate_next_value_':
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif _is_special(key) or key.startswith('_%s__' % self._cls_name) or key in self._ignore:
            pass
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif isinstance(value, nonmember):
            value = value.value
        elif not _is_descriptor(value) or isinstance(value, member):
            if key in self:
                raise TypeError('%r already defined as %r' % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            if isinstance(value, auto):
                value = self._next(key)
            elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
                value = tuple(self._next(key) if isinstance(v, auto) else v for v in value)
            self._member_names.append(key)
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _next(self, key):
        return self._generate(key, 1, len(self._member_names), self._last_values[:])


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        members = _Members(cls)
        members._generate = Enum._generate_next_value_ if bases and Enum is not None else None
        for base in bases:
            if isinstance(base, EnumType):
                members._generate = base._generate_next_value_
        return members

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = list(classdict._member_names)
        values = {name: classdict[name] for name in names}
        namespace = {k: v for k, v in classdict.items() if k not in values and k != '_ignore_' and k not in classdict._ignore}
        if '_generate_next_value_' in namespace and not isinstance(namespace['_generate_next_value_'], staticmethod):
            namespace['_generate_next_value_'] = staticmethod(namespace['_generate_next_value_'])
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (cls, base) if _version >= (3, 11) else
                                "%s: cannot extend enumeration %r" % (cls, base.__name__))
        data_type = object
        for base in bases:
            for b in base.__mro__:
                if b is object or isinstance(b, EnumType):
                    continue
                if '__new__' in b.__dict__:
                    data_type = b
                    break
            if data_type is not object:
                break
            if isinstance(base, EnumType) and base._member_type_ is not object:
                data_type = base._member_type_
                break
        own_new = namespace.pop('__new__', None)
        if own_new is None:
            for base in bases:
                own_new = getattr(base, '_new_member_', None)
                if own_new is not None:
                    break
        namespace['_new_member_'] = own_new
        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        enum_class._member_names_ = []
        enum_class._member_map_ = {}
        enum_class._value2member_map_ = {}
        enum_class._member_type_ = data_type
        for name in names:
            enum_class._add_member(name, values[name], own_new, data_type)
        if data_type is not object:
            enum_class._prefer_enum(data_type, namespace)
        return enum_class

    def _prefer_enum(cls, data_type, namespace):
        """Members are shown as members, and not as the type that they mix in, unless the class says otherwise."""
        first = [base for base in cls.__mro__[1:] if isinstance(base, EnumType)][0]
        names = ['__repr__']
        if not any(base.__name__ == 'ReprEnum' for base in cls.__mro__):
            names += ['__str__', '__format__']
        for name in names:
            if name not in namespace and getattr(cls, name) in (getattr(data_type, name), getattr(object, name)):
                type.__setattr__(cls, name, getattr(first, name))

    def _add_member(cls, name, value, own_new, data_type):
        args = value if isinstance(value, tuple) else (value,)
        if data_type is tuple:
            args = (args,)
        if own_new is not None:
            made = (own_new.__func__ if isinstance(own_new, staticmethod) else own_new)(cls, *args)
            if not hasattr(made, '_value_'):
                made._value_ = value
        elif data_type is object:
            made = object.__new__(cls)
            made._value_ = value
        else:
            made = data_type.__new__(cls, *args)
            made._value_ = data_type(*args)
        value = made._value_
        for other in cls._member_map_.values():
            if other._value_ == value and type(other._value_) is type(value) or other._value_ == value:
                made = other
                break
        else:
            made._name_ = name
            made.__objclass__ = cls
            made._sort_order_ = len(cls._member_names_)
            if '__init__' in cls.__dict__ or any('__init__' in b.__dict__ for b in cls.__mro__[:-1]
                                                 if isinstance(b, EnumType) and b.__name__ not in _OWN):
                made.__init__(*args)
            if not (issubclass(cls, Flag) and _version >= (3, 11) and not _single_bit(value)):
                cls._member_names_.append(name)
        cls._member_map_[name] = made
        try:
            cls._value2member_map_.setdefault(value, made)
        except TypeError:
            pass
        type.__setattr__(cls, name, made)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls._lookup(value)
        return cls._create(value, names, start, type)

    def _create(cls, class_name, names, start, mixin):
        metacls = cls.__class__
        bases = (cls,) if mixin is None else (mixin, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last = []
            pairs = []
            for i, name in enumerate(names):
                value = cls._generate_next_value_(name, start, i, last[:])
                last.append(value)
                pairs.append((name, value))
        else:
            pairs = list(names.items()) if hasattr(names, 'items') else list(names)
        for name, value in pairs:
            classdict[name] = value
        classdict['__module__'] = _sys._caller_module()
        return metacls.__new__(metacls, class_name, bases, classdict)

    def _lookup(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for made in cls._member_map_.values():
                if made._value_ == value:
                    return made
        made = cls._missing_(value)
        if isinstance(made, cls):
            return made
        error = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if made is None:
            raise error
        raise TypeError('error in %s._missing_: returned %r instead of None or a valid member' % (cls.__name__, made))

    if _version < (3, 12):
        def __getattr__(cls, name):
            if _is_special(name):
                raise AttributeError(name)
            try:
                return cls._member_map_[name]
            except KeyError:
                raise AttributeError(name) from None

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if _version >= (3, 12):
            try:
                cls._lookup(value)
                return True
            except (ValueError, TypeError):
                return False
        if not isinstance(value, Enum) and _version >= (3, 8):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (
                type(value).__qualname__, cls.__class__.__qualname__))
        return False

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    @_property
    def __members__(cls):
        return _MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return "<%s %r>" % ('flag' if Flag is not None and issubclass(cls, Flag) and _version >= (3, 11) else 'enum', cls.__name__)


EnumMeta = EnumType
Enum = Flag = None
_OWN = ('Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum')


def _single_bit(value):
    return isinstance(value, int) and value > 0 and value & (value - 1) == 0


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            for value in reversed(last_values):
                try:
                    return value + 1
                except TypeError:
                    pass
            return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __init__(self, *args, **kwds):
        pass

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        own = [name for cls in self.__class__.mro() for name in cls.__dict__ if name[0] != '_' and name not in self._member_map_]
        return sorted({'__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value', *own})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Only the repr is that of an enumeration; str and format are the value's."""


class IntEnum(int, ReprEnum):
    def __hash__(self):
        return hash(self._value_)

    if _version >= (3, 11):
        def __str__(self):
            return int.__repr__(self)

    def __format__(self, format_spec):
        if not format_spec and _version >= (3, 11):
            return str(self)
        if (3, 8) <= _version < (3, 11) and type(self).__str__ not in (Enum.__str__, Flag.__str__):
            return str.__format__(str(self), format_spec)
        return int.__format__(self._value_, format_spec)


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        for value in values:
            if not isinstance(value, str):
                raise TypeError('%r is not a string' % (value,))
        made = str.__new__(cls, *values)
        made._value_ = str(*values)
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __hash__(self):
        return hash(self._value_)

    def __str__(self):
        return self._value_

    def __format__(self, format_spec):
        return str.__format__(self._value_, format_spec) if format_spec else str(self)


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        every = 0
        for made in cls._member_map_.values():
            every |= made._value_
        if value < 0 and not (_version < (3, 11) and issubclass(cls, int)):
            value = every & value if _version >= (3, 11) else every + 1 + value
        if value & ~every:
            if issubclass(cls, int):
                pass
            elif _version >= (3, 11):
                width = max(value.bit_length(), every.bit_length()) + 1

                def bits(n):
                    return '0b0 ' + bin(n)[2:].rjust(width - 1, '0')
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (cls, value, bits(value), bits(every)))
            else:
                raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        made = cls._value2member_map_.get(value)
        if made is None:
            made = (int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls))
            made._value_ = value
            parts = [m for m in cls if m._value_ and m._value_ & value == m._value_]
            left = value
            for m in parts:
                left &= ~m._value_
            made._name_ = '|'.join([m._name_ for m in parts] + ([str(left)] if left else [])) or None
            if value == 0 or _version < (3, 11):
                made._name_ = None
            made.__objclass__ = cls
            cls._value2member_map_[value] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for m in self.__class__:
            if m._value_ and m._value_ & self._value_ == m._value_:
                yield m

    def __len__(self):
        return bin(self._value_).count('1')

    def _parts(self):
        """What repr and str show of a member without a name, before 3.11."""
        value = self._value_
        parts = [m for m in self.__class__._member_map_.values() if m._value_ and m._value_ & value == m._value_] or [self]
        parts.sort(key=lambda m: m._value_, reverse=True)
        left = value
        for m in parts:
            left &= ~m._value_
        return '|'.join([str(m._name_ or m._value_) for m in parts] + ([str(left)] if left > 0 and parts != [self] else []))

    def __repr__(self):
        if self._name_ is None and _version < (3, 11):
            return "<%s.%s: %r>" % (self.__class__.__name__, self._parts(), self._value_)
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None and _version < (3, 11):
            return "%s.%s" % (self.__class__.__name__, self._parts())
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _bits(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return int(other)
        return None

    def __or__(self, other):
        n = self._bits(other)
        return NotImplemented if n is None else self.__class__(self._value_ | n)

    def __and__(self, other):
        n = self._bits(other)
        return NotImplemented if n is None else self.__class__(self._value_ & n)

    def __xor__(self, other):
        n = self._bits(other)
        return NotImplemented if n is None else self.__class__(self._value_ ^ n)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        every = 0
        for m in self.__class__:
            every |= m._value_
        return self.__class__(every & ~self._value_)


class IntFlag(int, ReprEnum, Flag):
    __repr__ = Flag.__repr__

    def __hash__(self):
        return hash(self._value_)

    if _version >= (3, 11):
        def __str__(self):
            return int.__repr__(self._value_)

    def __format__(self, format_spec):
        if not format_spec and _version >= (3, 11):
            return str(self)
        if (3, 8) <= _version < (3, 11) and type(self).__str__ not in (Enum.__str__, Flag.__str__):
            return str.__format__(str(self), format_spec)
        return int.__format__(self._value_, format_spec)

    def __contains__(self, other):
        return self._bits(other) & self._value_ == self._bits(other)

    # int comes first among the bases, and its operators would make plain numbers.
    __or__, __and__, __xor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__
    if _version >= (3, 11):
        __invert__ = Flag.__invert__
    else:
        def __invert__(self):
            return self.__class__(~self._value_)


KEEP, STRICT, CONFORM, EJECT = 'keep', 'strict', 'conform', 'eject'
UNIQUE, CONTINUOUS, NAMED_FLAGS = 'one name per value', 'no skipped integer values', 'multi-flag aliases may not contain unnamed flags'


def unique(enumeration):
    doubled = [(name, m._name_) for name, m in enumeration._member_map_.items() if name != m._name_]
    if doubled:
        raise ValueError('duplicate values found in %r: %s' % (
            enumeration, ', '.join("%s -> %s" % pair for pair in doubled)))
    return enumeration


def verify(*checks):
    def check(enumeration):
        if UNIQUE in checks:
            unique(enumeration)
        return enumeration
    return check


if _version < (3, 11):
    del StrEnum
    __all__ = ['EnumMeta', 'Enum', 'IntEnum', 'Flag', 'IntFlag', 'auto', 'unique']
