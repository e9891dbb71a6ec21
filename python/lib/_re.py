"""What re has in C (Modules/_sre): patterns and matches. How a text is matched is in Go, in the module _sre."""

import sys as _sys
import _sre

_names = ((2, 're.IGNORECASE'), (4, 're.LOCALE'), (8, 're.MULTILINE'), (16, 're.DOTALL'), (64, 're.VERBOSE'), (128, 're.DEBUG'), (256, 're.ASCII'))
_most = _sys.maxsize


def _clipped(v):
    if not isinstance(v, int):
        if not hasattr(type(v), '__index__'):
            raise TypeError("'%s' object cannot be interpreted as an integer" % _type_name(v))
        v = type(v).__index__(v)
    return max(0, min(v, _most))


class Pattern:
    __module__ = 're'
    __slots__ = ('pattern', 'flags', 'groups', '_index', '_code', '__weakref__')

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 're.Pattern' instances")

    def _text(self, string):
        """Checks what is to be matched."""
        if isinstance(string, str):
            if not isinstance(self.pattern, str) and self.pattern is not None:
                raise TypeError('cannot use a bytes pattern on a string-like object')
        elif isinstance(string, (bytes, bytearray)):
            if isinstance(self.pattern, str):
                raise TypeError('cannot use a string pattern on a bytes-like object')
        elif _sys.version_info >= (3, 11):
            raise TypeError("expected string or bytes-like object, got '%s'" % _type_name(string))
        else:
            raise TypeError('expected string or bytes-like object')
        return string

    def _one(self, string, pos, endpos, mode):
        string = self._text(string)
        pos = _clipped(pos)
        endpos = _clipped(endpos)
        found = _sre.match(self.pattern, self._code, string, pos, endpos, mode)
        return None if found is None else _match(self, string, pos, endpos, found)

    def match(self, /, string, pos=0, endpos=_most):
        return self._one(string, pos, endpos, 0)

    def search(self, /, string, pos=0, endpos=_most):
        return self._one(string, pos, endpos, 1)

    def fullmatch(self, /, string, pos=0, endpos=_most):
        return self._one(string, pos, endpos, 2)

    def findall(self, /, string, pos=0, endpos=_most):
        string = self._text(string)
        groups = self.groups
        empty = string[:0]
        result = []
        for found in _sre.matches(self.pattern, self._code, string, _clipped(pos), _clipped(endpos), 0):
            if groups == 0:
                result.append(string[found[0]:found[1]])
            elif groups == 1:
                result.append(empty if found[2] < 0 else string[found[2]:found[3]])
            else:
                result.append(tuple([empty if found[2 * i] < 0 else string[found[2 * i]:found[2 * i + 1]] for i in range(1, groups + 1)]))
        return result

    def finditer(self, /, string, pos=0, endpos=_most):
        string = self._text(string)
        pos = _clipped(pos)
        endpos = _clipped(endpos)
        all = _sre.matches(self.pattern, self._code, string, pos, endpos, 0)
        return _finditer(self, string, pos, endpos, all)

    def scanner(self, /, string, pos=0, endpos=_most):
        return Scanner(self, string, pos, endpos)

    def split(self, /, string, maxsplit=0):
        string = self._text(string)
        result = []
        at = 0
        if maxsplit < 0:
            return [string]
        for found in _sre.matches(self.pattern, self._code, string, 0, _most, maxsplit):
            result.append(string[at:found[0]])
            for i in range(1, self.groups + 1):
                result.append(None if found[2 * i] < 0 else string[found[2 * i]:found[2 * i + 1]])
            at = found[1]
        result.append(string[at:])
        return result

    def _replaced(self, repl, string, count):
        string = self._text(string)
        empty = string[:0]
        template = None
        if not callable(repl):
            if isinstance(repl, str) != isinstance(string, str) and isinstance(repl, (str, bytes, bytearray)):
                if isinstance(repl, str):
                    raise TypeError('sequence item %d: expected a bytes-like object, str found' % (0 if string else 0))
                raise TypeError('expected str instance, %s found' % _type_name(repl))
            backslash = '\\' if isinstance(repl, str) else b'\\'
            if not isinstance(repl, (str, bytes, bytearray)):
                raise TypeError("decoding to str: need a bytes-like object, %s found" % _type_name(repl))
            if backslash not in repl:
                template = [repl]
            else:
                template = _template(self, repl)
        parts = []
        at = n = 0
        for found in _sre.matches(self.pattern, self._code, string, 0, _most, max(count, 0)):
            if found[0] > at:
                parts.append(string[at:found[0]])
            if template is None:
                new = repl(_match(self, string, 0, _most, found))
                if new is not None:
                    if isinstance(new, str) != isinstance(string, str):
                        raise TypeError('expected %s instance, %s found' % ('str', _type_name(new)) if isinstance(string, str) else
                                        'sequence item %d: expected a bytes-like object, %s found' % (len(parts), _type_name(new)))
                    parts.append(new)
            else:
                parts.append(_filled(template, string, found, empty))
            at = found[1]
            n += 1
        parts.append(string[at:])
        return empty.join(parts), n

    def sub(self, /, repl, string, count=0):
        return self._replaced(repl, string, count)[0]

    def subn(self, /, repl, string, count=0):
        return self._replaced(repl, string, count)

    @property
    def groupindex(self):
        from types import MappingProxyType
        return MappingProxyType(self._index)

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & (4 | 256 | 32) == 32:
            flags &= ~32
        names = []
        for bit, name in _names:
            if flags & bit:
                names.append(name)
                flags &= ~bit
        if flags & 32:
            names.insert(len([n for n in names if n in ('re.IGNORECASE', 're.LOCALE', 're.MULTILINE', 're.DOTALL')]), 're.UNICODE')
            flags &= ~32
        if flags:
            names.append('0x%x' % flags)
        shown = repr(self.pattern)[:200]
        return 're.compile(%s%s)' % (shown, ', ' + '|'.join(names) if names else '')

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.flags == other.flags and self.pattern == other.pattern and type(self.pattern) is type(other.pattern)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self

    def __reduce__(self):
        import re
        return re._compile, (self.pattern, self.flags)

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


def _finditer(pattern, string, pos, endpos, all):
    for found in all:
        yield _match(pattern, string, pos, endpos, found)


class Scanner:
    __module__ = '_sre'

    def __init__(self, pattern, string, pos, endpos):
        self.pattern = pattern
        self._all = [string, pos, endpos, False]

    def _step(self, mode):
        string, pos, endpos, done = self._all
        if done:
            return None
        m = self.pattern._one(string, pos, endpos, mode)
        if m is None:
            self._all[3] = True
        else:
            self._all[1] = m.end() if m.end() > m.start() else m.end() + 1
            self._all[3] = self._all[1] > len(string)
        return m

    def match(self):
        return self._step(0)

    def search(self):
        return self._step(1)


class Match:
    __module__ = 're'
    __slots__ = ('re', 'string', 'pos', 'endpos', '_found')

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 're.Match' instances")

    def _number(self, group):
        if isinstance(group, int):
            i = group
        elif hasattr(type(group), '__index__'):
            i = type(group).__index__(group)
        else:
            try:
                i = self.re._index.get(group, -1)
            except TypeError:
                i = -1
        if not 0 <= i <= self.re.groups:
            raise IndexError('no such group')
        return i

    def _part(self, i, default):
        found = self._found
        if found[2 * i] < 0:
            return default
        return self.string[found[2 * i]:found[2 * i + 1]]

    def group(self, *args):
        if not args:
            return self._part(0, None)
        if len(args) == 1:
            return self._part(self._number(args[0]), None)
        return tuple([self._part(self._number(g), None) for g in args])

    def __getitem__(self, key, /):
        return self._part(self._number(key), None)

    def groups(self, default=None):
        return tuple([self._part(i, default) for i in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._part(i, default) for name, i in self.re._index.items()}

    def start(self, group=0, /):
        return self._found[2 * self._number(group)]

    def end(self, group=0, /):
        return self._found[2 * self._number(group) + 1]

    def span(self, group=0, /):
        i = self._number(group)
        return self._found[2 * i], self._found[2 * i + 1]

    def expand(self, template):
        backslash = '\\' if isinstance(template, str) else b'\\'
        if backslash not in template:
            return template
        return _filled(_template(self.re, template), self.string, self._found, self.string[:0])

    @property
    def lastindex(self):
        return self._found[-1] or None

    @property
    def lastgroup(self):
        last = self._found[-1]
        for name, i in self.re._index.items():
            if i == last:
                return name
        return None

    @property
    def regs(self):
        return tuple([(self._found[2 * i], self._found[2 * i + 1]) for i in range(self.re.groups + 1)])

    def __repr__(self):
        return '<re.Match object; span=%r, match=%r>' % ((self._found[0], self._found[1]), self._part(0, None))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


def _match(pattern, string, pos, endpos, found):
    m = object.__new__(Match)
    n = len(string)
    m.re, m.string, m.pos, m.endpos, m._found = pattern, string, min(pos, n), min(endpos, n), found
    return m


def compile(pattern, flags, error):
    """Makes a Pattern; error is the class of the exception for what is wrong."""
    code = _sre.compile(pattern, flags)
    if isinstance(code[0], str):
        kind, text, at = code
        if kind == 'error':
            raise error(text, pattern, None if at < 0 else at)
        raise (OverflowError if kind == 'OverflowError' else ValueError)(text)
    p = object.__new__(Pattern)
    p.pattern, p._code, p.flags, p.groups, p._index = pattern, flags, code[0], code[1], dict(code[2])
    return p


# Templates of sub


def _filled(template, string, found, empty):
    parts = []
    for part in template:
        if isinstance(part, int):
            if found[2 * part] >= 0:
                parts.append(string[found[2 * part]:found[2 * part + 1]])
        else:
            parts.append(part)
    return empty.join(parts)


_escapes = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}


def _template(pattern, source):
    import re
    error = re.error
    bytes_like = not isinstance(source, str)
    text = str(source, 'latin-1') if bytes_like else source
    parts = []
    literal = []

    def flush():
        if literal:
            s = ''.join(literal)
            parts.append(s.encode('latin-1') if bytes_like else s)
            literal.clear()

    def add_group(index, pos):
        if index > pattern.groups:
            raise error('invalid group reference %d' % index, source, pos)
        flush()
        parts.append(index)

    at, n = 0, len(text)
    while at < n:
        c = text[at]
        if c != '\\':
            end = text.find('\\', at)
            if end < 0:
                end = n
            literal.append(text[at:end])
            at = end
            continue
        begin = at
        if at + 1 == n:
            raise error('bad escape (end of pattern)', source, at)
        c = text[at + 1]
        at += 2
        if c == 'g':
            if text[at:at + 1] != '<':
                raise error('missing <', source, at)
            at += 1
            end = text.find('>', at)
            if end == at or at == n:
                raise error('missing group name', source, at)
            if end < 0:
                raise error('missing >, unterminated name', source, at)
            name = text[at:end]
            if name.isidentifier() and not (bytes_like and not name.isascii()):
                index = pattern._index.get(name)
                if index is None:
                    raise IndexError('unknown group name %r' % name)
            elif name.isdecimal() and name.isascii():
                index = int(name)
            else:
                raise error('bad character in group name %r' % name, source, at)
            add_group(index, at)
            at = end + 1
        elif c == '0':
            digits = c
            while len(digits) < 3 and text[at:at + 1] in tuple('01234567'):
                digits += text[at]
                at += 1
            literal.append(chr(int(digits, 8) & 0xff))
        elif c in '123456789':
            digits = c
            octal = False
            if text[at:at + 1] in tuple('0123456789'):
                digits += text[at]
                at += 1
                if digits[0] in '01234567' and digits[1] in '01234567' and text[at:at + 1] in tuple('01234567'):
                    digits += text[at]
                    at += 1
                    octal = True
                    value = int(digits, 8)
                    if value > 0o377:
                        raise error('octal escape value \\%s outside of range 0-0o377' % digits, source, begin)
                    literal.append(chr(value))
            if not octal:
                add_group(int(digits), begin + 1)
        elif c in _escapes:
            literal.append(_escapes[c])
        elif 'a' <= c.lower() <= 'z' and c.isascii():
            raise error('bad escape \\%s' % c, source, begin)
        else:
            literal.append('\\' + c)
    flush()
    return parts
