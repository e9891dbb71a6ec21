def tell(make):
    d = {0: 0, 1: 1, 2: 2}
    it = make(d)
    got = [next(it)]
    del d[0]
    d[3] = 3
    try:
        for x in it:
            got.append(x)
    except RuntimeError as e:
        got.append(str(e))
    try:
        got.append(next(it))
    except (StopIteration, RuntimeError) as e:
        got.append(repr(e))
    print(got)


tell(iter)
tell(lambda d: iter(d.keys()))
tell(lambda d: iter(d.items()))
tell(lambda d: iter(d.values()))
tell(reversed)
