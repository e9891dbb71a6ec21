match x:
    case 0: pass
    case -1: pass
    case 1.5: pass
    case -1.5e3: pass
    case 2j: pass
    case -2j: pass
    case 1 + 2j: pass
    case -1.5 - 2j: pass
    case "a": pass
    case "a" "b": pass
    case b"a": pass
    case None: pass
    case True: pass
    case False: pass
    case a: pass
    case _: pass
    case a.b: pass
    case a.b.c: pass
    case (a): pass
    case (a, b): pass
    case (a,): pass
    case (): pass
    case []: pass
    case [a]: pass
    case [a, *b]: pass
    case [*_, a]: pass
    case a, b: pass
    case a,: pass
    case *a, b: pass
    case *a,: pass
    case (*a, b): pass
    case (*a,): pass
    case [[a, b], (c, d)]: pass
    case {}: pass
    case {"a": 1}: pass
    case {"a": b, 1: c, -1: d, None: e, a.b: f, **rest}: pass
    case {**rest}: pass
    case {"a" "b": 1,}: pass
    case {1 + 2j: x}: pass
    case A(): pass
    case A(b): pass
    case A(b, c=d): pass
    case A(b=c,): pass
    case a.b.C(1, x=2, y=[3, *_]): pass
    case 1 | 2: pass
    case 1 | 2 | None as a: pass
    case (1 | 2) as a: pass
    case [1 | 2 as a, b as c]: pass
    case a if b: pass
    case a if (b := c): pass
    case A(x=1) | B(y=2) if a and b:
        pass
    case {"a": [1, {"b": A(c=_)}]} as d:
        pass
    case match: pass
    case case: pass
    case type(): pass
