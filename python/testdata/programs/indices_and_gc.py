# Objects that are an index, the collector, and numbers that are too large.
class O:
    def __index__(s): return 3
print(range(O()), range(1, O()), range(O(), 9, O()))
import gc, copy, threading
print(gc.collect(), gc.isenabled(), gc.get_threshold())
for f in (lambda: '%*d' % (10**20, 1), lambda: '%.*f' % (10**10, 1), lambda: '%*d' % ('a', 1), lambda: '%.*f' % (2, 1), lambda: copy.copy(threading.Lock())):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
