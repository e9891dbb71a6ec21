"""Constants, templates and formatters of strings."""

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


_no_mapping = object()


class Template:
    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=_no_mapping, /, **kws):
        return self._fill(mapping, kws, True)

    def safe_substitute(self, mapping=_no_mapping, /, **kws):
        return self._fill(mapping, kws, False)

    def _fill(self, mapping, kws, strict):
        text, out, i = self.template, [], 0

        def value(name, whole):
            if name in kws:
                return str(kws[name])
            if mapping is not _no_mapping:
                if strict:
                    return str(mapping[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    return whole
            if strict:
                raise KeyError(name)
            return whole

        while True:
            j = text.find(self.delimiter, i)
            if j < 0:
                return ''.join(out) + text[i:]
            out.append(text[i:j])
            i = j + 1
            if text[i:i + 1] == self.delimiter:
                out.append(self.delimiter)
                i += 1
                continue
            braced = text[i:i + 1] == '{'
            start = end = i + braced
            while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == '_'):
                end += 1
            name = text[start:end]
            if name.isidentifier() and (not braced or text[end:end + 1] == '}'):
                i = end + braced
                out.append(value(name, text[j:i]))
            elif strict:
                lines = text[:j].splitlines(keepends=True) or ['']
                line = len(lines) if not lines[-1].endswith('\n') else len(lines) + 1
                col = j - sum(len(part) for part in lines[:line - 1]) + 1
                raise ValueError('Invalid placeholder in string: line %d, col %d' % (line, col))
            else:
                out.append(self.delimiter)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
