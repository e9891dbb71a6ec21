"""The names of files, as far as no file need be looked at."""

curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull = '.', '..', '.', '/', ':', '/bin:/usr/bin', None, '/dev/null'


def normcase(s):
    return s


def isabs(s):
    return s.startswith('/')


def join(a, *p):
    path = a
    for b in p:
        if b.startswith('/'):
            path = b
        elif not path or path.endswith('/'):
            path += b
        else:
            path += '/' + b
    return path


def split(p):
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(p):
    dot = p.rfind('.')
    start = p.rfind('/') + 1
    i = start
    while i < dot:
        if p[i] != '.':
            return p[:dot], p[dot:]
        i += 1
    return p, p[:0]


def splitdrive(p):
    return p[:0], p


def basename(p):
    return p[p.rfind('/') + 1:]


def dirname(p):
    return split(p)[0]


def normpath(path):
    if not path:
        return '.'
    slashes = ''
    if path.startswith('/'):
        slashes = '//' if path.startswith('//') and not path.startswith('///') else '/'
    parts = []
    for part in path.split('/'):
        if not part or part == '.':
            continue
        if part != '..' or (not slashes and not parts) or (parts and parts[-1] == '..'):
            parts.append(part)
        elif parts:
            parts.pop()
    return (slashes + '/'.join(parts)) or '.'


def abspath(path):
    return normpath(join('/', path))


realpath = abspath


def commonprefix(m):
    if not m:
        return ''
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    paths = list(paths)
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if len({isabs(p) for p in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split('/') if c and c != '.'] for p in paths]
    low, high = min(parts), max(parts)
    common = low
    for i, c in enumerate(low):
        if i >= len(high) or c != high[i]:
            common = low[:i]
            break
    return ('/' if isabs(paths[0]) else '') + '/'.join(common)


def relpath(path, start='.'):
    if not path:
        raise ValueError("no path specified")
    begin = [c for c in abspath(start).split('/') if c]
    end = [c for c in abspath(path).split('/') if c]
    n = 0
    while n < min(len(begin), len(end)) and begin[n] == end[n]:
        n += 1
    return '/'.join(['..'] * (len(begin) - n) + end[n:]) or '.'


def exists(path):
    """There are no files but the root of them."""
    return abspath(path) == '/'


lexists = isdir = exists


def isfile(path):
    return False


def islink(path):
    return False


def expanduser(path):
    return path


def expandvars(path):
    return path
