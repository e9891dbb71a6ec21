for spec in ['', '5', '<5', '>8', '^8', '*^9', '08', '+', ' ', ',', '_', 'x', '#x', '#o', '#b', 'e', '.3f', 'g', '%', 'c', 'n', '010,', '=+8', '#010x', '_x', '_b']:
    try: print(repr(spec), [format(65, spec)], [format(-1234567, spec)] if 'c' not in spec else '')
    except ValueError as e: print(repr(spec), e)
for spec in ['', '.2', '.0f', '10.3e', '+.1f', ',.2f', '_.3f', 'g', '.10g', '%', '.1%', '#.3g', 'G', 'E', '08.2f', '<10', '^10.1f', 'n', '+08.1f', '.15', '.17g', 'd']:
    try: print(repr(spec), [format(v, spec) for v in (3.14159, -0.0, 1e20, 1234567.891, float('inf'), float('nan'), 1e-5, 100.0, 0.5)])
    except ValueError as e: print(repr(spec), e)
print('%s %r %d %5d %-5d| %05d %+d %x %X %o %e %.2f %g %c %% %i %10.3s|' % ('s', 'r', 1, 2, 3, 4, 5, 255, 255, 8, 12345.678, 1.005, 0.0001, 'c', 7, 'truncate'))
print('%(a)s %(b)05.1f' % {'a': 1, 'b': 2}, '%s' % (1,), '%s' % [1, 2], '%-10s|%10s|' % ('l', 'r'), '%*d|%-*d|' % (5, 1, 5, 2), '%.3s' % 'abcdef', '%#x %#o' % (255, 8), '%c' % 0x1F600)
for bad in ['%d', '%s %s', '%z', '%(a)s', '%']:
    try: print(bad % ('x',))
    except Exception as e: print(bad, type(e).__name__, e)
try: '%s' % (1, 2)
except TypeError as e: print(e)
print('{0} {1} {0} {name!r:>8} {l[0]} {d[k]} {o.real:.1f}'.format(1, 2, name='n', l=[9], d={'k': 'v'}, o=3.0), '{:{w}.{p}f}'.format(3.14159, w=10, p=2), '{{}} {}'.format(1), '{!s:^7}|'.format('x'), '{:>{}}'.format('a', 5))
for bad in ['{', '}', '{0', '{x}', '{} {0}', '{!z}', '{:d}', '{0.zz}', '{1}']:
    try: print(bad.format('a'))
    except Exception as e: print(bad, type(e).__name__, e)
x, w = 3.14159, 10
print(f'{x:.2f} {x:{w}.1f} {x!r} {x=} {x = :.1f} {"q"!r:>5} {w:#x} {w:,} {[i for i in range(3)]} {({"a": 1})["a"]} {x if w else 0} {{}} {w!s:*<5}' f'{w}' 'z')
import math
