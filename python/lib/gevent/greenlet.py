from _gevent import Greenlet, joinall, killall, getcurrent
