"""Prints the bytecodes of Python files, one line for each body: its qualified name or name, its first line, and the names of its
bytecodes in order, without EXTENDED_ARG and CACHE and what can never be reached. Runs under 2.7 and 3.6 to 3.13.

    python bytecodes.py FILE...
"""
from __future__ import print_function
import dis
import sys

ENDS = set(("RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_ABSOLUTE", "JUMP_FORWARD", "CONTINUE_LOOP", "BREAK_LOOP"))


def bodies(code, path):
    yield path, code
    for const in code.co_consts:
        if hasattr(const, "co_code"):
            for inner in bodies(const, path + "." + const.co_name):
                yield inner


def instructions(code):
    """Lists offset, name, target or None of each bytecode."""
    if hasattr(dis, "get_instructions"):
        for i in dis.get_instructions(code):
            jump = i.opcode in dis.hasjabs or i.opcode in dis.hasjrel
            yield i.offset, i.opname, i.argval if jump else None
        return
    i, extended = 0, 0
    while i < len(code.co_code):
        op, at, target = ord(code.co_code[i]), i, None
        i += 1
        if op >= dis.HAVE_ARGUMENT:
            arg = ord(code.co_code[i]) + ord(code.co_code[i + 1]) * 256 + extended
            extended = 0
            i += 2
            if op == dis.EXTENDED_ARG:
                extended = arg * 65536
            if op in dis.hasjrel:
                target = i + arg
            elif op in dis.hasjabs:
                target = arg
        yield at, dis.opname[op], target


def names(code):
    listed = [i for i in instructions(code) if i[1] != "CACHE"]
    if sys.version_info < (3, 10):
        place = dict((i[0], n) for n, i in enumerate(listed))
        reached, todo = set(), [0]
        while todo:
            n = todo.pop()
            if n in reached or n >= len(listed):
                continue
            reached.add(n)
            if listed[n][2] is not None:
                todo.append(place[listed[n][2]])
            if listed[n][1] not in ENDS:
                todo.append(n + 1)
        listed = [i for n, i in enumerate(listed) if n in reached]
    return [i[1] for i in listed if i[1] != "EXTENDED_ARG"]


for file in sys.argv[1:]:
    with open(file, "rb") as f:
        source = f.read()
    try:
        code = compile(source, file, "exec", dont_inherit=True)
    except SyntaxError as e:
        print("#", file, e)
        continue
    print("file", file)
    for path, body in bodies(code, "<module>"):
        print(path, body.co_firstlineno, " ".join(names(body)))
