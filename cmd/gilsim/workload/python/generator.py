# Two tasks that take turns with yield, in one thread: they switch where they say, and nowhere else.
turns = []


def task(name, rounds):
    for n in range(rounds):
        turns.append(name + str(n))
        yield


tasks = [task("a", 3), task("b", 3)]
while tasks:
    for t in list(tasks):
        try:
            next(t)
        except StopIteration:
            tasks.remove(t)
print(" ".join(turns))
