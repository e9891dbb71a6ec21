// This file says of natives what they touch, for threads that run side by side. A native of which it says nothing touches everything: its
// calls are made alone.

package python

import (
	"strings"
	"sync"
)

// touchesOfFunctions are the touches of functions, by module. What is looked up in a class is never changed beside other threads.
var touchesOfFunctions = sync.OnceValue(func() map[string]map[string]touch {
	return map[string]map[string]touch{
		"builtins": {
			"len": operands, "iter": operands, "next": operands, "isinstance": operands, "issubclass": nothing, "callable": nothing, "id": nothing,
			"abs": contents, "divmod": contents, "pow": contents, "round": contents, "chr": contents, "ord": contents, "hash": contents,
			"sum": contents, "min": contents, "max": contents, "any": contents, "all": contents, "sorted": contents, "repr": contents, "ascii": contents,
			"format": contents, "bin": contents, "oct": contents, "hex": contents, "globals": definitions, "locals": definitions, "vars": definitions,
		},
		"_builtins": {
			"_has": nothing, "_type_name": nothing, "_base": nothing, "_lookup": nothing, "_is_instance": nothing, "_is_subclass": nothing,
			"_iterable": nothing, "_write": nothing, "_make_class": definitions, "_show": nothing, "_shown": nothing, "_allocate": nothing,
			"_dict_move_to_end": operands, "_dict_to_end": operands, "_dict_pop_end": operands,
		},
		"time":    {"sleep": nothing, "time": nothing, "time_ns": nothing, "monotonic": nothing, "perf_counter": nothing, "perf_counter_ns": nothing},
		"_thread": {"get_ident": nothing, "get_native_id": nothing},
		"sys":     {"getrefcount": definitions, "_is_gil_enabled": nothing, "getrecursionlimit": nothing, "setrecursionlimit": definitions},
	}
})

// touchesOfMethods are the touches of methods of classes of which few are known, by class.
var touchesOfMethods = sync.OnceValue(func() map[*Class]map[string]touch {
	lockTouches := map[string]touch{
		"acquire": nothing, "release": nothing, "__enter__": nothing, "__exit__": nothing, "acquire_lock": nothing, "release_lock": nothing,
		"locked": nothing, "locked_lock": nothing, "_is_owned": nothing, "_recursion_count": nothing, "_release_save": nothing, "_acquire_restore": nothing,
	}
	return map[*Class]map[string]touch{
		lockClass:        lockTouches,
		rlockClass:       lockTouches,
		handleClass:      {"join": nothing, "is_done": nothing, "ident": nothing},
		simpleQueueClass: {"put": nothing, "get": nothing, "put_nowait": nothing, "get_nowait": nothing, "qsize": nothing, "empty": nothing},
		objectClass:      {"__init__": nothing, "__eq__": nothing, "__ne__": nothing, "__hash__": nothing},
		generatorClass:   {"__next__": operands, "__iter__": nothing, "send": operands},
		randomClass:      {"random": operands, "getrandbits": operands},
		typeClass:        {"__new__": definitions},
	}
})

// looksInside are the methods of containers that look at what the elements hold.
var looksInside = [...]string{"index", "count", "remove", "sort", "__contains__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__",
	"__repr__", "__str__", "__hash__", "__format__", "__mod__", "__rmod__", "__sizeof__"}

// An asks says what a native does to the attribute that its second argument names.
type asks uint8

const (
	noAttribute asks = iota
	readsAttribute
	setsAttribute
)

// setTouches notes what the native touches.
func (n *Native) setTouches() {
	switch n.name {
	case "setattr", "delattr", "__setattr__", "__delattr__":
		n.asksAttribute = setsAttribute
	case "getattr", "hasattr", "__getattribute__":
		n.asksAttribute = readsAttribute
	}
	switch {
	case n.name == "__import__":
		n.touches = definitions
	case n.kind == aFunction && n.module == "math":
		n.touches = contents
	case n.kind == aFunction:
		n.touches = touchesOfFunctions()[n.module][n.name]
	case n.kind == aMethod || n.owner == typeClass:
		n.touches = n.owner.touchesOf(n.name)
	}
}

// touchesOf says what a method of the class touches.
func (c *Class) touchesOf(name string) touch {
	if known := touchesOfMethods()[c]; known != nil {
		return known[name]
	}
	switch c.layout {
	case layoutStr, layoutBytes, layoutInt, layoutFloat, layoutMarker, layoutRange, layoutSlice, layoutTuple:
		return contents
	case layoutList, layoutDict, layoutSet, layoutBytearray, layoutIterator, layoutView:
	default:
		if c != dequeClass {
			return everything
		}
	}
	for _, inside := range looksInside {
		if name == inside && !(strings.HasSuffix(name, "contains__") && (c.layout == layoutDict || c.layout == layoutSet)) {
			return contents
		}
	}
	return operands
}
