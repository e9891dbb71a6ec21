# Two greenlets that sleep: with gevent both sleep at the same time.
import gevent

order = []


def nap(name, seconds):
    order.append(name + " lies down")
    gevent.sleep(seconds)
    order.append(name + " gets up")


gevent.joinall([gevent.spawn(nap, "long", 0.02), gevent.spawn(nap, "short", 0.01)])
print(", ".join(order))
