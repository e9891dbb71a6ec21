"""Prints the bytecodes that each loop of loops.py executes, as sys.settrace sees them (3.7 to 3.13).

    python count.py loops.py > figures/loops-3.9.txt

"loop NAME COUNT": what one round executes, in all frames (12 rounds less 11).
"code NUMBER NAME LINE NAMES": the bytecodes of a body in the listing of dis, without EXTENDED_ARG and CACHE.
"frame NUMBER RUNS": what one frame of that body executes when the loop runs 12 rounds, as places in its listing in the order of
execution: a-b is a, a+1, ... b. The first bytecodes of a frame, which settrace does not show, are missing.
"""
import dis
import sys


def places(code):
    listed = [i for i in dis.get_instructions(code) if i.opname not in ("EXTENDED_ARG", "CACHE")]
    return {i.offset: n for n, i in enumerate(listed)}, [i.opname for i in listed]


def run(function, n, file):
    frames, order, known = {}, [], {}

    def trace(frame, event, arg):
        code = frame.f_code
        if code.co_filename != file or code.co_name == "<module>":
            return None
        if frame not in frames:
            frames[frame] = []
            order.append(frame)
            if code not in known:
                known[code] = places(code)
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if event == "opcode":
            number = known[code][0].get(frame.f_lasti)
            if number is not None:
                frames[frame].append(number)
        return trace

    sys.settrace(trace)
    try:
        function(n)
    finally:
        sys.settrace(None)
    return [(f.f_code, frames[f]) for f in order], known


def runs(numbers):
    out, i = [], 0
    while i < len(numbers):
        j = i
        while j + 1 < len(numbers) and numbers[j + 1] == numbers[j] + 1:
            j += 1
        out.append(str(numbers[i]) if i == j else "%d-%d" % (numbers[i], numbers[j]))
        i = j + 1
    return ",".join(out)


file = sys.argv[1]
with open(file) as f:
    source = f.read()
name = file.rsplit("/", 1)[-1]
module = {"__name__": "loops"}
exec(compile(source, name, "exec"), module)
functions = [v for k, v in module.items() if callable(v) and hasattr(v, "__code__") and v.__code__.co_varnames[:1] == ("n",)]
listed = []
for function in functions:
    if function.__code__.co_flags & 0x20:  # a generator: another function uses it
        continue
    run(function, 12, name)  # warm
    frames, known = run(function, 12, name)
    fewer, _ = run(function, 11, name)
    total = sum(len(o) for _, o in frames) - sum(len(o) for _, o in fewer)
    print("loop", function.__name__, total)
    seen, numbers = set(), {}
    for code, places_ in frames:
        if code not in numbers:
            numbers[code] = len(listed)
            listed.append(code)
            print("code", numbers[code], code.co_name, code.co_firstlineno, " ".join(known[code][1]))
        line = "frame %d %s" % (numbers[code], runs(places_))
        if line not in seen:
            seen.add(line)
            print(line)
