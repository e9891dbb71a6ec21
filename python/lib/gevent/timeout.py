from _gevent import Timeout, with_timeout
