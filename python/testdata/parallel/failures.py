# Exceptions are raised, kept, raised again by other threads, and end threads.
import sys
import threading
import traceback

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
kept = ValueError("shared")
errors, ended = [], []
threading.excepthook = lambda args: ended.append(args.exc_type.__name__)


class Own(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def deep(n):
    if n == 0:
        raise Own(n)
    return deep(n - 1)


def work(n):
    for i in range(rounds):
        try:
            raise kept
        except ValueError as e:
            e.args = (i,)
            e.note = n
            errors.append(e)
        try:
            deep(5)
        except Own as e:
            try:
                1 // e.n
            except ZeroDivisionError as z:
                assert z.__context__ is e
                errors.append(z)
                traceback.format_exc()
        try:
            raise kept from errors[-1]
        except ValueError:
            pass
        try:
            [].pop()
        except IndexError:
            pass
        try:
            {}["x"]
        except KeyError:
            pass
        finally:
            del errors[:-3]
    raise Own(n)


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert ended == ["Own"] * 3, ended
print("over")
