from . import *
not {(case := rb'\d'): (1) is b for (a, match) in ((b'\x00') is not (rb'\d')) async for type in (1_000)}  # comment
try: a; b
except (1_000)[_]:
  async def type(a: (None), b = type(b for b, é in (b)), c = é[(1e-3):spam]):
    a.b: case or ('s')(case for a, _ in (b)).a or match
except (*a, (...)) as e: a; b
else: return
{(...): 变量}.é and _ and x1 and (*a, match())
try:
  async for [case, *_] in _ is not (1e-3):
   @- -('''x
y''')()[[b for 变量 in (é)]:('s')()]
   class match[*Ts]:
       assert (变量 := spam if b else True)(lambda a = 变量, *rest: (0x1F)(*(0x1F), b=case, **('s'),) async for {match: spam, type: 3j, ('\u00e9\n'): b'\x00'}[(1)] in ({**变量, (...)('\u00e9\n' for spam in (é)): 1}))
except ('\u00e9\n')(2.5 for spam, _ in (type)):
 (await (await (yield match)))
except b(b'\x00' for 变量, a in (a)) as e:
    match lambda a: (*a, (3j)) or (spam := 1) or match.x1:
      case _ if [(yield from é) for (b, case) in (- -_)](*type.x1, b=(0)(type, (0), é="a" 'b', **(None)).b, **{},):
          [*(b'\x00'), *('s'), case].attr += {('\u00e9\n'): True, (1_000): '\u00e9\n', spam: None}[('s').b] or (*a, [_ async for b, _ in ('s') if ('s')]) or [(1) for (1)[0x1F], b in (lambda a, b, c = spam, d = ('''x
y'''), *rest, **kw: None)]
finally: pass
x1(lambda *rest, **kw: 3j for spam, x1[变量] in ((3j) or é or (True) or (True)) if (lambda a, b: 1e-3) for type, x1 in (...)) in ('s')[match]() in (1_000).x1  # comment
(3j).x1._  # comment
(1)(b is b is spam async for [match, *match], [type, *b] in (b + (2.5) * -type ** match)) + é * -{**x1, (None).变量: 1} ** a(a async for a, a in (b'\x00')).b
match *a, b:
  case {'k': {a.b: ('s' | True), 'k': (a as c), 1: [b]}}:
    if (*a, {(b'\x00'): 2.5 async for case, _ in (b'\x00')}) < (None).x1({变量: 1 for é in ('s')} for x1 in (F"{{{ 1=:{w}}")) < {{**_, (0): 1}: a & (True) & spam for é in ((2.5)(*("a" 'b'), 变量, a=3j, spam=case,)) if (a or x1 or (b'\x00'))}:
     match (True):
       case (A.B(A.B(a.b, x=1 + 2j), x=A.B(1)) | {a.b: A.B(a, a, x=a.b), 1: a}):
           [- -case[变量] async for [[é, *b], *_], (('''x
y''')[...], _) in (f"""}}{ spam or (1) or match or spam=:{w}}""")]
       case []:
        type match = ~[(b'\x00'), *(3j)]
       case [A.B(x=1 + 2j), a.b, A.B({1: a.b})] if (await (1_000)(变量=(3j) and ('\u00e9\n'))): return
    elif lambda : ('''x
y''')(**é,) or a.case:
     match a, b:
       case A.B((a | {})):
           (0x1F)[变量].match + {**case, (2.5).é: 1} * -(*a, (1_000)).变量 ** [None async for 变量, x1 in (type)][::('''x
y''')(**match,)], x1(('''x
y'''),)
       case {1: a.b, 1: ([], *_)}:
           global g, h
       case A.B([(None, *_)], A.B((b as c), (None | 1 + 2j)), x=_) if ~{**a, (1_000): 1}[::b((0), b=é, **type,)]:
         (0)
  case a.b, [1 + 2j, a.b]:
   if (*a, [0 async for 变量 in (spam)]) or {(yield 0): (0x1F) + 变量 * -(1e-3) ** a async for a, a in ((True) + type * -b ** match) for match, x1 in (1_000) if (b'\x00')} or [(rb'\d')]([... async for case, 变量 in (é)] async for _, é in (match if ('\u00e9\n') else spam) if ((变量))) or type.a:
     assert lambda a, b, c = (1_000).case, d = {('s'): 0x1F async for case, 变量 in (None)}: spam(True for case in (type)) >= match
   elif b((3j) == x1 for x1[a], spam in (a(变量=True, x1=..., **é)) for _ in (type)) if (await case)[:] else (True)(b async for type, é in (é)) + [] * -(rb'\d')[::变量] ** (...):
    assert [~[b async for x1, spam in ("a" 'b')] async for _ in (f"""\n{ (F'text { 1=:{w}.{p!r}f}text { None:{w}}') =:>10}{{{ é if (b'\x00') else a!s:{w}}{ type + match * -case ** case}""")]
   else: return
try: pass
finally:
    变量
lambda a = ('\u00e9\n')[("a" 'b'), *变量, :], b = case(True async for b, spam in (é) if (None)), *rest: [](match or _ for é.case, [_, *b] in ({(3j): _ async for é in (b'\x00')}) if ((1e-3) if (3j) else type))  # comment
(True)
spam(spam for 变量 in (type)).attr **= (rb'\d')[::[变量 for 变量 in (type) if (é)]]
[(3j), *type(b'\x00' async for 变量 in (0) if (_))] and [{**type, (rb'\d'): 1}, (await 变量)] and 变量 and ('s')('\u00e9\n' for type, type in (True))((None))
match if [lambda a, b, c = 变量, *rest, k=1: 变量 async for [match, *type] in ((True)[(...):(1)]) for _, case in (case) if (2.5)] else a(1e-3 async for 变量 in (é))[{é: b, 变量: case}, *a, :]
assert {b: type or (True) or x1 for a.spam, (x1, x1) in ((0x1F) >= ('''x
y'''))} is not match[~type] is not b
with (a, b) as c:
    try:
     match f'':
       case _ if x1(rb'\d' async for 变量 in (spam))[:] @ {**é, (3j)(match, _, _=rb'\d', é=1_000, **x1,): 1} @ a:
        await ('s') < match < (1_000)((2.5) if 变量 else 2.5 for case, type in (x1 + (True) * -spam ** ('''x
y''')) if ((b'\x00') in ('''x
y''') in (2.5)))
    except a:
        @_([*spam] for (...).变量, ('''x
y''').match in (match + spam * -b ** (0x1F)) if (("a" 'b'))) if (1_000).x1[::{**match, x1: 1}] else (await (1_000)) % (1_000).变量
        class 变量:
          a: a = é
    except {}:
      global g, h
    else:
     x1: [].match is not {(b'\x00')[(True):a]: (1e-3) + type * -('''x
y''') ** (True) for case[3j] in (('\u00e9\n') is (3j)) if (type) async for match in (3j) if (a)} = a[:][::(b'\x00').type](b for {('s'): spam, é: True, (2.5): 变量}._ in (+(...)._))
type X = [*[(1e-3), type]] and (3j) and [] and 变量(case async for a, case in (a))(*x1, *_,)
from ..a.b import (c as d, e,)
match (...)._:
  case [[[1 + 2j]]], (a.b, *_):
   match {}:
     case a.b, 1 + 2j if f"""""":
         if {a(b async for type, a in ('\u00e9\n') if (spam)): (1_000)(None for a in (3j) if (é)) for é[a] in (x1 and type and spam and (1))} < (2.5) < (1)((0x1F), a=spam).spam:
           (1)() and match and (yield b).变量; type + spam * -b ** (3j)
         else:
          assert F"{ (['''x
y''' async for b in (...) if ('\u00e9\n')] + case.é * -(2.5)[::a] ** ('s').a) =}text { ((rb'\d')[(rb'\d'), *spam, :]**match(spam, b=..., case=1_000, **(...),)**é) =}"
     case (A.B({'k': b, 1: a.b, 'k': b}, (-1 | a.b)) | _), (a as c) if (lambda a, /, **kw: 1e-3) < [1_000 async for case in ('''x
y''')](*match, *(None), é=rf'{{{ 's'!s}\n{ "a" 'b' =:{w}.{p!r}f}', spam={('s'): 0x1F async for é, 变量 in (b) if (b)},) < (...)(... for 变量, 变量 in (rb'\d')).a: a; b
     case [1 + 2j] if [b for b, a in (case) if (...)][(0x1F)[::(1_000)], *变量, :] < {(await (rb'\d')): a and (b'\x00') for [é, *a] in ((1,))}: pass
async def a(*, k):
    [(a, spam), *spam] = [变量, *b] = rf'{ ([None async for match, x1 in (0) if (None)] if {**b, (None): 1} else (3j)) =}'
match ('''x
y''')(f'' 'tail' for (3j)[0] in (x1.type) if (x1**('''x
y''')) for x1, b in (spam)) if (变量 or _ or ('\u00e9\n')) else spam + _[:] * -(1)[:] ** (1_000):
  case {} if (lambda a = a, b = (True): type) is not (0x1F): return
  case a.b, {a.b: -1}:
      def x1(a, b, /):
       _.attr //= rf"""text { (a[rb'\d'] and ('''x
y''')[(0x1F):(1)] and [case for é in ('''x
y''')])=:{w}}""" 'tail'
[a, (1_000), *(1e-3)].attr += spam + [(0x1F), (b'\x00')][(match := b):é.type]
a[0]: - -{(1_000): rb'\d' for match, 变量 in (type)}(b=F"}}{ "a" 'b'!r}\n{ rb'\d':>10}" 'tail', 变量=~_) = é < (...)
match a, b:
  case {1: [-0.5 - 1j], 1: a, 1: []} if F"}}{ ((0) or a(x1 for 变量, 变量 in (0x1F) if (1_000)) or [*('''x
y'''), *("a" 'b'), b]) =!s:>10}text { (yield from match).é:{w}.{p!r}f}{{{ ((True)[(rb'\d'):(1e-3)][:])!s:>10}" 'tail':
      [(_ := ...), {('\u00e9\n'): '''x
y''' async for b in (x1)}, *é(... async for match, type in (b) if (a))] + {}[spam(spam for x1 in ('\u00e9\n')):(b'\x00')('\u00e9\n' async for x1, _ in (True))] * -('\u00e9\n')[_(é=0x1F):type[(3j), *é, :]] ** 变量  # comment
  case []:
      match *a, b:
        case b if type.match or (0x1F)((1_000), *é, _=match, x1=_, **x1)(*case, (2.5)) or 变量: pass
        case a.b:
          {**case, (*a, spam): 1} if {**变量, x1: 1}(b is not é is not 变量 async for x1.x1 in (type(1 for _ in (b) if (True))) if ((0))) else ('s')**{spam: a async for x1 in (_)}**match(变量 for type, match in (é)); lambda a, /: "a" 'b'
        case [] if rf'' 'tail':
         (yield from type(变量=1_000, **变量))((None), *{}, type=(yield from rb'\d')(match if (True) else '\u00e9\n' async for 变量.case, type[0x1F] in (('\u00e9\n') if (3j) else rb'\d') if ((0) >= (rb'\d') >= (None)) async for x1, é in (变量)))  # comment
async with []: return
assert (await (None))[x1:变量(*(3j), x1=_, **(b'\x00'))] is not (0x1F) is not (2.5)
-(await ('''x
y'''))[(1e-3)[b]:x1(spam async for spam in (case))]; f"""""" 'tail'
try:
    [(0), (1_000)((0x1F), x1=é, a='''x
y''', **x1,)] // ((0)**case**(0),) // {**case, (b'\x00')(é, spam='\u00e9\n', match=é, **case): 1}; [*match]
finally: pass
(*a, 变量).attr **= -spam
async with (case as a, {**_, é: 1}):
    while [](*变量, case=b >= (None), **é) + spam * -case ** [*("a" 'b')(1e-3 async for match in (None) if ('s')), *{**é, 变量: 1}]:
        try:
            {spam(é async for a, b in (None)): {**x1, (1_000): 1} << [变量, *变量] << ('\u00e9\n')(type for b, match in (变量) if (变量)) for x1 in (b) if ((await spam)[::case('''x
y''' for spam, case in (spam))]) async for case in ([*(b'\x00')]) async for a in (case) if (b'\x00')}  # comment
        finally: pass
    else:
      {**a, (yield match): 1}
{{**x1, spam: 1}: lambda a, b, /, c = (None), d = 变量, *rest, k=1: case for (0)._ in ((None) or ('\u00e9\n')) for spam, type in (1_000)} or _[(1e-3), *match, :](*_, (0), 变量=[*(0x1F)], **case,) or {spam: 3j, (0x1F): spam}[::x1[:]] or (é := spam < (1) < _)
@('s')
@(None)(case async for b, é in (1e-3))((1e-3) or ('s') or x1 or type async for [spam, *match], (3j)[a] in ({('''x
y'''): None async for x1 in ('s') if (é)}) if ((3j) is (None)))[(await spam.case)]
def a(a: (0), b, c = {}) -> ('''x
y''')(lambda a, b, /: ... async for case in ((rb'\d').spam) if (b and ('\u00e9\n')) for x1, match in (é) if (_))[::[]]:
    while f"""{ ([(None) if b else 0 for case[2.5] in ({(rb'\d'): case, (True): 1_000})]) =}}}{ -(True).x1=}}}{ (type(a async for b in (_))[:]) =!r:>10}""" 'tail':
        (x1, b) = ('s')[spam] = (1e-3)[_.match, *x1, :] + ({},) * -[*_(type, (1e-3), é='\u00e9\n', type="a" 'b')] ** (rb'\d')(lambda a, b: é for match in (lambda : é))
{[变量 async for b in (é)]: [type for case in (é) if (True)]} == (0x1F)[:]
def _(a: [match async for match, spam in (...)], b: [], /, c = {type: x1 async for match, spam in ('\u00e9\n') if (1e-3)}, d = a.match, *, k) -> f"""{{{ ({**match, (1_000): 1} - ('s')) =!s}\n{ (yield from a) - (None)!s:>10}""" 'tail':
 F''  # comment
@lambda a, /: (1e-3)[:] + {b: 2.5, (0x1F): 1_000, spam: 2.5} * -spam ** (yield from None)
@(0)[x1, *é, :](('s') + (3j) * -(2.5) ** (3j) async for ('''x
y''')[1] in ([]) if ((1e-3) if match else 1_000)) if a(b'\x00' for match in (é) if (x1)).a else not not _.a
def case(a: (0x1F).a = (yield 3j), b: [_ for 变量, 变量 in ('\u00e9\n')] = {_: None for b in (match) if ('\u00e9\n')}, *rest) -> b in (1):
  while (1_000)(... for _ in (0x1F))[::('\u00e9\n')[:]] if (await (True).x1) else [*[], *(1_000,), a(*变量, spam=spam, match=é)]:
   try:
     (rb'\d'); (1) is (1_000) is é
   except ('\u00e9\n')[:]: a; b
   finally: a; b
('\u00e9\n').attr **= F"}}{ ((é(*(...), *(None), 变量=spam),))!r:{w}.{p!r}f}{ ({(0x1F): 1e-3 async for type in (spam)}**{**type, (2.5): 1})=!r}{{{ (é[(0), *case, :]((rb'\d'), (0x1F)))!s}" 'tail'
match a, b:
  case ([a.b] | None), [] if [(b'\x00') < (None) for (3j).case in (type if (2.5) else 's')](*(yield from 1_000), **a): pass
not not {(0).spam: (0x1F) if ('\u00e9\n') else match async for match[True], 变量 in (case if ('''x
y''') else _)}, (None) if case else b
é: ('s')[('\u00e9\n'), *变量, :].match[:] = (1e-3)
(await é); +a
match *a, b:
  case b if {(rb'\d')(é='s', _=x1,): (*a, ('''x
y''')(match, 变量, x1='s', **(2.5),)) for (_, [case, *é]) in (- -x1(match=case,))}:
    while match[(True)(é async for x1 in (a)):(0x1F)] % [变量 async for type in ('''x
y''')]._:
      type: not (1)(+match async for a in (not (2.5))) = [*(x1,), (rb'\d')[:], *a]
    else: pass
  case 's', A.B(b, x=a.b) if (...)({**a, case: 1} for (3j)['''x
y'''] in (('\u00e9\n') | (1)) if ((0x1F) and 变量 and (1e-3) and 变量))[(b'\x00'), *case, :]: a; b
  case A.B(), -0.5 - 1j if {**_, (True): 1} if {{(1e-3): _ async for x1, 变量 in (0x1F)}: (b'\x00') or b} else (b'\x00')[:] + [*type] * -(None) ** {a: a async for 变量, spam in (case) if (rb'\d')}:
      try:
          a(None async for case in (b) if (...)).é if (rb'\d')([*(b'\x00'), ('s'), _] async for [_, *变量], [type, *type] in (+type)) else type(*(1e-3), *(None), **spam) or (yield rb'\d') or {('\u00e9\n'): 2.5, case: type}  # comment
      finally:
        match [('\u00e9\n',) if {match: x1} else +match async for [(rb'\d')._, *case], ([变量, *_], [spam, *a]) in ((3j)[:](*(0x1F), **变量,)) if ((0x1F))]:
          case (b, *_), {'k': 1 + 2j, 1: True, 1: _}:
              (...) + _ * -match(3j async for match in ('\u00e9\n')).é ** [3j async for match in (match)].é  # comment
          case {a.b: {1: b, 'k': (a.b | a.b), a.b: (-0.5 - 1j, *_)}}, a.b if [变量 async for (é, spam) in (x1.type)][é(*case, _=_, **match).case]:
              _: {(1e-3)[(1_000), *spam, :]: (rb'\d') - (None), a: lambda a = spam, b = ("a" 'b'), *rest: é, (await (1e-3)): F'{{{ type =!r}'} + (3j) * -('''x
y''') ** (1) = type in (x1 := lambda a, b, *rest, k=1, **kw: "a" 'b') in (yield 变量).match
for (0x1F)[match], case in ((2.5)(rb'\d' for a in (变量))) if [*("a" 'b'), b, (True)].变量 else lambda *, k: (True) if (...) else case, *b:
 @{**变量, {b: ...}: 1} + (*a, match)(case & (True) for ("a" 'b')['s'] in ((2.5) or (0x1F) or (None) or case) if (lambda a, b, c = é, *rest, k=1: True)) * -{(...): 0}.x1 ** (yield 0x1F)(('s') not in spam for case.case in (é if ('\u00e9\n') else 2.5))
 def x1[T: int](a = {变量: 变量 async for b in (b)}) -> {{é: spam for spam, match in (变量) if (é)}: x1 @ (1e-3) @ _ for spam, (_, _) in (not not (1_000)) if (b is not (...) is not (1_000))}():
   match *a, b:
     case [] if a:
      await ('s')
     case [[], {'k': a.b, 1: {'k': a, 1: True}, 'k': (a.b | 's')}]:
         (1_000)((True)) not in [变量, *(1)]((1) == case == (True) for (b'\x00')[spam], case in ((0x1F)) async for case in (b) if (match))
else:
    match rf'':
      case (a.b as c) if 变量:
       def 变量(a, b, c: {} = (yield from 0), d = [*a]) -> (*a, match).x1 if a else F'' 'tail':
           rf""  # comment
      case A.B(A.B((a.b as c), (a.b as c)), x=[]) if lambda : ("a" 'b')._.é:
        while [(True).变量 - _ for 变量 in ((a := ~é))]: a; b
        else: return
      case a.b, 1:
       lambda a, b = b(é=a,): ('\u00e9\n') + match * -(0x1F) ** [(b'\x00'), *('s'), x1]
((yield ("a" 'b')(match async for b in (变量) if ("a" 'b')))); F""
{{é: type async for match, b in (3j)}: lambda a, b, c = (1e-3), **kw: (...) if match else case for ('\u00e9\n')(_="a" 'b',).case in (rf"}}{ (None) is not 变量 is not (True) =}{{{ (1e-3) < é =:>10}{ (type(case, é=é, **type)) =!s}" 'tail')}  # comment
from ..a.b import (c as d, e,)
match.attr **= ('''x
y''').x1[(b'\x00'):{}] < {{match: b'\x00' for b, type in (2.5)}: (3j) if x1 else 变量 for type, b.é in (é)}
match (lambda *, k: ...)(é + ('\u00e9\n') * -(None) ** _ async for ('s')(rb'\d' for _ in (type))[F"""text { True=:>10}\n{ type:{w}.{p!r}f}{ 变量:{w}.{p!r}f}""" 'tail'] in (b)):
  case ({a.b: a.b, 'k': ['s']} as c):
    async with (a, b) as c:
        a.b: {**match, a(0x1F for _ in (rb'\d')): 1} = [rf"""text { 1_000}{{{ match!r:{w}.{p!r}f}""" 'tail' async for [type, *变量] in ((1_000) + b * -(2.5) ** (1e-3)) for é in (rb'\d') if (x1)] or _(*(None), (1e-3), 变量=spam, _=x1, **(0))(F'{{{ b'\x00'!r:{w}.{p!r}f}{{{ match =:>10}' 'tail' async for b.变量 in (match < ("a" 'b')) if ((0x1F)[::x1]))
while match(b=é, spam=x1)[é + _ * -a ** a][{**case, type: 1}, *_, :]:
 [(1_000)((2.5), *('\u00e9\n'), b=变量, x1=b,), match][case:(*a, type)]
else:
    match.attr >>= [(*a, (2.5)) or spam(True async for _ in (True)) or case.type or {**case, (1): 1} for (a.case, case), spam.spam in ([*(b'\x00')((1), *('\u00e9\n'), **(True)), (...)[:], match[(b'\x00'), *match, :]]) if ((True) and type.type and spam) async for spam in ((0)(**(0x1F)))]
match *a, b:
  case 's', (True | a.b):
      @(rb'\d') < (1) < b(b for a in (0x1F) if (1_000))(*case, *('\u00e9\n'), é=lambda a, b, /, c = (2.5), d = (...): "a" 'b', type=F"text { _:>10}" 'tail',)
      class x1[*Ts]:
       import a.b as c, d
  case (([a, a] as c), *_), (a.b as c) if {} >= {}.spam >= (...).case(*é, *x1, a=(b'\x00') + (1) * -(2.5) ** (rb'\d'), match=spam('''x
y''' for x1, a in (rb'\d')), **é,):
    {match.match: ('\u00e9\n')(2.5 async for é, a in (0)) for [match, *x1], a[1_000] in (f"""text { é =!r:{w}}""" 'tail') async for 变量, 变量 in (...)} and ('s')[变量 + (1) + ('s')] and (type := True)(a for match in (变量 or case or (rb'\d'))) and (2.5)  # comment
-{[rb'\d' async for spam in (match)]: (2.5)[::(None)] for (变量, type) in ((None) + (1) * -match ** b) if ((True) >= (1) >= spam) for é in (spam)}  # comment
class _:
 a = [_ + 变量 * -('''x
y''') ** (0x1F) for x1, spam.match in ((True) < (1_000))] >= [-('s') async for é in ((1_000)) async for é, _ in ('''x
y''')] >= (2.5)[:](case=(...) if match else '''x
y''', b=-变量)
match *a, b:
  case (a, *_): return
import a.b as c, d
[_ for 变量, 变量.type in (lambda a = é, b = spam: 1_000) for a, type in (2.5)] and (1)[:]
try:
 match.变量(*(b'\x00'), ('\u00e9\n'), 变量=spam(spam, spam=_, x1=0x1F,), **(1_000),).é
finally: return
x1 = (True)(case, *(True), **(3j))[[type for case in (x1)]:(1)((True), *match, é=type, match=2.5,)] | {a: 2.5, ('''x
y'''): é, ('''x
y'''): match}(*(b'\x00'), x1, a=lambda a = (rb'\d'), b = (1_000), **kw: case,)
for type[True], case[spam] in lambda a, b, c = {(3j): _, ('\u00e9\n'): 变量, ("a" 'b'): type}, d = match(rb'\d' async for 变量 in (x1)): (1e-3)("a" 'b' async for match, spam in (rb'\d'))(("a" 'b') for type, x1 in ((0) + a * -('\u00e9\n') ** (...))):
  return _[b, *type, :][:] if [*(1_000).match, *é[:]] else b
else:
 await ('\u00e9\n')("a" 'b' for b in (a))(*变量, case=match[case:x1],) - [(2.5), _]() - 变量
(yield {**a, (0): 1} ^ (yield type) ^ {})
{x1: 变量, (0): match}.case & [1_000 async for 变量, type in ('''x
y''')]((1),) & {(rb'\d')(type for case in (_) if (0x1F)): ('\u00e9\n') or b async for type, spam in (x1(b'\x00' async for _, b in (_)))}
def match[T: int](a, b = [变量], *rest, **kw) -> ("a" 'b') + b(spam for é, é in (case))[::_] * -type.é.x1 ** a.变量[é if a else _]: pass
match case:
  case a.b, [] if (é := (*a, x1)[{**type, x1: 1}:('\u00e9\n')(0x1F async for spam, _ in (变量))]): pass
if é and [*(None)](): return
elif (case(case async for spam in (b)) >= [*a]):
    from . import *
class type[*Ts](**(rb'\d')): a; b
(f"""""" 'tail').变量
await (True)(*é, **(...))(spam | (0x1F) | (1) for spam['\u00e9\n'] in (变量[(1), *spam, :])) + (3j)(*(0x1F), _=é, **_)(case(a=type) async for [变量, *x1] in (a.spam) if (F"text { 1e-3=}{ é!r}text { "a" 'b'=:{w}}" 'tail')) * -[*[], (2.5)] ** ('''x
y''')[:].变量
@- -[type async for type in (0)](*case, *_, match=(0x1F), b=case,)
@('''x
y''') >= (None)(*_, a=type | ('s'), **(b'\x00')) >= spam.type
async def a[T: int](a: [x1 async for b, match in (match)], b: ("a" 'b')[é:(b'\x00')], c: case('\u00e9\n' for match, 变量 in (True)) = ("a" 'b')(spam async for a in (x1)), *, k, **kw):
    match a, b:
      case _ if (await (...).match((0)[:] for match[1e-3], x1 in ((match := "a" 'b')) for 变量 in (_))): pass
      case a.b, _:
          f"""{ (0)(0x1F for é, x1 in ('s')) ^ spam('\u00e9\n' for é in ('s'))=!s:>10}{{{ ((yield spam)[::type(b for spam, type in (x1) if (True))]) =:{w}}"""; é + (b'\x00') * -type ** ('\u00e9\n')
async with ((yield é) as a, (None)): a; b
(yield not (1)) // (True)[:] // match(**x1).é
if (await 变量).é < type((b'\x00') + _ * -('''x
y''') ** _ for match._, case[match] in (type('\u00e9\n' async for a in (1))) if (lambda a, b, c = (b'\x00'), d = b: a) async for type in (match) if (x1)) < (await é)(): pass
elif {(...): b, (None): x1}[(None):[1e-3 async for x1, é in (x1)]]():
    try:
      global g, h
    finally:
      (_ := {[(3j), (True), spam]: (0x1F) async for spam in (b or é or match or case) if (_)})
else:
  (not not {("a" 'b'): "a" 'b'})
type X = []
(None)(x1={**case, é: 1} if [变量 for case, x1 in (变量)] else ('\u00e9\n') + (True) * -(3j) ** (2.5), type=f'', **(spam := x1),)
@{(rb'\d'): a async for spam, case in (b)}.type ^ {(1e-3): x1 for spam, x1 in (...)}(*(...),)
async def 变量():
 with case(变量 async for b, spam in (a))({} for (b, é) in (case.b)) as (True).a: a; b
type.b = ('''x
y''')[True] = -_
try:
    for (b'\x00')[match] in a:
     (rb'\d')[::(1)].attr //= (await (rb'\d')(type, (0x1F), a='\u00e9\n',)) >= match(x1 + (1) * -a ** x1 async for [x1, *case], [a, *b] in (match.case)) >= (...)
    else:
     a.b: [f"\n{ 变量:>10}" for (spam, _), b in (f"{{{ 变量:{w}}\n{ a:{w}.{p!r}f}}}{ "a" 'b'=:{w}.{p!r}f}" 'tail')] if [*[0 for x1, b in ('''x
y''')], type._] else ('''x
y''')(_ async for a in (é)) - type(**b)
except {}:
    match a, b:
      case (A.B(a, {'k': a.b, 'k': a}) | ((b | 's'), *_)), A.B(b, x=a) if (type.case % match % _.变量,):
          [(rb'\d'), *type(spam async for a in (spam)), (0)[spam:(...)]] + [] * -_(x1 async for é in (b))._ ** (0x1F)
      case A.B(x=(A.B() | {'k': _, 1: a, 1: True})), (b, *_):
          import a.b as c, d
      case a.b, (a.b, *_):
          {变量[é:é]: {b.spam: (1e-3) if (0x1F) else 2.5 for b, [b, *case] in (lambda a, b: case) if (type.变量)} async for spam[f""""""], ('''x
y''').b.é in ((...)) for (a, case), (b, _) in (F'\n{ x1 =!r:{w}.{p!r}f}') if ((...).match)}, not (True)
except (rb'\d').b:
 ('''x
y''')[::b].match**(b'\x00'), -(0x1F)
match a, b:
  case a.b, a if 变量[:].x1 and [x1](*match, *(rb'\d'), a=f"""text { type=!r:{w}}{ None:>10}""" 'tail', 变量=('s')(*_, **(rb'\d')), **(1_000)) and ('\u00e9\n') and é(('\u00e9\n'), *é, **(None),):
    match a, b:
      case a, [-1, b]: a; b
      case A.B([A.B(b), (a as c)], x=A.B()), 1 if [*a(... for case in (_) if (a)), (1)(*(0x1F), 变量=a,), ('s')((0x1F), **case)] if [*{**match, _: 1}] else a.match if _[(True):type] else (*a, (rb'\d')):
          lambda a, /, b = (None), c = (b'\x00')[spam]: é(spam=变量, **x1) if {**spam, (True): 1} else lambda a = _, b = (rb'\d'): b'\x00', {('''x
y'''): spam for b, spam in ('s') if (spam)}
  case ((1 + 2j, *_) as c): return
{_(("a" 'b'),): (rb'\d').match} - [_, x1, (b'\x00')](('\u00e9\n').a for a, (b, x1) in (é or (1e-3))), 变量 == ('s') == (3j)
match [*("a" 'b')]:
  case a.b, (a.b as c):
      yield (True)(match async for spam in (变量) if (变量))(**case,) and (b'\x00') and {x1: 's' async for é, é in (spam)}.变量 and (*a, (True)).a
  case []: a; b
  case a.b, A.B(a, a.b) if spam.match is (f"text { 1e-3=}"):
      rf'}}{ F""!s:>10}' 'tail'
try:
  if (2.5):
   break
  elif (spam or ('''x
y''') or (0x1F),) if (*a, {_: ..., b: 1}) else match[3j] if a else lambda a = ('s'), *rest, k=1, **kw: 's': a; b
  else: return
finally:
 (await ('\u00e9\n')(*(...), spam))  # comment
try:
 a[0]: x1(('\u00e9\n'), _, a=0x1F,)(f"text { b!s}" 'tail' async for x1 in (- -spam) if (- -(...)) for _ in (2.5)) >= spam = f"" 'tail'
except b: return
except {("a" 'b'): a async for match in ('\u00e9\n') if (True)}: a; b
break
for (x1, spam), 变量 in [x1 for b in (type)](变量(变量='''x
y''', é=变量,) async for case, spam in ((b'\x00') // ('s') // (2.5)) if (变量**(1e-3)**(3j)) async for _ in (变量)) + match.b * -(1)(*(2.5), _=type < ('''x
y''') < ("a" 'b')) ** (None)[:].match:
 continue; pass
else: a; b
@("a" 'b')[::é.b]
@a[match:变量]((...) + match * -(None) ** (0) async for 变量[rb'\d'] in (case**('''x
y''')**a) if ({**x1, (True): 1})) if (yield [x1, (1)]) else (x1 := type) and {**case, spam: 1} and spam.match and type.é
async def type(a: a(*变量, case=type, a=b'\x00', **(rb'\d'),) = a, *rest):
 match case:
   case a.b, (a.b, *_):
     (True) is not [match, a, *变量]({x1: x1} for (match, a), x1[None] in ((a)) if (~(...)) for 变量, case in (0) if ("a" 'b')) is not [match, match, *match](*(1_000), x1=b + (0) * -b ** case); ('s')('s' for a in (3j) if ('\u00e9\n'))
return _[('\u00e9\n'), *match, :]([*(3j), *(...)] for (é, _) in (('\u00e9\n')) if ((rb'\d').a))[rf'}}{ type if a else 1_000}}}{ case if (...) else a=:>10}}}{ (x1 @ type @ ('''x
y'''))=}' 'tail']
case = lambda a, b: {b: (yield None) async for match in (x1) if ((x1 := '''x
y''')) for _, _ in (x1) if (1_000)}
f'\n{ (rf"""{ ((b'\x00') == (2.5) == _)}""")!s:>10}{{{ (b._ + {**x1, case: 1} * -(1)(case, 变量=x1) ** type(case, _, b='s', type=b'\x00'))=!r:{w}.{p!r}f}}}{ ({b: case async for _ in (match)}(变量=-match,)):{w}}' 'tail'
try:
 type match[T: int, *Ts, **P] = [{**spam, spam: 1}, {match: x1}] == {b[(1_000), *type, :]: (*a, (True))} == [("a" 'b')].spam
finally:
    async def spam[T: int](a: case(é,) = ('s')(变量 for case in (type)), *rest):
     lambda *rest, k=1: ~type(0x1F async for _ in (spam))  # comment
try:
 a  # comment
finally:
    with ((1) as a, (2.5)):
     from . import *
(True).b.attr += - -('\u00e9\n')(None async for é, case in (type))(lambda a, b, /, c = (1_000), **kw: 0x1F async for 变量, case in ((1e-3)(a async for type, _ in ('\u00e9\n'))))
try:
    def match[T: int](a: (yield from b), b: (2.5) = {(0): case async for case, case in (b) if (1)}, *, k) -> [f"""""" 'tail' async for (case, type), 变量.case in ((1e-3) and (True) and match) if ([*b, é]) async for b, é in (变量) if ("a" 'b')] if {('s'): type for type, spam in (match)}[a if (3j) else 1e-3] else {**变量, (1e-3): 1}:
        try:
         {**type, case: 1}.match
        finally:
          assert {**match, é: 1}((x1)[type.x1, *case, :] for é, 变量 in (match + (0)[('s'), *case, :] * -a ** ('\u00e9\n')._) for [_, *match] in ((1)))
finally: pass
class 变量[*Ts]:
  match *a, b:
    case A.B(([a.b] | (a.b | -0.5 - 1j)), [(a.b as c), {}, (_, *_)]), [b, _, 1 + 2j] if {('''x
y'''): _, ('s'): a, (1e-3): '\u00e9\n'}[('\u00e9\n')((1_000), _=x1, x1=1_000, **b,), *spam, :][:]: pass
    case ({} | a):
      match lambda a, b: not {(1_000): type, _: True}:
        case 's', (True as c):
            变量 = (a := b'\x00')((0) or a or (1e-3) or (1e-3) async for (rb'\d').变量, ('''x
y''')._ in ((True) + (True) * -spam ** b)) * é(*(None), b=type,)(*(b'\x00'), (2.5)) * ('\u00e9\n')(é for spam in ('\u00e9\n'))(*(2.5), type=('\u00e9\n') if ('\u00e9\n') else case,)
        case [1 + 2j, ((True as c) | (b | -1)), {'k': 's', 1: b, a.b: a.b}], {'k': None, 1: a.b} if rf'{{{ {}.b!s:{w}.{p!r}f}text { (type[(0x1F):a] is not {x1: x1 async for a, 变量 in (_)} is not ['s' async for a, 变量 in (a)]) =}\n{ (F"""\n{ (3j) not in a:{w}.{p!r}f}}}{ type.b}""")=:>10}' 'tail':
         lambda a, b: [].type
nonlocal n
if {**a, (0x1F): 1}[::x1] and (*a, (rb'\d'))[é and type and case and é]:
  for é, (a, match) in (True):
      async for (_, _), [a, *type] in ('''x
y''')[:] + (2.5)((0x1F) and a async for (rb'\d')[变量], (...)[spam] in (type(2.5 for b in (a))) if ((0x1F) not in ('\u00e9\n'))) * -(b'\x00') ** (1):
        type X[T: int, *Ts, **P] = rf'' 'tail'
else:
  {(...)(*(1), case, x1=变量, x1=3j, **_): (None) >= {('s'): 1_000} for (spam, type.b) in (b(b'\x00' for _, x1 in (True)) not in match._ not in (1)) for (_, é), [type, *type] in (变量 and type) if (('s')**case)}; {**x1, x1: 1}
(rb'\d')(('\u00e9\n'), *变量, x1=0x1F, **(b'\x00'),)._.x1
if type._: a; b
elif {变量: rf"{ _ =!r:{w}}\n{ _ in (1e-3) in 变量:{w}.{p!r}f}{ ({case: 变量 for spam in (x1) if ("a" 'b')})=!r:>10}" 'tail' async for type(*(0), *spam, _=match, **('s'),)[(2.5) * (True) * _] in (~_.type)}:
  match *a, b:
    case {a.b: a.b}, None:
     spam = f'{{{ (0x1F)=:{w}}text { ({**b, (3j): 1}._) =!s}' 'tail'
    case A.B(b, b) if ("a" 'b')((...), spam=('\u00e9\n') << a(type=1_000, **("a" 'b')) << (await 变量)):
     while [é async for é in (match)](lambda a, b: x1 async for b, [type, *x1] in (é + (None) * -x1 ** ("a" 'b'))) if (rb'\d')('''x
y''' for case, match in (type)).case else (spam := _ ^ (1_000) ^ é):
      a.match.attr += (yield from 变量).a >= {{type: 0}: 变量 is match async for case[...] in (('''x
y''') if b else 变量) for _ in ("a" 'b')}
     else:
      _
async with (1_000)(type, _, **spam)(spam is x1 is case for (spam, type), (0)['\u00e9\n'] in (变量 if (None) else case)) as (a, case):
 match.变量
a.b: (None).é.b if a else (0x1F) or (yield from type)
match.b((None)(type for a in (type)), *(0x1F)[:], _=not b[::(True)], _=not not (1_000),)
try:
 变量.type[:][:]
except* {match: x1 async for a, _ in (é)} as e:
 F"""\n{ ({**_, x1: 1} == [] == (yield from 2.5))=!r:{w}.{p!r}f}{ (2.5) =}"""; a or (rb'\d')
match *a, b:
  case None, (-0.5 - 1j as c) if [(...) is not 变量 async for case(_=x1)[a if (rb'\d') else True], x1[spam & (None)] in ((None) >= match.a) async for (match, case) in (- -(True)) if (-x1)]:
    (3j) and [0 for spam, é in (0x1F)][spam, *spam, :], F"""""" 'tail'
  case ([a.b] as c):
   match a, b:
     case {a.b: 1, a.b: a.b, 1: ((b as c) | a.b)}, (a.b, *_) if {(1).x1: {} async for [x1, *_], _.type in ((1)('\u00e9\n' for spam in (2.5) if (x1)))} ^ (_).变量 ^ b(match for _, 变量 in (3j) if (é))[:]:
       class x1:
        _[not (1e-3)]**[(None) for (...).变量 in (('s') << (b'\x00') << spam)]**{(yield '\u00e9\n'): ('s') + (rb'\d') * -(...) ** ("a" 'b'), (...).a: é | é, (type := case): type if a else "a" 'b'}, b or match or spam
     case None, (-1 | 1 + 2j):
         [spam(0x1F for b, _ in (match)) + [] for é in ((0)(**('s'),) in ('\u00e9\n')(*(0x1F), **_)) if ((await (0)) is not {x1: 变量, (None): 变量}) for case, (a, é) in (('''x
y''') + (1) * -(b'\x00') ** spam) async for é, spam in (spam)]
case
with é:
  try:
      (x): b**(yield case).x1 = - -(0)
  except* a.a as e: pass
  except* é as e: a; b
  finally:
      @(3j) or (f'' 'tail')
      @{}
      def b(a = type(3j async for x1, b in (_)), **kw): a; b
try:
 f"}}{ (lambda a, **kw: ('s') and (0x1F) and case) =:{w}.{p!r}f}" 'tail', (0x1F) + _ * -('s') ** (rb'\d')
except match as e:
  (b'\x00').attr += ~变量
except (_) as e:
 é % type
else:
 @type is spam
 @(x1,)(F'\n{ "a" 'b':>10}' async for é in (b not in ('''x
y''')) if ((b'\x00'))) + é * -[*(rb'\d'), *('s'), *é](a + type * -(None) ** x1 async for (0x1F)[True] in ([2.5 async for type, x1 in (type) if (a)]) async for type, _ in (b) if (type)) ** (2.5)[:](lambda a, b = (rb'\d'), c = b, *rest: 1 async for type, é in (~b) if ([é for 变量 in (1e-3)]))
 def match(a: [变量 for 变量, _ in (变量)], b: (None)[True], /, c: (yield from x1) = _(*(0x1F), *(rb'\d'), type=变量, type=match, **x1,), d = (yield 2.5), **kw) -> _[[spam for 变量 in (0x1F) if (0x1F)], *a, :] + (1) + (é := _ or x1 or (2.5)):
  try: a; b
  except* _(*('\u00e9\n'), b=rb'\d', x1=0x1F, **("a" 'b')):
    -b(spam async for case in (rb'\d') if ('''x
y'''))[:], (0) << x1 << (True)
  except* a as e:
   [{type: 3j, (3j): 1_000, spam: spam}]  # comment
  else:
    del a, b[0], (c, d)
  finally:
   变量[:], _ + a * -case ** (1e-3)
finally:
    global g, h
try:
    @(0)(None async for 变量, case in ("a" 'b'))({**case, (1_000): 1} async for é, (a, type) in (x1)) is not (1e-3).spam[:]
    class type[*Ts]:
        lambda a, b, /, c = (yield from 0), *rest, k=1: [*(3j)(2.5 async for match in ('\u00e9\n'))]; a ^ x1 ^ ('''x
y''')
finally:
    try:
        with -(type @ ('s'),):
          type X[T: int, *Ts, **P] = spam
    finally: return
while (*a, a): return
else:
    async for a in (1)('s' async for x1, spam in ('s'))(**('\u00e9\n'),) or [a async for spam, b in (é)][match], *b:
     try:
       lambda a, b = (*a, match), c = [变量 async for a in (type)]: b
     except* é._ as e:
      {(True): ... async for x1 in (match)}[match:[(3j)]] + (await é)(type.x1 for x1, (3j)[spam] in (b(b async for a, _ in (True)))) * -(é := ('s') in (1)) ** ((0x1F)._,), (True) if (None) else 变量
     except* é[::(1e-3)] as e:
      {(rb'\d').case: (2.5) if x1 else 3j, (3j): (yield b'\x00')}([a async for type, _ in (0)](*a, *变量, case=é or (1e-3), type=变量 + ("a" 'b') * -(True) ** (None),) for b in (('s')(0 for b in (2.5)).é))  # comment
     else:
         type match = {(0x1F): rb'\d' for spam in (_)}(('\u00e9\n') for [变量, *é] in (match ^ (None) ^ (rb'\d')) if (f"""{{{ match!s:{w}.{p!r}f}}}{ a!s:{w}.{p!r}f}}}{ ...=!s}"""))((1_000) for (spam, spam), [spam for _, type in (0) if ('s')][lambda a, b: 0x1F] in (_(- -(3j) for x1 in (~é) for x1, a in ('''x
y''') if (1))))
     finally:
       type match = (yield b'\x00').b and _[[... for case, case in ('\u00e9\n')], *spam, :] and (1).é and (1_000,)._
if [*(0), a] + (None) * -(1_000)(*(True), **(None),) ** _(变量 for 变量 in (spam) if (_)).é:
  match *a, b:
    case (None, *_), a:
        match a, b:
          case a.b if x1(lambda a, *rest, k=1, **kw: F'}}{ 3j}{ 's'}' 'tail' async for [a[True], *b] in ((yield from b'\x00')[(1e-3) and spam and match]) async for é, (b, _) in (lambda a = match, *, k: None)): a; b
          case ([] | (-1 as c)): pass
    case A.B(('s' as c), (a.b | (_ as c)), x=a), -0.5 - 1j:
     raise [*[_ async for type in (0)]]
    case a.b if {**match, (yield b'\x00'): 1} if {**a, (None): 1}[type:{**type, (0x1F): 1}] else (*a, (1_000)) if (1e-3,) else (True):
        if é:
         é = [(...) == ('s') == ('''x
y''') for a in ((_)) if (lambda a, *, k, **kw: spam)] if {**é, a(*(0x1F),): 1} else lambda : é if (rb'\d') else _
        elif - -(lambda a = (None): rb'\d'):
         b(2.5 for é in (match)).b | ((None) + (None) * -(1_000) ** (1),) | a, F""
        else:
         a
elif f"}}{ (rb'\d')(match async for é, é in (x1)) and (_,) and (0).é!s:{w}.{p!r}f}" 'tail':
 [{**b, (1e-3): 1} + (yield "a" 'b') * -(0).a ** 变量 async for [x1, *é] in (_) if (-变量[:])], ("a" 'b') and ('\u00e9\n') and match and (None)
try:
 match *a, b:
   case {}:
       (True)(b,).attr @= lambda a, b = x1, c = [], *, k, **kw: [case]((1), x1=match,)
   case b, (_ as c) if (b'\x00')(*type, 变量=(None) + (0x1F) * -case ** ('''x
y'''), case=('s') * type, **(1_000)).b: pass
   case ((A.B(a.b, a, x=a), *_) as c), (a.b as c) if lambda a: [f"" for ('''x
y''').b, (é, 变量) in (type.变量) if (变量 if spam else 3j)]:
       if not not [{**a, (2.5): 1}]:
           type match = rf'\n{ (case & (yield from 2.5) & [1e-3 async for type in ('''x
y''')])=!r}' 'tail'
       elif {**_, ('''x
y'''): 1}((1e-3) << (rb'\d') for b.case in (F"{ _ =}text { 变量!s:{w}.{p!r}f}")) % (1).x1:
         x1 and case and (3j); (1e-3)(_ for 变量, x1 in (é))
       else:
         not {**b, a: 1}; rf''
finally:
    [*(yield from "a" 'b'), match('''x
y''' async for x1, 变量 in ('''x
y''') if (0x1F))](*{**match, ('''x
y'''): 1}, case=(1)[:] >= ('''x
y''') >= (1e-3), **[(2.5)],)  # comment
(None) in ('s')(_=b is not case, 变量=(1e-3) ^ type) in {{(3j): x1, a: b}: lambda a = (1_000), b = (True), *rest: 变量 for (0).变量, (变量, b) in ((2.5) | (0x1F) | x1)}
match *a, b:
  case (A.B(None, x=(a.b | _)), *_), {'k': a.b, 1: 1, a.b: a.b}:
   async with ((*a, (rb'\d'))), b:
    ('s') % (0).x1(('''x
y''') async for ('s')[x1] in (type == spam) if (('\u00e9\n') is not (b'\x00')) for a, é in (type)) % ("a" 'b')
async for (1e-3)[None], 变量 in _ >= (await {case: 2.5 for é, b in (x1)}):
    {(await ('''x
y''')): ('''x
y''')(spam async for x1 in (case) if (变量)) if ('\u00e9\n').a else match + b * -(1) ** (True)}, lambda a, b, /, **kw: b
match lambda a, b, *rest: (1).é + (2.5).变量 * -(3j)(spam for spam in ("a" 'b')) ** type(_=b, a=a, **x1,):
  case a if match[:]({(0): None async for a, type in (case)} for (变量, type), (type, é) in ((*a, type))) - {} - {match: rb'\d', (b'\x00'): 0}[:]:
      raise [[True for 变量, type in ('\u00e9\n') if (x1)] for (变量, type), a in ((...)((b'\x00'), **b))] == (match // x1,)
a.b: case < case = [F"}}{ True!s}\n{ match!r:{w}}}}{ 0 =!r:{w}.{p!r}f}" 'tail' async for (é, _), [a, *b] in ((...) or (0)) if ((0) << é)] in (...)((await case) async for _.type, match[match] in (x1))
rf'\n{ (case(1_000 async for é, x1 in (0x1F)) == {x1: type async for 变量 in (b)}) =!s:>10}text { ((变量)(*(1_000), type, match=(...)(('s'),), é=(b'\x00'), **变量))!s:{w}.{p!r}f}\n{ case!r:{w}.{p!r}f}'  # comment
变量 = {b: None, é: 3j}(b + (3j) * -(0) ** 变量 async for (match, b), (1e-3)['\u00e9\n'] in ((b'\x00') if match else 变量) for case in (变量)) or x1 or {x1: x1.spam, {**x1, (2.5): 1}: é + ('''x
y''') * -(0) ** ('''x
y'''), ('\u00e9\n')(*(0), *('''x
y'''), _=x1, b=0, **(3j),): spam}
async for case.b in é[(case := a), *match, :] and ('''x
y''')(case for é in ('\u00e9\n'))[::é], *b:
    (2.5)[rf"""}}{ match =!s:>10}{{{ é!s}text { None!r:{w}}""" 'tail'] >= 变量(a=type, case=match)(lambda a, b, *rest, k=1, **kw: x1 for x1, (0)[0] in (("a" 'b') is case is (None)) if (-b) for match in (type) if (3j)) >= [(x1 := é)]  # comment
@[(True) for (None).é, [é[1e-3], *type] in ({**变量, (None): 1} + x1(... for a in (True)) * -(3j) ** (b := 2.5)) if (not (b'\x00')((True), **(1))) for ('s')._ in (case((True), b=x1, 变量=match, **('s')))]
def a[T: int](a: (match) = {x1: b}) -> {("a" 'b'): {case: spam async for spam in ('s')}((0x1F)(b for 变量, é in (0) if (b)) for (0x1F)._ in ((rb'\d')[("a" 'b'), *x1, :]))}:
  while a: a; b
变量.attr //= (None).x1 if match else {spam(x1 for é in (x1)): rf'{ _=!r}', ('\u00e9\n'): f"", (*a, é): (b'\x00') % ('''x
y''') % b}
type match[T: int, *Ts, **P] = [{**type, (1_000)(b'\x00' for type, spam in (3j)): 1} for (rb'\d')(*(2.5),).a, [][('\u00e9\n') >= (0) >= _] in (x1.type if a[::match] else (b'\x00') + spam * -x1 ** _) if (lambda a, b, **kw: [*("a" 'b'), *变量, *('\u00e9\n')])]
b << (rb'\d') << (0)(x1=b(match=True, a=1, **a,))  # comment
continue; pass
_(rb'\d' for é in (type))[(b'\x00'):[(3j)]] in spam in (not b)
type.é(case=(rb'\d')[spam:('\u00e9\n')] and (1_000) and é[:], **(yield from 's'))  # comment
(rb'\d').attr //= {(1_000)._: case and spam, _: lambda a, b = (3j), *rest: 's', case.type: {**b, (rb'\d'): 1}} or [(...), _][::b] or ('s') or (1e-3).b(变量=['\u00e9\n' for 变量 in (spam)],)
type X[T: int, *Ts, **P] = (b'\x00') if {(True): a async for match in (spam) if (match)}(- -é async for spam.spam in ({a: _ async for type in (b)}) if ((True) >= 变量)) else lambda a, b, /, **kw: spam << _ << (0)
if (1e-3):
  while lambda a, b = (0,), *rest, k=1: lambda a, /, *rest: _ not in a:
   case if {**b, a[::(True)]: 1} else F'', ('\u00e9\n') if é else 变量
  else:
   async for b in (await (yield from F'text { é =:{w}}{{{ '\u00e9\n'!s:{w}.{p!r}f}text { a=!r:{w}}' 'tail')): a; b
match a, b:
  case (A.B((a.b | 1)), *_) if (...)(+(1_000) async for a[b], a in (spam | (None) | ('s')) for 变量, spam in (match)) and x1 and [(rb'\d')[match]] and [type][:]:
   for ('''x
y''').b, (1e-3)[a] in (a := rf"{ (lambda a, /: a)!s}{{{ spam=:{w}}"), *b:
       match F'':
         case {a.b: [{}, A.B(b, a), (a.b as c)], 'k': [a.b, (-0.5 - 1j as c)], 1: A.B(A.B(x=b))} if {**_, (2.5)[é]: 1}:
          rf"""{ (case if (True) else lambda a, b, /, *, k: 1_000) =!s:{w}.{p!r}f}{ ([é async for spam, _ in ('s')] % 变量[('s'):(b'\x00')])!r:{w}.{p!r}f}{ ([a for case, a in (2.5) if (...)](x1=case(match for case in (1)), b=(yield from 变量),)) =:>10}"""; F'\n{ a=}\n{ ... =!s:>10}'
         case [a] if {**变量, [type async for 变量, type in (spam)]: 1}:
           - -spam; (None)(b for match, é in ("a" 'b'))
         case ({'k': ('s' as c), a.b: (_, *_), 'k': {1: True}} as c), (_, *_) if spam: pass
   else:
     @spam.match((...) + type * -(True) ** (0x1F) async for (x1, match), (case, type) in (not (True)) if (_ not in match)) not in a[a:case[x1, *match, :]]
     class é(a('\u00e9\n' async for type in (0x1F)), spam={type: ... async for spam in (case)} or {(2.5): "a" 'b'} or type,):
      lambda a, b, *rest: lambda a, b, /, c = (rb'\d'), **kw: (None) is ("a" 'b'); [*变量, *case, (0x1F)]
type match = ((1e-3)[spam(1e-3 async for match in (x1)):b])
not ("a" 'b')(*a); ("a" 'b')
type X = [*[é]]
match (b'\x00').match + (1_000)((3j) & b for (变量, type) in (("a" 'b') if case else x1) for case in (1e-3)) * -(yield from rf'}}{ a=!s}' 'tail') ** (*a, (None)):
  case {a.b: 's', a.b: ([], *_), 'k': (-1 | (1 + 2j, *_))} if (await [_ async for b, _ in (True)]) or (await _[(1e-3):match]) or (*a, ('''x
y''')(_, *a, **('s'),)) or [a async for spam in ("a" 'b') if (1)]([(...), x1] async for type, a in ((2.5) if match else 2.5)):
   a.b: {_(type=b'\x00', **match,): lambda a = spam, b = é: rb'\d', [_ async for b in (x1) if (变量)]: a == (1), (1): b if (...) else match} in b.spam in 变量(*('s'), type='\u00e9\n', spam=None)(spam not in (3j) not in _ for match, (case, 变量) in (lambda *, k: _))
a[0]: lambda a, *rest, k=1, **kw: lambda a = (True): a if (1_000) else match = match[:](case[(0x1F), *变量, :] << (é,) async for (True)._[case & (rb'\d')], a in ({**match, é(*_,): 1}))
{_: "a" 'b' for 变量 in (0) if (type)}(b, 变量, x1=b(a=True, a=case, **(1_000)), 变量=not (b'\x00'), **('\u00e9\n')).type, ('\u00e9\n')
(1e-3) == {**match, (None)(spam for é in (0)): 1} == 变量[:]
class _[*Ts]:
  match ((0)(1 for b in (...) if (a))((rb'\d'), *_, b=f'' 'tail', _=变量 and ('s'), **(None),),):
    case (A.B(a.b, x=a.b) as c), (True as c):
      with (f""""""), b:
       a('s' async for case, a in ("a" 'b')).attr @= ~(...).match((0)(type for spam in (2.5)) for [x1, *type], a[a] in ((yield spam)) async for _, b in (变量))
(1e-3,).attr >>= type
('\u00e9\n')(0x1F for type, a in (None) if (1_000))(*_, type=('s') - (None), **spam,)(变量[match] + [case for a, spam in (é)] * -spam ** (b'\x00') async for spam, [_, *é] in (x1[:] if [b, b, (1e-3)] else (True) ^ (1e-3) ^ x1) async for (_, b) in (case + match * -变量 ** é)), [*(True), *match, (1_000)]
spam + case.x1(x1=a and (0) and case and (0x1F),) * -spam[::a.spam] ** (0,)(x1,)
while b(... for a in (_) if (spam))[("a" 'b'), *type, :](b is (1e-3)(b='\u00e9\n', **x1,) is ('''x
y''') for ((0)["a" 'b'], _), x1 in (('''x
y''').spam + x1.b * -(yield from x1) ** {**a, (0x1F): 1}) for (None).match in (match.a)):
 a.b: (True) is not case
a: [(*a, (True)), ('\u00e9\n')(*_, *spam, x1=变量, a=_, **(...),)]
match *a, b:
  case a, True: pass
  case {1: (b as c)}, 's' if x1[::{type: match async for é in (spam) if (1e-3)}] - ['''x
y''' for spam in (spam)][:]:
      ('''x
y''').case.attr += b if {**spam, 变量: 1}({**match, ('\u00e9\n'): 1} for (b'\x00').case in (é if (2.5) else case)) else _(3j for case in (rb'\d')) + [*("a" 'b')] * -_(_, é=b'\x00', a=b,) ** a.a
(lambda a, b, c = (3j): b'\x00',) == {(True)(*x1, x1, _=1_000, match=_,): lambda a = match, b = type: 1_000, {(1e-3): 0x1F, ("a" 'b'): 1, _: b'\x00'}: lambda *, k: é, a(*type, ('''x
y'''), spam=match, x1=a, **(2.5),): type**_**b}  # comment
if _: return
elif lambda a = match, b = (2.5)[:], *rest, k=1: ('\u00e9\n'): a; b
(await (await ("a" 'b'))) >= match >= type(2.5 async for x1 in (0) if (b))[+变量]
(type := ('\u00e9\n')(a for match in (变量))[_._:b]); ('''x
y''') if (1_000) else x1
变量; _ and _ and type and (...)
with (a, b) as c:
    try:
        match (2.5) < (rb'\d'):
          case (A.B(a.b, {'k': a.b}) | a.b) if [(b'\x00') or b or type for (变量, a) in (('\u00e9\n') + ("a" 'b') * -(0x1F) ** type)]():
              raise F"""\n{ spam.type if (await ('s')) else (rb'\d') =}text { 变量.spam._}""" 'tail'
          case {'k': [{'k': a.b, a.b: b}, A.B('s', a, x=a), {'k': -1}], 1: {}, 'k': {1: a.b}} if é:
              lambda a, b, **kw: {**x1, 变量: 1} not in (spam := True)
    except* ('''x
y'''):
        try: pass
        except* [*spam, *变量]:
          (('''x
y''')(match for match, match in (1))((1), ('\u00e9\n'), type=spam(变量 async for x1, case in (True)), **(2.5),))
        finally:
          (None); x1 >= ('s') >= (rb'\d')
    except* (2.5):
     type if {é[:]: a + type + (0)} else [rf'text { b!r}}}{ 1_000:{w}.{p!r}f}' async for [é, *spam] in ([*x1, a])]  # comment
    finally:
     (type, [x1, *match]) = lambda a, b = case, c = (1)[:], *rest, k=1, **kw: (rb'\d') + ('''x
y''')(_=a, 变量=None, **(b'\x00')) * -case.b ** (*a, x1)
type match[T: int, *Ts, **P] = {(None): {**a, ('''x
y'''): 1}} is not (rb'\d')[:](case=(1)._,)
@spam
@not {**match, []: 1}
async def x1[T: int](a, b: {**é, ('\u00e9\n'): 1}, *, k):
    match *a, b:
      case b, (-0.5 - 1j as c):
        (1e-3).attr >>= rf'text { (rf"}}{ (True) or ('s') or spam =!r:{w}}text { (yield 变量) =:{w}}" 'tail')!r:{w}}text { (lambda a, /, *rest, k=1: (2.5) >= b >= ('''x
y''')) =:{w}.{p!r}f}' 'tail'
      case 1 + 2j if rf'}}{ (yield from spam if ('\u00e9\n') else b'\x00')!s}' 'tail':
          (变量, _.spam) = [type, *a] = _.变量.x1 and [] and {**_, (1e-3): 1}[('''x
y'''):é]
case(*(rb'\d'), _, é=x1,)({(True): 0x1F async for match, spam in (...)} async for _ in (变量 if type else case)) and [lambda a, b = (...): _ async for (b, match) in ((1e-3) if x1 else case) async for _ in (é)] and [('''x
y''')._]
try:
    match (rb'\d') // [lambda a, b = (True), *rest, k=1, **kw: ... async for (_, 变量), 变量 in (not not (2.5)) async for 变量 in (_)] // {b(**(0)): lambda *rest: a async for case, b in (lambda a = é, **kw: ...)}:
      case (((1 + 2j as c) as c), *_):
          class type: pass
      case (a.b as c) if (3j) is not case._ is not a(变量=(case := match), é=f"" 'tail', **case,):
       try:
        [*变量]  # comment
       finally:
           spam = x1(b + (1e-3)[:] * -(True,) ** {('''x
y'''): 's' for é, a in (b'\x00') if ('s')} async for (变量[a], [case, *type]), (match['\u00e9\n'], spam) in (rf"}}{ 变量 and type and é and _=:>10}\n{ (('''x
y''') + x1 * -('''x
y''') ** (0))=!s:>10}\n{ case in é =!s}" 'tail') if ({type: a for spam in (match)} * {match: spam, ('''x
y'''): match, (1): type} * _))
except* [*变量]: return
except* case[_, *x1, :] as e:
  class _[*Ts]((1)(case async for a in (type)), a={**case, match: 1} or [(1)] or (None), _=[*变量][(0x1F):(1_000)(None async for _, _ in (type))]):
      (await x1(0 for x1, _ in (_))) or (yield b)() or (1), f"""text { rb'\d'=}}}{ 1e-3=!r:>10}""" 'tail'
else:
 async def b(a: (yield 0x1F) = {}, **kw):
     x1: {a.type: (0x1F) if _ else True}.b = {(1e-3): spam and é.a async for ("a" 'b')(b='\u00e9\n',)._, [(3j), b][变量 + a * -b ** ('\u00e9\n')] in ((yield True) - (1_000) - (case))}
def a(a = (spam), b: (1e-3) = x1(0 for a in (变量)), *rest): pass
a if ("a" 'b') else ('s')
async with (a, b) as c:
 del a, b[0], (c, d)
type X[T: int, *Ts, **P] = match(rb'\d' for a, 变量 in (type))[{(1_000): 1 async for case, case in (type)}:(x1 := "a" 'b')][[a async for case, spam in (2.5)], *a, :]
async with ((yield type) as a, ('s')):
 match ({(b'\x00'): 变量 async for spam, match in ('\u00e9\n') if (b)},)**('''x
y''').é**{('''x
y''')._: ('\u00e9\n') for [x1, *type] in (spam if 变量 else 2.5) if (case + ('s') * -b ** b) for spam in (type)}:
   case (A.B(x={}) as c), a.b: pass
async for (None)[0x1F], [b, *spam] in case(*(2.5), ('\u00e9\n'), **("a" 'b'))[:], *b:
  while [(...) if case else é if _ else a for é, [(case, case), *é] in ({**type, case(**(1)): 1}) async for [é, *é], case in (x1 and (1_000))]:
      if case + [(...) async for match, (rb'\d')[1e-3] in ((2.5) is a is _)]:
          yield lambda a, /: case[...] + (True) * -(0x1F)[(1):('s')] ** (...)
      elif [[] + type[(rb'\d'), *spam, :] * -case ** (...) async for type in (lambda a, b = (True), c = ('\u00e9\n'), *rest: 变量 if spam else spam)]:
        raise a
      else:
        rf"""}}{ (lambda a = (3j), *rest, k=1: [])=!s}\n{ (f"{ - -case =:{w}}" 'tail')=}""", (1) ^ type ^ (rb'\d')
else:
 match *a, b:
   case ((b, *_) | (-1, *_)), (a | b) if +spam[:]:
       while (1) @ b.b(f"" for (_, x1) in ((None)) if ((1))) @ {spam: (rb'\d')[_, *变量, :]}:
         变量; ('s').case
       else: pass
   case -0.5 - 1j, A.B(-0.5 - 1j, a.b, x=b):
       while {**é, (2.5): 1} + 变量((1e-3), *(rb'\d'), x1=(True)[_:a], **变量,) * -{(True).b: (None) is (b'\x00') is (1_000) for ("a" 'b').x1 in (b) async for 变量 in (a) if ('\u00e9\n')} ** _:
         a[0]: 变量 // 变量(**match,) // [] = (yield from 变量 < ('\u00e9\n') < type)[:]
   case ((a.b as c) | a), {a.b: 1, 1: a.b, 1: a}:
       async for (_, 变量) in lambda a, b, *rest, k=1: a or (None).type, *b:
         yield {**变量, (True)((1_000), _, case=type, case=变量,): 1}(_[match, *é, :])
@rf"""{ f''!r:{w}.{p!r}f}""" 'tail'
@[(rb'\d') @ match @ x1 async for (True)[b'\x00'] in (lambda a: 0x1F) if (spam)] >= (1_000)(变量 for x1, é in (rb'\d') if (2.5))(变量, *(1), b=f'}}{ b'\x00'}', match=not (rb'\d'),)
async def a(a = b[(2.5):b], *, k, **kw) -> (f"{{{ 1 =!r:{w}}" 'tail',) + {(0): (...) + (1) * -(0x1F) ** 变量 for a[_] in (变量 if match else rb'\d') if (x1 // b) for _ in (match) if (match)} * -变量 ** (1_000).é.case: return
try:
  b(b(*a, x1=1_000) for (a, x1), (b'\x00')[1] in (lambda a, *rest: True)) + (True) * -(0x1F)[(b'\x00'):(1e-3)].a ** {[]: (yield from match), {**type, (1): 1}: lambda a = a, b = 变量, **kw: b, (b'\x00'): (1)(("a" 'b'),)}
except* (True)((1), *spam, _=None, b=b, **(2.5),) as e: return
except* type(match for 变量 in (1) if (b)):
    (None).a((True) if 变量 else True for b in (type & type & (rb'\d'))) if (yield from (3j)) else _[::(3j)][::(*a, (1e-3))], f"""{{{ match =!s:>10}{{{ spam =!r:{w}}{ 's'!s:{w}}"""
with ((True)(é=_, b=True) as a, [_ for _, _ in ('s')]):
    (3j); - -match
a.b: (0x1F)[:]
break
match a, b:
  case ([(a.b | True), {1: a.b, 1: 1 + 2j, 'k': a.b}] | {1: (a.b | -0.5 - 1j)}):
   ~{(await (True)): _[x1, *case, :]}  # comment
  case ({}, *_), a.b if a.x1.type % {(yield 1_000): case in (...), match.é: ("a" 'b') | (rb'\d') | (0x1F), é.é: - -b}:
   while x1.x1(lambda a, b, **kw: 3j for x1.type in ((...)) if (f'{{{ é}')) * {('s'): None async for _, a in (b'\x00')}(('''x
y''',) for b in (lambda a = (...), b = ('\u00e9\n'), *rest: '\u00e9\n')): a; b
变量 = _(*[*变量, *(3j), a], b=b("a" 'b' async for 变量 in (...)) @ {**变量, x1: 1})
case.spam.spam = ('\u00e9\n')**{spam.case: (None) == (1e-3) == _, (yield from 3j): lambda a = 变量, b = (0), *rest, **kw: é, match(b'\x00' for case in (x1) if ('\u00e9\n')): x1(type=type, a=1e-3,)}
type match[T: int, *Ts, **P] = - -[(2.5) or (1_000) async for [match, *é] in (lambda a, b, /, c = (3j), d = b, *rest, k=1: a)]
(...)._, not not match
((2.5)[('''x
y'''), *match, :]) @ (match if ('s') else b)
async def é(a: (3j)[:]) -> not not (1e-3).变量(('''x
y''')[(None):(3j)] async for [变量, *变量], (3j)._ in (match(2.5 for case in ("a" 'b'))) if ((1) is (rb'\d')) async for é, a in ("a" 'b')):
    [2.5 async for case in (b)](变量 for é in (F"{{{ "a" 'b':{w}.{p!r}f}" 'tail')) if (yield from (b'\x00')[b'\x00']) else [type.match, *[*变量]]; lambda a = case, b = case: b
import a.b as c, d
(...) + [b async for spam, a in (a)][(b'\x00')] * -(1e-3)(1e-3 for x1, a in (None)).type ** a.x1[变量]  # comment
with a(rb'\d' for spam in (é)).变量 as _.é:
    é is (None)[(1e-3), *match, :](case=[('''x
y'''), case, *(1_000)], **(True))
class b[*Ts](*(True)[:]):
  @[é(é for x1, match in (x1) if (b)) < match for (...)(a=case,)[(...) + _ * -case ** spam], a in ({变量: None for é, é in (type)} + (await match) * -(None).type ** é.é)]
  def x1(a, b, c = (b'\x00').match, *rest, **kw) -> (0x1F).case: return
match f"":
  case A.B(A.B((b | a.b), A.B(a.b))):
      type X[T: int, *Ts, **P] = type if [True for spam, type in (1)][(a):变量(*(rb'\d'), *a, **变量,)] else (0x1F)[(1_000), *a, :]((None), case=(1e-3,), case=("a" 'b') if match else 3j,)
  case (a, *_), a.b:
      (True) >= é
if f'{{{ spam if x1(**é) else x1**变量**(1e-3)=}}}{ (b'\x00') not in [1e-3 async for b in (é)] =}': return
else: pass
raise match(1e-3 async for case, a in (b))(*('''x
y'''), **("a" 'b'),) and (rb'\d') and (1e-3)(*('s'), (0x1F), match=type if (1e-3) else case,)
import a.b as c, d
lambda a, b, c = (0x1F).type, d = [], *rest: {(rb'\d'): 变量} == é(spam=rb'\d', **case,) == [*b]
del a, b[0], (c, d)
async for ('s').spam in (b'\x00') * (yield lambda a, /, b = ('\u00e9\n'), *rest: 2.5): return
{[]: 变量, (b'\x00').a: match[("a" 'b'):type] + 变量[::case] * -(2.5) ** ('s')(match async for 变量, match in (1e-3))}
a.spam = (b, x1) = F''
if a:
    (None) + ("a" 'b') * -type[::('\u00e9\n')](-(rb'\d') async for (type, case), [x1, *_] in (b())) ** (yield spam and (3j) and ('\u00e9\n') and a)
elif ["a" 'b' for é, a in (é)].é or (yield from b'\x00')((1e-3) if 变量 else match async for [case, *type], (2.5)[2.5] in (a // (rb'\d') // (2.5))) or {type: lambda a, b, c = ('''x
y'''): b async for (é, b) in (F"""\n{ case=:{w}}{{{ '\u00e9\n'}""" 'tail')}:
    match *a, b:
      case a.b if b(0x1F async for é, 变量 in (1))[::_[::变量]] < (1e-3)._ < ('\u00e9\n').spam:
        a[0]: lambda a, /, b = [(3j)]: type(spam=F"text { True=}text { case =}text { a=!r}" 'tail', **type) = b["a" 'b'].type if ('\u00e9\n') else x1(*('''x
y'''), type=0) if _() else match < (1) < (True)
@[type, *[... async for é in (a)]]
class é(*[b for match in (spam) if (type)],):
 (x1, [match, *x1]) = lambda a, b, *rest, k=1: _('\u00e9\n' async for b, 变量 in (a)) or (x1 := '\u00e9\n') or é
@lambda a, b, /, c = (True).x1, *rest, k=1: case
class case[*Ts](a=(0x1F)(é=match, match="a" 'b', **(0x1F),) if type else x1, **b(é=rb'\d', **(rb'\d'),)): return
f"""{{{ ((1_000) >= é >= spam((1_000), (b'\x00'), x1=b, **变量)) =:>10}}}{ ({a: 2.5, (1e-3): 0} + (yield é) * -{**type, a: 1} ** {})!s}"""
@(1)
def x1(a: spam.type, b: {**x1, (0x1F): 1}, c = (yield from '''x
y''')):
 f'{ (x1,) if (*a, (True)) else type or (rb'\d') or spam or ('\u00e9\n') =:{w}}}}{ (lambda a = (b'\x00'), b = (...): _ or (1_000) or 变量 or type)!r:>10}\n{ ("a" 'b') if (3j) else a and x1 and (1)!r}'  # comment
(x): _.é(('\u00e9\n') if (1) else 1_000 for [变量, *type], [case, *case] in (('''x
y''') + (None)) for 变量 in (1_000) if ('''x
y''')) @ ('''x
y''')(a, match=type, a=x1)(*(2.5), (None), 变量=f"""\n{ x1=:>10}""", 变量=lambda a, b, c = x1, d = (1e-3), **kw: é, **a,) @ [] = [] if type else (a := case if (b'\x00') else 2.5)
@{{match: _, (2.5): True, (2.5): b}: {**变量, ('\u00e9\n'): 1} and ('''x
y''') and a(_=变量, _=0x1F, **b,) and (a := spam) for ([a, *type], (rb'\d').x1) in (('\u00e9\n')(type async for spam in (case)) or x1 or 变量(é="a" 'b', **_,) or a.a)}
@变量(é=2.5, b=None,).b if {**_, type.type: 1} else x1
async def match(a: (...)(é, x1='s', a=0x1F,)):
 async for case in F"""""":
     @{} if (2.5) else not (...)(b for x1 in (a) if (...))
     class b[*Ts]:
      [].attr |= rf"""""" 'tail'
 else:
  try:
      f""
  except (...)(_, match=None, b='''x
y''',):
      spam[::{}][(None)(**type,), *spam, :]
  except b(b async for type, a in (变量)) as e:
   type X[T: int, *Ts, **P] = not (a if ('\u00e9\n') else 3j)
  finally:
      ({**a, b: 1},) % {é(3j async for case in (case)): {**b, spam: 1}, ('''x
y'''): (...)} % {**a, (1e-3): 1}; match
type match[T: int, *Ts, **P] = é(*(3j), (rb'\d'), x1=(b'\x00') // (b'\x00') // é, é=not not ('s'),)(*type(match async for 变量 in (case)), _=not (1_000)(spam='\u00e9\n', a=1))
while [(...), *(rb'\d'), *('s')(True async for x1, a in (é) if (type))] not in case: a; b
else:
 type X[T: int, *Ts, **P] = {**_, (2.5)(*变量, b, x1='s', _=1,): 1} % ('s')
a.b: (yield (1) and (0x1F) and é and case).match
while [_ * x1 * (3j) async for a in ((2.5)[(1e-3), *x1, :]) for type in (2.5) if (é)] and ("a" 'b')(type, type=type, b="a" 'b', **x1,)((1) for case[变量] in (lambda a = (2.5), b = (1): ...)) and (1)(type=x1 - (...) - case, **a):
    a[0]: (*a, (1e-3)) or (1e-3)()() or {**b, spam[(2.5):é]: 1} = 变量 ^ {('\u00e9\n'): ('''x
y''') is é async for [x1, *type] in (f"""text { x1=!r:{w}.{p!r}f}""") for spam in (...)}
with (a, b) as c:
  (None)(3j for spam, case in (...)).type is _(), match + ('\u00e9\n') * -type ** (0)
try:
  try:
      match f"""{ - -{} =!s:{w}.{p!r}f}}}{ (f'}}{ [... async for é, 变量 in (2.5)]}{{{ (1e-3,)=:{w}}{{{ a + b * -match ** b:{w}}' 'tail') =:>10}""":
        case A.B(((a.b, *_) | a.b), ((a as c) as c)), 's' if (1_000):
            [x1((1_000), x1, a=None, **变量,)] << (a := case // (rb'\d') // case); a(*match, é=spam, a=True, **(b'\x00'))
        case (({a.b: True, 'k': 1} as c) | a.b) if x1:
         assert type + [(...) + spam * -(0x1F) ** _ async for x1[True] in (b + _ * -(...) ** type)] * -(await [0x1F for type, match in ('''x
y''')]) ** {**case, (yield 0): 1}
  except* a as e: return
  except* b(spam for _ in (1_000)):
   match f"""{{{ (2.5).é * x1('\u00e9\n' for spam in (x1)) =!r:{w}.{p!r}f}}}{ ((*a, {**_, ('s'): 1})):{w}}""" 'tail':
     case ({} | a) if case(a async for spam in (3j))(b=(1_000).x1) if b else lambda *, k, **kw: (0x1F)(type, *(1e-3), spam='\u00e9\n', match="a" 'b', **('''x
y''')):
       {(rb'\d')(b async for é, spam in (case)): b if [*_, *match, é] else match if case else 变量, ('''x
y''')[::a]: spam.case[_(rb'\d' async for b, 变量 in (b)):_], case((2.5), b=True,): match and (0x1F).type and {**_, (3j): 1}}, spam + (rb'\d') * -("a" 'b') ** ('s')
     case ({'k': (1 as c)} | {'k': (a.b | None), 1: [a.b, None], 1: A.B(b)}), a.b:
         (0)(*(0), type=match, **spam,).é.a
  finally:
    @_ + type(*(2.5), type,) * -{type: [case for case, spam in (_)] for x1 in ((1_000) << (...) << match)} ** {**spam, b: 1}[('''x
y''').é:b[(3j), *match, :]]
    async def spam[T: int](a: {**case, match: 1}, /, *, k): a; b
except* (1_000)(x1 for match in (a)) as e: pass
try:
    async with {**match, (b'\x00').b: 1} // [b'\x00' async for type, é in (1)].é // (1_000)[::(0x1F)].a:
        @case[:]((yield from True) // (yield 1_000) async for x1[::match][not not (0)], _ in (- -(None)(*x1, *(3j), x1=case, **("a" 'b'),)) async for (1_000)[_], (1e-3)[x1] in (spam + (2.5) * -match ** 变量) for b, é in (é))
        @not [*a, *é](*(0x1F), ('s'), match=(yield 2.5), type=_ == (rb'\d') == ('''x
y'''), **spam,)
        async def a(a: 变量(spam=0x1F, b=x1,), b: ('s'), /, c = ("a" 'b').case, d: é[::(None)] = (None).spam, *rest):
         import a.b as c, d
except* (yield from 1_000) as e:
 (x): {(1e-3): é, ('\u00e9\n'): None}[(1e-3)[::é], *变量, :][(0x1F)(é='''x
y''', _=1e-3):[('''x
y'''), (None)]] = lambda a, b, /, c = (变量 := 1e-3), d = (rb'\d').b, *rest, **kw: (await b) < ('\u00e9\n')
else:
 type match = ("a" 'b')[(0)(**a,):case((1), (1e-3), x1=a, 变量=x1)] if [lambda a, b, c = _, *rest: é for (1)[2.5] in (("a" 'b')(b'\x00' for 变量 in (a))) async for x1, x1 in (1_000) if (0x1F)] else x1
finally:
  try:
    x1.变量.attr >>= f'\n{ (-{('''x
y'''): 2.5, (0): True})=}\n{ (lambda a, *, k: (1)(_ for type in (é) if (case)))!s:{w}.{p!r}f}'
  finally:
    async for _ in {_.b: {变量: b, (True): "a" 'b'} >= a[::(1)] >= spam[x1] async for [é, *spam], é in ({case: _, (b'\x00'): rb'\d'} + {b: 变量 for spam, type in (x1)} * -[b async for a in (case)] ** ("a" 'b')) if ((2.5))}, *b:
      ("a" 'b')[('\u00e9\n'), *spam, :](- -(None) for [é, *变量] in (_ * (3j)) for x1 in (spam) if (_)) @ (await (0x1F))
for [é, *case] in {{**x1, a: 1}: rf'{ - -match =!r:{w}}' 'tail' for [("a" 'b')[...], *b] in ((1_000)(('''x
y'''), (True), x1=é,) and type(é, *a, **变量) and _) if (lambda a, b = (1), *rest, **kw: é)}, *b:
    {**变量, 变量(*(None), _=0, **match): 1} not in (b := lambda a, b, /, c = (3j), *, k: rb'\d'), match if ("a" 'b') else b'\x00'
else:
 await f"{ ({**case, (...): 1} < é[é, *x1, :] < (0x1F))!s:{w}.{p!r}f}"
if {**_, é[::(2.5)]: 1}(**(x1),): return
elif [é, *(rb'\d'), (None)](_ if spam else é for (...)['''x
y'''] in ((...))) or x1(变量 for 变量, match in (b))[+type] or b[("a" 'b'), *b, :].x1: pass
else:
  match a, b:
    case (('s', *_) as c):
        [match[:]] or {变量[:]: (2.5).type, type: [*type, (0), *match], (yield rb'\d'): (b'\x00')(match="a" 'b', **match)} or 变量.case  # comment
if ('s').spam: a; b
elif not x1(b'\x00' async for é in ("a" 'b')).spam:
 del a, b[0], (c, d)
_((1)(0 for _, a in (0x1F)).变量 for ['s' async for _, match in (rb'\d')].spam, x1(x1 async for spam in (é)).é in (('s')(*(3j),) if [*("a" 'b'), *b] else lambda a, b, *, k: type))
match (1):
  case b if {**变量, spam: 1}((1e-3), type=not spam, type=match is not type,) or a:
   match lambda a = x1.x1, b = (None)('''x
y''' async for é in (x1)): _(type for _, _ in (match) if (变量)) if (2.5)[a, *case, :] else f'\n{ 1_000!r}':
     case a.b: a; b
     case a.b, (b, *_) if (变量 + (1e-3) + (1e-3),) + (*a, (None)._) * -(rb'\d') ** [*{**case, a: 1}]:
         [] + [{(2.5): ...} async for (...)[0x1F], (b, match) in (lambda a, b, **kw: '''x
y''')] * -('''x
y''').b(é=f'' 'tail', **(None)) ** (b'\x00',)[:]
     case ([A.B(None, b, x=-1)], *_), {'k': a} if (1e-3):
         (1_000)  # comment
  case (a, *_), (-1 as c) if spam:
      [{spam: 1e-3 for match, type in (x1)}]; type
  case ((a.b, *_) | a.b):
      +(rb'\d',)[(None).变量]; é * (rb'\d')
