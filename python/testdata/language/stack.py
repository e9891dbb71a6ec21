import logging
import sys
import traceback


def show(entries):
    print([(e.filename.rsplit("/", 1)[-1], e.lineno, e.name, e.line) for e in entries])


def inner(depth):
    if depth:
        return inner(depth - 1)
    show(traceback.extract_stack())
    for limit in (0, 1, 2, -1, -2, 10, -10):
        show(traceback.extract_stack(limit=limit))
    show(traceback.extract_stack(sys._getframe(1)))
    show(traceback.extract_stack(sys._getframe(1), 1))
    print(len(traceback.format_stack()), traceback.format_stack()[-1])
    traceback.print_stack(limit=1, file=sys.stdout)
    print([traceback.format_list(traceback.extract_stack(limit=1))])


inner(2)


class Kept:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


# What a handler of logging says of a message that it cannot format.
kept = sys.stderr = Kept()
logging.basicConfig(format="%(message)s")
logging.error("%d is no number", "this")
sys.stderr = sys.__stderr__
print(kept.text[:25], kept.text[kept.text.index("TypeError"):].replace(__file__, "stack.py"))
