def f(a,
      b):
    x = [1, 2, 3]
    return (a +
            b[x[0]]["key"].upper())
print(f(1, {1: {'key': None}}))
