# JSON, both ways.
import json


def attempt(call):
    try:
        print(repr(call()))
    except Exception as e:
        print(type(e).__name__, e)


data = {'name': 'Ann', 'age': 41, 'pi': 3.14, 'ok': True, 'no': None, 'tags': ['a', 'b', []], 'nested': {'x': {}, 'y': (1, 2)}}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, indent='\t', sort_keys=True))
print(json.dumps(data, separators=(',', ':')), json.dumps([], indent=4), json.dumps({}, indent=4))
print(json.dumps('h\u00e9llo \u4f60 "q" \\ \n\t\x01 \U0001f600 \x7f'), json.dumps('h\u00e9llo \u4f60', ensure_ascii=False))
print(json.dumps([1e16, 1.5, -0.0, 1e-7, 10 ** 30, float('inf'), float('nan'), False]))
print(json.dumps({1: 'a', 2.5: 'b', True: 'c', None: 'd'}))
attempt(lambda: json.dumps({(1, 2): 3}))
print(json.dumps({(1, 2): 3, 'x': 1}, skipkeys=True))
attempt(lambda: json.dumps(object()))
attempt(lambda: json.dumps({1, 2}))
attempt(lambda: json.dumps(float('nan'), allow_nan=False))
print(json.dumps({'s': {3, 1}, 'c': range(3)}, default=lambda o: sorted(o) if isinstance(o, set) else str(o)))
circle = []
circle.append(circle)
attempt(lambda: json.dumps(circle))
attempt(lambda: json.dumps({'a': 1, 2: 3}, sort_keys=True))


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, range):
            return [o.start, o.stop]
        return super().default(o)


print(json.dumps({'z': range(1, 5)}, cls=Encoder), Encoder(indent=1).encode([1]))

print(json.loads(' {"a": [1, 2.5, -3e2, true, false, null], "b": {"c": "d\\u00e9\\n\\ud83d\\ude00"}} '))
print(json.loads('"x"'), json.loads('12'), json.loads('-0'), json.loads('[]'), json.loads(b'{"k": 1}'), json.loads('NaN'), json.loads('-Infinity'))
print(json.loads('{"a": 1, "b": 2}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list))
print(json.loads('[1.1, 2]', parse_float=str, parse_int=lambda s: s + '!'))
print(json.loads(json.dumps(data)) == {**data, 'nested': {'x': {}, 'y': [1, 2]}})
for text in ('', '{', '[1, 2', '[1,, 2]', '{"a" 1}', '{"a": }', "{'a': 1}", '"abc', '"a\\x"', '"\\u12"', '[1] 2', 'tru', '{"a": 1,}', '[1,]', '01', '1.', '-',
             '"a\nb"', '{"a": 1 "b": 2}', '\n\n  [1, x]', '[1 2]', '{1: 2}', 'nul', '"\\'):
    attempt(lambda: json.loads(text))
attempt(lambda: json.loads(5))
try:
    json.loads('{"a":\n 1,\n oops}')
except json.JSONDecodeError as e:
    print(e.msg, e.lineno, e.colno, e.pos, repr(e.doc), isinstance(e, ValueError))
json.loads('[1, 2')
