// Package pickle turns values into Python's pickles, and back. It writes protocol 4, as CPython 3.8 to 3.13 do, and reads
// protocols 2 to 5.
//
//	data, err := pickle.Dumps(pickle.Tuple{"spam", 1, []any{nil, true}})
//	value, err := pickle.Loader{Find: find}.Loads(data)
//
// A Python value and what it is here:
//
//	None, True, 3.5     nil, bool, float64
//	3                   int; *big.Int where that is too small
//	'a', b'a'           string, []byte; a bytearray is a ByteArray
//	(1, 2), [1, 2]      Tuple, []any
//	{1: 2}, {1, 2}      *Dict, *Set, which keep the order in which they were filled
//	anything else       what the Find of the Loader makes of its class; a Reducer writes one
//
// # What comes from strangers
//
// A pickle is a program, and may name any function to be called. Here it names only what Find knows, and everything else is
// refused where it is named, before anything is made. What Find knows is called when the whole pickle has been read. A pickle
// cannot take more memory than a small multiple of its length, nor more of the stack than its depth, which has a limit; and
// what would become larger than MostExpanded when it is written again, because it has one part many times, is refused, as is a
// value that contains itself.
//
//	dumps.go opcodes.go           what is written
//	loads.go numbers.go memo.go   how opcodes are read
//	node.go builtins.go           how what was read becomes a value
//	dict.go set.go                dictionaries and sets
//	errors.go                     Python's errors
//
// # Rejected ways
//
// The library github.com/kisielk/og-rek: it has no BUILD, which the tokens of managers need, reads dictionaries into maps that
// have no order, and makes lists before they are whole, so that a pickle with one list in two places loses what was appended
// later. Opcodes of protocol 0: they are text, and nobody has sent them since 2.3.
package pickle
