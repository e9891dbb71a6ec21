# Prints the pickles of pickles.txt that this interpreter writes: version, protocol, expression, bytes. The expressions are also in
# pickle_test.go, with the values that they stand for.
import pickle, sys

shared = [1]
cases = [
    ("None", None), ("True", True), ("False", False), ("255", 255), ("65535", 65535), ("-1", -1), ("2**31-1", 2**31-1), ("2**31", 2**31),
    ("-2**63", -2**63), ("2**64", 2**64), ("-2**64", -2**64), ("2**100", 2**100), ("-2**2100", -2**2100), ("0.1", 0.1), ("float('-inf')", float("-inf")),
    ("''", ""), ("'a\\u4e2d'", "a\u4e2d"), ("'x'*300", "x"*300), ("b''", b""), ("b'\\x00\\xff'", b"\0\xff"), ("bytearray(b'ab')", bytearray(b"ab")),
    ("()", ()), ("(1,)", (1,)), ("(1,2,3,4)", (1, 2, 3, 4)), ("[]", []), ("[1]", [1]), ("[1,[2,'x']]", [1, [2, "x"]]), ("list(range(1003))", list(range(1003))),
    ("{}", {}), ("{1:'a'}", {1: "a"}), ("{'b':1,'a':(None,)}", {"b": 1, "a": (None,)}), ("{7}", {7}), ("frozenset({7})", frozenset({7})),
    ("[s,s]", [shared, shared]), ("(None,'create',('q',),{})", (None, "create", ("q",), {})),
]
for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
    for name, value in cases:
        print("%d.%d" % sys.version_info[:2], protocol, name.replace(" ", ""), pickle.dumps(value, protocol).hex())
