# Threads change lists, dicts, sets and deques together. One call on one container is never torn, and none is lost.
import threading
import sys
from collections import OrderedDict, Counter, defaultdict, deque

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 150
numbers, table, members, line, text = [], {}, set(), deque(), bytearray()
nested = [[], {}, [1, [2, 3]]]
groups = defaultdict(list, {0: [], 1: []})  # a key that is missing is two steps: of two threads that miss it, one loses its list
order = OrderedDict()
counts = Counter()


def work(n):
    for i in range(rounds):
        numbers.append((n, i))
        table[n, i] = [n]
        table.setdefault("all", []).append(n)
        members.add(n * rounds + i)
        line.append(i)
        line.appendleft(n)
        groups[n % 2].append(i)
        groups["own", n].append(i)
        order[i % 7] = n
        text.append(i % 256)
        nested[0].append(i)
        nested[1][n] = nested[0][-3:]
        nested[2][1][0] = i
        counts[i % 3] += 1
        own = [x for x in range(5)]
        own.append(own[0] + len(own))
        nested[1]["own", n] = own
        own.sort(reverse=True)
        if i % 25 == 0:
            repr(nested)
            str(table)
            sorted(members)
            sum(nested[2][1])
            nested == [[], {}, []]
            list(numbers), dict(table), set(members), tuple(line)
            len(numbers), max(members), i in members, (n, i) in numbers, (n, i) in table
            numbers[1:3], list(reversed(numbers))[:3], list(enumerate(numbers))[:2], list(zip(numbers, nested))[:2]
            ", ".join(str(x) for x in list(members)[:5])
            "%s %r" % (numbers[:2], nested[2])
            f"{nested!r:>5} {numbers[:1]}"
            try:
                for k in table:
                    pass
                for k, v in table.items():
                    v[:1]
                for m in members:
                    pass
            except RuntimeError:
                pass
            nested[0][:2] = [n, n]
            nested[0] += [1, 2]
            del nested[0][:1]
            members.update({-1, -2}, [-3])
            members.discard(-1)
            members.__ior__({-4})
            table.update({("x", n): [0]})
            table.pop(("x", n), None)
            line.rotate(1)
            first, *rest = numbers
            print(first, end="")
            a = [*nested[0], *line]
            b = {**table}
            numbers.index((n, 0)), numbers.count((n, 0))


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert len(numbers) == 3 * rounds and len(set(numbers)) == 3 * rounds
assert len(table["all"]) == 3 * rounds and len(table) == 3 * rounds + 1
assert len(line) == 6 * rounds and len(groups[0]) + len(groups[1]) == 3 * rounds
assert all(len(groups["own", n]) == rounds for n in range(3))
assert len(text) == 3 * rounds and len([m for m in members if m >= 0]) == 3 * rounds
print()
print("over")
