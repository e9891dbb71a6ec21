from _gevent import Event, AsyncResult
