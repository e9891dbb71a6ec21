from _gevent import Queue, JoinableQueue, PriorityQueue, LifoQueue, SimpleQueue, Channel, UnboundQueue, Empty, Full
