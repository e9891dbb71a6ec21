// This file defines the module _random (CPython's Modules/_randommodule.c): the Mersenne Twister that module random stands on.

package python

import (
	"math/big"

	"github.com/gilsim/gilsim/python/internal/mt19937"
	"github.com/gilsim/gilsim/sched"
)

// A randomState is the state of a random.Random. One whose seed is undecided asks for it when it is drawn from: a search decides on
// seeds only where that matters, and most programs that import the module seed it themselves, or never draw.
type randomState struct {
	mt19937.Source
	undecided bool
}

func (r *randomState) seedInt(n *big.Int) {
	r.SeedInt(n)
	r.undecided = false
}

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
	s.of.seedInt(big.NewInt(n))
	s.of.undecided = n == sched.UndecidedSeed
	return none, nil
}

// A firstDraw decides on the seed of a generator, and makes what was asked of it.
type firstDraw struct {
	sched.Call[int64]
	of   *randomState
	draw draw
	bits int64
}

// A draw is what can be asked of a generator.
type draw uint8

const (
	drawFloat draw = iota
	drawBits
	drawState
)

func (f *firstDraw) value(t *Thread) (Value, *Exception) {
	n, _ := f.Result()
	f.of.seedInt(big.NewInt(n))
	return f.of.drawn(t, f.draw, f.bits)
}

// drawn returns what is drawn, once the seed is decided.
func (r *randomState) drawn(t *Thread, of draw, bits int64) (Value, *Exception) {
	switch {
	case r.undecided:
		return t.perform(&firstDraw{Call: sched.RandomOp(sched.Seeds - 1), of: r, draw: of, bits: bits})
	case of == drawFloat:
		return float(r.Float64()), nil
	case of == drawState:
		words := r.State()
		items := make([]Value, len(words))
		for i, w := range words {
			items[i] = integer(int64(w))
		}
		return newTuple(items...), nil
	case bits < 63:
		return integer(int64(r.Bits(int(bits)))), nil
	}
	return bigInt(r.BigBits(int(bits))), nil
}

func randomSeed(t *Thread, a []Value) (Value, *Exception) {
	r, seed := randomOf(a[0]), a[1]
	if !a[2].isInt() {
		return raise(typeError, "the version must be an int, not %s", a[2].class().typeName())
	}
	version, known := a[2].int64()
	switch {
	case seed == none:
		return t.perform(&seeding{Call: sched.RandomOp(sched.Seeds), of: r})
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
	r.undecided = false
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
	}
	return randomOf(a[0]).drawn(t, drawBits, int64(k))
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
	randomOf(a[0]).undecided = false
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
		unary("random", func(t *Thread, v Value) (Value, *Exception) { return randomOf(v).drawn(t, drawFloat, 0) }),
		Native{name: "getrandbits", signature: "($self, k, /)", call: randomBits},
		unary("getstate", func(t *Thread, v Value) (Value, *Exception) { return randomOf(v).drawn(t, drawState, 0) }),
		Native{name: "setstate", signature: "($self, state, /)", call: randomSetState},
	)
	registerModule(&NativeModule{name: "_random", values: []namedValue{{"Random", randomClass.ref()}}})
}
