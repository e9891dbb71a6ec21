"""From JSON to objects."""

import sys as _sys

_names_comma = _sys.version_info >= (3, 13)


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_unescaped = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_constants = {'-Infinity': float('-inf'), 'Infinity': float('inf'), 'NaN': float('nan')}
_digits = '0123456789'


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constants.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, self._space(s, 0))
        end = self._space(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _space(self, s, i):
        while i < len(s) and s[i] in ' \t\n\r':
            i += 1
        return i

    def _value(self, s, i):
        c = s[i:i + 1]
        if c == '"':
            return self._string(s, i + 1)
        if c == '{':
            return self._object(s, i + 1)
        if c == '[':
            return self._array(s, i + 1)
        if c == 'n' and s[i:i + 4] == 'null':
            return None, i + 4
        if c == 't' and s[i:i + 4] == 'true':
            return True, i + 4
        if c == 'f' and s[i:i + 5] == 'false':
            return False, i + 5
        end, whole = self._number(s, i)
        if end > i:
            return (self.parse_int if whole else self.parse_float)(s[i:end]), end
        for name in _constants:
            if s.startswith(name, i):
                return self.parse_constant(name), i + len(name)
        raise JSONDecodeError("Expecting value", s, i)

    def _number(self, s, start):
        """The end of a number, and whether it is a whole one; where there is none, its beginning."""
        i, n = start, len(s)
        if i < n and s[i] == '-':
            i += 1
        if i < n and s[i] == '0':
            i += 1
        elif i < n and s[i] in _digits:
            while i < n and s[i] in _digits:
                i += 1
        else:
            return start, True
        whole = True
        if i + 1 < n and s[i] == '.' and s[i + 1] in _digits:
            whole = False
            i += 2
            while i < n and s[i] in _digits:
                i += 1
        if i < n and s[i] in 'eE':
            j = i + 1
            if j < n and s[j] in '+-':
                j += 1
            if j < n and s[j] in _digits:
                whole = False
                while j < n and s[j] in _digits:
                    j += 1
                i = j
        return i, whole

    def _string(self, s, i):
        begin = i - 1
        parts, start = [], i
        while True:
            c = s[i:i + 1]
            if c == '':
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if c == '"':
                parts.append(s[start:i])
                return ''.join(parts), i + 1
            if c == '\\':
                parts.append(s[start:i])
                escape = s[i + 1:i + 2]
                if escape == '':
                    raise JSONDecodeError("Unterminated string starting at", s, begin)
                if escape == 'u':
                    n, i = self._unicode(s, i + 2), i + 6
                    if 0xd800 <= n <= 0xdbff and s[i:i + 2] == '\\u':
                        low = self._unicode(s, i + 2)
                        if 0xdc00 <= low <= 0xdfff:
                            n = 0x10000 + ((n - 0xd800) << 10 | low - 0xdc00)
                            i += 6
                    parts.append(chr(n))
                elif escape in _unescaped:
                    parts.append(_unescaped[escape])
                    i += 2
                else:
                    raise JSONDecodeError("Invalid \\escape", s, i)
                start = i
                continue
            if c < ' ' and self.strict:
                raise JSONDecodeError("Invalid control character at", s, i)
            i += 1

    def _unicode(self, s, i):
        digits = s[i:i + 4]
        if len(digits) == 4 and all(c in '0123456789abcdefABCDEF' for c in digits):
            return int(digits, 16)
        raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)

    def _array(self, s, i):
        values = []
        i = self._space(s, i)
        if s[i:i + 1] == ']':
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            i = self._space(s, i)
            if s[i:i + 1] == ']':
                return values, i + 1
            if s[i:i + 1] != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma = i
            i = self._space(s, i + 1)
            if _names_comma and s[i:i + 1] == ']':
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)

    def _object(self, s, i):
        pairs = []
        i = self._space(s, i)
        if s[i:i + 1] == '}':
            return self._made(pairs), i + 1
        while True:
            if s[i:i + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
            key, i = self._string(s, i + 1)
            i = self._space(s, i)
            if s[i:i + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", s, i)
            value, i = self._value(s, self._space(s, i + 1))
            pairs.append((key, value))
            i = self._space(s, i)
            if s[i:i + 1] == '}':
                return self._made(pairs), i + 1
            if s[i:i + 1] != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma = i
            i = self._space(s, i + 1)
            if _names_comma and s[i:i + 1] == '}':
                raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)
