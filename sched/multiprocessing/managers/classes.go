// This file defines what pickles may name: this and nothing else.

package managers

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A global is where a pickle finds a class or a function.
type global struct{ module, name string }

// Global returns it.
func (g global) Global() (module, name string) { return g.module, g.name }

// A class is one that a pickle may name, and what making an object of it comes to.
type class struct {
	global
	make func(args Tuple, state any) (any, error)
}

// Make makes an object of it.
func (c class) Make(args Tuple, state any) (any, error) { return c.make(args, state) }

const managersModule = "multiprocessing.managers"

// builtinExceptions are the exceptions of Python's that a pickle may name, each without side effects.
var builtinExceptions = []string{
	"ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BlockingIOError", "BrokenPipeError", "BufferError", "ChildProcessError",
	"ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "EOFError", "Exception",
	"FileExistsError", "FileNotFoundError", "FloatingPointError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError",
	"KeyboardInterrupt", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError", "OSError",
	"OverflowError", "PermissionError", "ProcessLookupError", "RecursionError", "ReferenceError", "RuntimeError", "StopIteration",
	"SystemError", "SystemExit", "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError",
	"UnicodeError", "ValueError", "ZeroDivisionError",
}

// libraryExceptions are those of its library.
var libraryExceptions = []global{
	{"queue", "Empty"}, {"_queue", "Empty"}, {"queue", "Full"}, {"queue", "ShutDown"}, {"threading", "BrokenBarrierError"},
	{"multiprocessing.context", "ProcessError"}, {"multiprocessing.context", "BufferTooShort"},
	{"multiprocessing.context", "TimeoutError"}, {"multiprocessing.context", "AuthenticationError"},
	{managersModule, "RemoteError"},
}

// proxyTypes are the classes of proxies.
var proxyTypes = []string{
	autoProxy, "IteratorProxy", "AcquirerProxy", "ConditionProxy", "EventProxy", "BarrierProxy", "NamespaceProxy", "ValueProxy",
	"ListProxy", "DictProxy", "ArrayProxy",
}

const autoProxy = "AutoProxy"

// A reader reads what one end of a connection has received. Its rebuild makes what a pickled proxy is there.
type reader struct {
	rebuild func(class string, token Token, kwds *pickle.Dict) (any, error)
}

// loads returns the value of a pickle.
func (r reader) loads(data []byte) (any, error) { return pickle.Loader{Find: r.find}.Loads(data) }

func (r reader) find(module, name string) (pickle.Maker, error) {
	g := global{module, name}
	switch {
	case module == managersModule && name == "Token":
		return class{g, makeToken}, nil
	case module == managersModule && name == "RebuildProxy":
		return class{g, r.rebuildProxy}, nil
	case module == managersModule && name == "Namespace":
		return class{g, makeNamespace}, nil
	case module == managersModule && slices.Contains(proxyTypes, name):
		return class{g, notCalled(name)}, nil
	case module == builtinModule && name == "slice":
		return class{g, makeSlice}, nil
	case module == builtinModule && name == "range":
		return class{g, makeRange}, nil
	case g == global{"array", "array"}:
		return class{g, makeArrayItems}, nil
	case (module == builtinModule || module == "exceptions") && slices.Contains(builtinExceptions, name):
		return class{g, makeException(builtinModule, name)}, nil
	case slices.Contains(libraryExceptions, g):
		return class{g, makeException(module, name)}, nil
	}
	return nil, &pickle.ForbiddenError{Module: module, Name: name}
}

func wrongArguments(name string) error {
	return fmt.Errorf("UnpicklingError: %s is made of something else", name)
}

// notCalled makes nothing: the class is an argument of RebuildProxy.
func notCalled(name string) func(Tuple, any) (any, error) {
	return func(Tuple, any) (any, error) { return nil, wrongArguments(name) }
}

// makeException makes an exception. What was set on it beside its arguments is forgotten.
func makeException(module, name string) func(Tuple, any) (any, error) {
	return func(args Tuple, _ any) (any, error) { return &Exception{module, name, args}, nil }
}

// A Token says which object of which server a proxy stands for.
type Token struct {
	Typeid  string
	Address any // where the server is: (host, port)
	ID      string
}

// Reduce says how a pickle makes it.
func (k Token) Reduce() (callable pickle.Global, args Tuple, state any) {
	return global{managersModule, "Token"}, Tuple{k.Typeid, k.Address, k.ID}, nil
}

// makeToken makes one of its arguments, or, as Python's pickles do, of its state.
func makeToken(args Tuple, state any) (any, error) {
	if parts, ok := state.(Tuple); ok && len(args) == 0 {
		args = parts
	}
	if len(args) != 3 {
		return nil, wrongArguments("Token")
	}
	typeid, ok1 := args[0].(string)
	id, ok2 := args[2].(string)
	if !ok1 || !ok2 {
		return nil, wrongArguments("Token")
	}
	return Token{typeid, args[1], id}, nil
}

// rebuildProxy is RebuildProxy(class, token, serializer, kwds).
func (r reader) rebuildProxy(args Tuple, _ any) (any, error) {
	if len(args) != 4 || args[2] != serializer {
		return nil, wrongArguments("a proxy")
	}
	c, ok1 := args[0].(class)
	token, ok2 := args[1].(Token)
	kwds, ok3 := args[3].(*pickle.Dict)
	if !ok1 || !ok2 || !ok3 || !slices.Contains(proxyTypes, c.name) {
		return nil, wrongArguments("a proxy")
	}
	return r.rebuild(c.name, token, kwds)
}

const serializer = "pickle"

// pickledProxy says how a pickle makes a proxy.
func pickledProxy(class string, token Token, kwds *pickle.Dict) (callable pickle.Global, args Tuple, state any) {
	return global{managersModule, "RebuildProxy"}, Tuple{global{managersModule, class}, token, serializer, kwds}, nil
}

// A Slice is Python's slice(start, stop, step): an index of several items. What is nil is not said.
type Slice struct{ Start, Stop, Step any }

// Reduce says how a pickle makes it.
func (s Slice) Reduce() (callable pickle.Global, args Tuple, state any) {
	return global{builtinModule, "slice"}, Tuple{s.Start, s.Stop, s.Step}, nil
}

func makeSlice(args Tuple, _ any) (any, error) {
	if len(args) != 3 {
		return nil, wrongArguments("slice")
	}
	return Slice{args[0], args[1], args[2]}, nil
}

// longestRange is how many numbers a range may have.
const longestRange = 1 << 20

// makeRange makes a list of the numbers.
func makeRange(args Tuple, _ any) (any, error) {
	if len(args) != 3 {
		return nil, wrongArguments("range")
	}
	start, ok1 := args[0].(int)
	stop, ok2 := args[1].(int)
	step, ok3 := args[2].(int)
	const far = 1 << 30
	if !ok1 || !ok2 || !ok3 || step == 0 || max(start, stop, step) > far || min(start, stop, step) < -far {
		return nil, wrongArguments("range")
	}
	list := []any{}
	for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
		if len(list) == longestRange {
			return nil, fmt.Errorf("MemoryError: a range of more than %s numbers", strconv.Itoa(longestRange))
		}
		list = append(list, i)
	}
	return list, nil
}

// makeArrayItems makes a list of what array.array(typecode, bytes) has.
func makeArrayItems(args Tuple, _ any) (any, error) {
	if len(args) != 2 {
		return nil, wrongArguments("array")
	}
	typecode, _ := args[0].(string)
	data, ok := args[1].([]byte)
	size, signed := sizeOf(typecode)
	if !ok || size == 0 || len(data)%size != 0 {
		return nil, wrongArguments("array")
	}
	items := make([]any, 0, len(data)/size)
	for part := range slices.Chunk(data, size) {
		var all [8]byte
		copy(all[:], part)
		items = append(items, numberIn(typecode, binary.LittleEndian.Uint64(all[:]), size, signed))
	}
	return items, nil
}

// sizeOf returns how many bytes a number of a typecode has on the computers that CPython runs on, 0 if there is no such code.
func sizeOf(typecode string) (size int, signed bool) {
	bits, signed := bitsOf(typecode)
	switch typecode {
	case "f":
		return 4, true
	case "d":
		return 8, true
	}
	return bits / 8, signed
}

func numberIn(typecode string, n uint64, size int, signed bool) any {
	shift := 64 - 8*size
	switch {
	case typecode == "f":
		return float64(math.Float32frombits(uint32(n)))
	case typecode == "d":
		return math.Float64frombits(n)
	case signed:
		return pickle.Int(big.NewInt(int64(n<<shift) >> shift))
	}
	return pickle.Int(new(big.Int).SetUint64(n))
}

// makeNamespace makes the attributes of a Namespace.
func makeNamespace(_ Tuple, state any) (any, error) {
	attributes, ok := state.(*pickle.Dict)
	if state != nil && !ok {
		return nil, wrongArguments("Namespace")
	}
	if attributes == nil {
		attributes = new(pickle.Dict)
	}
	return attributes, nil
}
