import re
print(re.findall('a', 'banana'))
print(re.compile(r'(?P<x>\d+)-(\w*)', re.I | re.M))
m = re.search(r'(?P<x>\d+)-(\w*)', 'ab 12-cd e')
print(m, m.group('x', 2), m.groups(), m.groupdict(), m.span(2), m.lastindex, m.lastgroup, m.regs)
print(re.sub(r'(\w+) (\w+)', r'\2 \g<1>!', 'hello world foo bar'))
print(re.sub('x*', '-', 'abxd'), re.split(r'(\W)', 'a,b;c'), re.subn('a', lambda m: m.group().upper(), 'banana', 2))
for p in ['(', ')', '[a', 'a**', '*', 'a{3,1}', r'\q', '(?P<1>a)', '(?P<a>x)(?P<a>y)', '(?z)', '(?<=a*)b', r'\1', '(?(1)a|b|c)', '(?P=n)', 'a(?i)b', '[z-a]', '(?#', '(?P', '\\', '(?:', r'\x1', 'x{99999999999}', '(?i-i:a)', 'a\n(b', '(?P<n', '(?(2)a)', '(?-i)x', '[]', '(?<x>a)', 'a|*']:
    try:
        print(p, re.compile(p))
    except Exception as e:
        print(repr(p), type(e).__name__, e, getattr(e, 'pos', None))
for f in (lambda: re.match(1, 'a'), lambda: re.match('a', b'a'), lambda: re.match(b'a', 'a'), lambda: re.match('a', None), lambda: re.sub('a', r'\g<x>', 'a'), lambda: re.sub('a', r'\2', 'a'), lambda: re.sub('a', r'\q', 'a'), lambda: re.match('a', 'a').group(1),
          lambda: re.I | re.M, lambda: [re.I], lambda: re.escape('a.b*c d-é'), lambda: re.fullmatch('a|ab', 'ab'), lambda: re.split('', 'abc'), lambda: re.split('b', 'abcb', 1), lambda: re.findall('(a)|(b)', 'ab'), lambda: re.match('(a)|b', 'b').groups('-'),
          lambda: [m.span() for m in re.finditer('a*?', 'aab')], lambda: re.compile('''a  # x
              b''', re.X).match('ab'), lambda: re.sub('(?P<q>.)', r'<\g<q>\\\n>', 'xy'), lambda: re.sub(b'a', b'\\g<0>!', b'banana'), lambda: re.compile('ſ', re.I).match('S'), lambda: re.findall(r'\bis\b', 'this is it'), lambda: re.match('a++a', 'aaa'),
          lambda: re.match('(?>a+)b', 'aab'), lambda: re.findall(r'(?<=-)\w+', 'a-bc d-e'), lambda: re.findall(r'(?<!-)\b\w+', 'a-bc d-e'), lambda: re.match(r'(a)?(?(1)b|c)', 'ab'), lambda: re.compile('a').flags, lambda: re.search('$', 'a\n').start(), lambda: re.compile('x', 999), lambda: re.match('a', 'b') is None):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
