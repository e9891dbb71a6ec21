import gc


class C:
    pass


def told(phase, info):
    print(phase, info['generation'], info['collected'])


gc.collect()
gc.callbacks.append(told)
c = C()
c.c = c
del c
gc.collect()
gc.callbacks.clear()
gc.disable()
print(gc.isenabled())
c = C()
c.c = c
c = None
print(gc.collect())
