from _gevent import Hub, Waiter, GreenletExit, LoopExit, getcurrent, get_hub, get_hub_if_exists, sleep, idle, iwait, wait, \
    spawn_raw, BlockingSwitchOutError, InvalidSwitchError, ConcurrentObjectUseError
