// This file names the opcodes of pickle, as Lib/pickle.py does.

package pickle

const (
	opMark       = '('
	opStop       = '.'
	opPop        = '0'
	opPopMark    = '1'
	opDup        = '2'
	opInt4       = 'J'
	opInt1       = 'K'
	opInt2       = 'M'
	opNone       = 'N'
	opReduce     = 'R'
	opAppend     = 'a'
	opBuild      = 'b'
	opGlobal     = 'c'
	opAppends    = 'e'
	opGet1       = 'h'
	opGet4       = 'j'
	opPut1       = 'q'
	opPut4       = 'r'
	opSetItem    = 's'
	opTuple      = 't'
	opSetItems   = 'u'
	opFloat      = 'G'
	opEmptyTuple = ')'
	opList       = ']'
	opDict       = '}'
	opString4    = 'X'
	opOldString4 = 'T' // the str of Python 2
	opOldString1 = 'U'

	// protocol 2
	opProto  = '\x80'
	opNewObj = '\x81'
	opTuple1 = '\x85'
	opTuple2 = '\x86'
	opTuple3 = '\x87'
	opTrue   = '\x88'
	opFalse  = '\x89'
	opLong1  = '\x8a'
	opLong4  = '\x8b'

	// protocol 3
	opBytes4 = 'B'
	opBytes1 = 'C'

	// protocol 4
	opString1     = '\x8c'
	opString8     = '\x8d'
	opBytes8      = '\x8e'
	opSet         = '\x8f'
	opAddItems    = '\x90'
	opFrozenSet   = '\x91'
	opNewObjEx    = '\x92'
	opStackGlobal = '\x93'
	opMemoize     = '\x94'
	opFrame       = '\x95'

	// protocol 5
	opByteArray8 = '\x96'
)
