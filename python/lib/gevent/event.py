from gevent._core import Event, AsyncResult
