# Keys that come and go: the place of one that is gone is used again, and one that is not there is not sought for ever.
for kept in (3, 8, 9, 20):
    d = {}
    for i in range(kept):
        d[i] = i
    for i in range(5000):
        d["k", i] = i
        del d["k", i]
        if i % 1000 == 0:
            d.pop(0)
            d[0] = i
    print(len(d), ("k", 3) in d, d.get(kept), list(d)[:4], sum(d.values()))
