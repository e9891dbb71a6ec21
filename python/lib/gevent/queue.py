from gevent._core import Queue, JoinableQueue, PriorityQueue, LifoQueue, SimpleQueue, Channel, UnboundQueue, Empty, Full
