// This file defines the module _random (CPython's Modules/_randommodule.c): the Mersenne Twister that module random stands on.

package python

import (
	"math/big"

	"github.com/gilsim/gilsim/python/internal/mt19937"
	"github.com/gilsim/gilsim/sched"
)

// A randomState is the state of a random.Random.
type randomState struct{ mt19937.Source }

func (r *randomState) clone(cloner) state {
	c := *r
	return &c
}

var randomClass = builtin("Random", layoutOther, objectClass).in("_random")

func randomOf(v Value) *randomState { return as[Other](v).state.(*randomState) }

// A seeding seeds a generator from what the run decides: its own seed, a strategy or a recorded trace.
type seeding struct {
	sched.Call[int64]
	of *randomState
}

func (s *seeding) value(*Thread) (Value, *Exception) {
	n, _ := s.Result()
	s.of.SeedInt(big.NewInt(n))
	return none, nil
}

func randomSeed(t *Thread, a []Value) (Value, *Exception) {
	r, seed := randomOf(a[0]), a[1]
	if !a[2].isInt() {
		return raise(typeError, "the version must be an int, not %s", a[2].class().name)
	}
	version, known := a[2].int64()
	switch {
	case seed == none:
		return t.perform(&seeding{Call: sched.RandomOp(1 << 62), of: r})
	case seed.isInt():
		r.SeedInt(seed.big())
	case seed.isStr() && known && version == 1:
		r.SeedBytesV1([]rune(seed.text()))
	case seed.isStr():
		r.SeedBytes([]byte(seed.text()))
	case isBytes(seed) && known && version == 1:
		r.SeedBytesV1([]rune(latin(bytesOf(seed))))
	case isBytes(seed):
		r.SeedBytes(bytesOf(seed))
	case seed.layout() == layoutFloat:
		h, err := t.hashOf(seed)
		if err != nil {
			return Value{}, err
		}
		r.SeedHash(h)
	default:
		return raise(typeError, "%s", "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
	}
	return none, nil
}

func randomBits(t *Thread, a []Value) (Value, *Exception) {
	k, err := t.index(a[1], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case k < 0:
		return raise(valueError, "number of bits must be non-negative")
	case k > mostBits:
		return Value{}, exceptionOf(memoryError)
	case k < 63:
		return integer(int64(randomOf(a[0]).Bits(int(k)))), nil
	}
	return bigInt(randomOf(a[0]).BigBits(int(k))), nil
}

func randomSetState(t *Thread, a []Value) (Value, *Exception) {
	if a[1].layout() != layoutTuple {
		return raise(typeError, "state vector must be a tuple")
	}
	words := randomOf(a[0]).State()
	if len(a[1].items()) != len(words) {
		return raise(valueError, "state vector is the wrong size")
	}
	for i, v := range a[1].items() {
		n, err := t.index(v, notInteger)
		if err != nil {
			return Value{}, err
		}
		words[i] = uint32(n)
	}
	if !randomOf(a[0]).SetState(words) {
		return raise(valueError, "invalid state")
	}
	return none, nil
}

func defineRandom() {
	randomClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, *args, **kwargs)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			x := alloc[Other](as[Class](a[0]))
			r := new(randomState)
			r.SeedInt(new(big.Int))
			x.state = r
			return x.ref(), nil
		}},
		Native{name: "seed", signature: "($self, n=None, version=2, /)", call: randomSeed},
		unary("random", func(_ *Thread, v Value) (Value, *Exception) { return float(randomOf(v).Float64()), nil }),
		Native{name: "getrandbits", signature: "($self, k, /)", call: randomBits},
		unary("getstate", func(_ *Thread, v Value) (Value, *Exception) {
			words := randomOf(v).State()
			items := make([]Value, len(words))
			for i, w := range words {
				items[i] = integer(int64(w))
			}
			return newTuple(items...), nil
		}),
		Native{name: "setstate", signature: "($self, state, /)", call: randomSetState},
	)
	registerModule(&NativeModule{name: "_random", values: []namedValue{{"Random", randomClass.ref()}}})
}
