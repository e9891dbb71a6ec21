"""From objects to JSON."""

_escapes = {'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'}


def _escape(text, ascii):
    for c in text:
        if c in _escapes or c < ' ' or ascii and c > '~':
            break
    else:
        return '"' + text + '"'
    parts = []
    for c in text:
        n = ord(c)
        if c in _escapes:
            parts.append(_escapes[c])
        elif n < 32 or ascii and 126 < n < 0x10000:
            parts.append('\\u%04x' % n)
        elif ascii and n > 126:
            n -= 0x10000
            parts.append('\\u%04x\\u%04x' % (0xd800 | n >> 10, 0xdc00 | n & 0x3ff))
        else:
            parts.append(c)
    return '"' + ''.join(parts) + '"'


def encode_basestring(s):
    return _escape(s, False)


def encode_basestring_ascii(s):
    return _escape(s, True)


class JSONEncoder:
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
                 separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError('Object of type %s is not JSON serializable' % o.__class__.__name__)

    def encode(self, o):
        parts = []
        self._write(o, parts, 0, [])
        return ''.join(parts)

    def iterencode(self, o, _one_shot=False):
        parts = []
        self._write(o, parts, 0, [])
        return iter(parts)

    def _float(self, o):
        if o != o:
            text = 'NaN'
        elif o in (float('inf'), float('-inf')):
            text = 'Infinity' if o > 0 else '-Infinity'
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o) if _names_value else
                             'Out of range float values are not JSON compliant')
        return text

    def _simple(self, o):
        """What is neither a container nor anything else to be asked for; None if it is one."""
        if isinstance(o, str):
            return _escape(o, self.ensure_ascii)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (int, float)):
            return self._simple(key)
        if self.skipkeys:
            return None
        raise TypeError('keys must be str, int, float, bool or None, not ' + key.__class__.__name__)

    def _line(self, level):
        indent = self.indent
        return '\n' + (indent if isinstance(indent, str) else ' ' * indent) * level

    def _write(self, o, parts, level, within):
        text = self._simple(o)
        if text is not None:
            parts.append(text)
            return
        if self.check_circular:
            for other in within:
                if other is o:
                    raise ValueError('Circular reference detected')
            within.append(o)
        if isinstance(o, (list, tuple)):
            self._items([(None, item) for item in o], '[]', parts, level, within)
        elif isinstance(o, dict):
            items = sorted(o.items()) if self.sort_keys else o.items()
            keyed = []
            for key, value in items:
                key = self._key(key)
                if key is not None:
                    keyed.append((key, value))
            self._items(keyed, '{}', parts, level, within)
        else:
            self._write(self.default(o), parts, level, within)
        if self.check_circular:
            within.pop()

    def _items(self, items, brackets, parts, level, within):
        if not items:
            parts.append(brackets)
            return
        parts.append(brackets[0])
        first = True
        for key, value in items:
            if not first:
                parts.append(self.item_separator)
            first = False
            if self.indent is not None:
                parts.append(self._line(level + 1))
            if key is not None:
                parts.append(_escape(key, self.ensure_ascii))
                parts.append(self.key_separator)
            self._write(value, parts, level + 1, within)
        if self.indent is not None:
            parts.append(self._line(level))
        parts.append(brackets[1])


import sys as _sys
_names_value = _sys.version_info >= (3, 13)
