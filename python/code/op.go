package code

// Op is an instruction of the machine that executes Code. Names, granularity and stack effects are those of CPython (Lib/dis,
// Python/bytecodes.c): where its versions differ in how they spell the same step, there is one Op, and what differs (how many
// bytecodes it stands for, where a switch may fall) is in the Instr. Bytecodes of a version that do nothing here, such as
// PUSH_NULL or SETUP_LOOP, are no Op: the instruction beside them counts them.
//
// In the comments, [a b] → [c] means: pops b, then a, and pushes c; the right end is the top of the stack. An unset value is
// one that a Python program never sees: what LoadFastAndClear pushes for a variable that has no value, and what LoadMethod
// pushes in place of a method.
type Op uint8

const (
	// Nop does nothing: [] → []. It stands where bytecodes must be counted, or a holder looks, and nothing is done.
	Nop Op = iota
	// Resume begins a function, and goes on after a yield: [] → []. It does nothing; since 3.11 it is a bytecode that checks,
	// in 3.10 the check alone (N is 0). Arg is 0 at the start, 1 after a yield, 2 after a yield from.
	Resume

	// PopTop drops the top: [a] → [].
	PopTop
	// DupTop: [a] → [a a].
	DupTop
	// DupTopTwo: [a b] → [a b a b].
	DupTopTwo
	// RotTwo: [a b] → [b a].
	RotTwo
	// RotThree lifts the second and third, and puts the top third: [a b c] → [c a b].
	RotThree
	// RotFour: [a b c d] → [d a b c].
	RotFour
	// RotN puts the top Arg-th: [a … b c] → [c a … b], Arg values in all.
	RotN
	// Copy pushes the Arg-th value from the top (1 is the top): [… a …] → [… a … a].
	Copy
	// Swap exchanges the top with the Arg-th value from the top (2 is the one below): [a … b] → [b … a].
	Swap

	// LoadConst: [] → [Consts[Arg]].
	LoadConst
	// LoadFast pushes local Arg: [] → [v]; UnboundLocalError if it is unset.
	LoadFast
	// StoreFast: [v] → [], into local Arg. What it stores may be unset (after LoadFastAndClear).
	StoreFast
	// DeleteFast unsets local Arg: [] → []; UnboundLocalError if it is unset.
	DeleteFast
	// LoadFastAndClear pushes local Arg, which may be unset, and unsets it: [] → [v]. An inlined comprehension saves with it
	// the variable of the same name outside. A slot that holds a cell is pushed as the cell.
	LoadFastAndClear
	// LoadGlobal pushes the global whose name is File.Globals[Arg], or else the built-in of that name: [] → [v]; NameError
	// "name 'x' is not defined".
	LoadGlobal
	// StoreGlobal: [v] → [], into global Arg.
	StoreGlobal
	// DeleteGlobal: [] → []; NameError as LoadGlobal's.
	DeleteGlobal
	// LoadName pushes Names[Arg] of the class body's namespace, or else the global, or else the built-in of that name: [] →
	// [v]. Only in class bodies: those of modules are LoadGlobal.
	LoadName
	// StoreName: [v] → [], into the class body's namespace under File.Names[Arg].
	StoreName
	// DeleteName: [] → [], from the class body's namespace; NameError.
	DeleteName
	// MakeCell puts a new cell into local Arg, holding what the local held, which may be unset: [] → [].
	MakeCell
	// LoadDeref pushes what the cell in local Arg holds: [] → [v]. If it is unset: UnboundLocalError for a cell of this
	// function, NameError "cannot access free variable 'x' where it is not associated with a value in enclosing scope" for a
	// free one (Locals[Arg].Kind).
	LoadDeref
	// StoreDeref: [v] → [], into the cell in local Arg.
	StoreDeref
	// DeleteDeref unsets what the cell in local Arg holds: [] → []; errors as LoadDeref's.
	DeleteDeref
	// LoadClassDeref pushes the value under Locals[Arg].Name in the class body's namespace, or else what the cell in local Arg
	// holds: [] → [v].
	LoadClassDeref

	// LoadAttr: [o] → [o.File.Names[Arg]].
	LoadAttr
	// StoreAttr: [v o] → [], o.name = v.
	StoreAttr
	// DeleteAttr: [o] → [].
	DeleteAttr
	// LoadMethod looks up o.File.Names[Arg] for CallMethod: [o] → [function o] if the type has a plain function or a method
	// descriptor of this name and the instance nothing; [o] → [unset v] otherwise, v = o.name.
	LoadMethod

	// UnaryNegative: [a] → [-a].
	UnaryNegative
	// UnaryNot: [a] → [not a].
	UnaryNot
	// UnaryInvert: [a] → [~a].
	UnaryInvert
	// UnaryPositive: [a] → [+a].
	UnaryPositive
	// BinaryAdd: [a b] → [a + b]. Its Arg, as that of the other two below, is the number that BinaryOp has, Add or
	// InplaceAdd; for ints they are the same.
	BinaryAdd
	// BinarySubtract: [a b] → [a - b].
	BinarySubtract
	// BinaryMultiply: [a b] → [a * b].
	BinaryMultiply
	// BinaryOp: [a b] → [a op b], Arg is an Operator; never one of the three above.
	BinaryOp
	// BinarySubscr: [o i] → [o[i]].
	BinarySubscr
	// StoreSubscr: [v o i] → [], o[i] = v.
	StoreSubscr
	// DeleteSubscr: [o i] → [], del o[i].
	DeleteSubscr
	// CompareOp: [a b] → [a op b], Arg is a Comparison.
	CompareOp
	// IsOp: [a b] → [a is b], or, if Arg is 1, [a is not b].
	IsOp
	// ContainsOp: [a b] → [a in b], or, if Arg is 1, [a not in b].
	ContainsOp

	// BuildTuple: Arg values → [tuple].
	BuildTuple
	// BuildList: Arg values → [list].
	BuildList
	// BuildSet: Arg values → [set], added from the deepest to the top.
	BuildSet
	// BuildMap: Arg pairs of key and value → [dict].
	BuildMap
	// BuildConstKeyMap: [v1 … vn keys] → [dict], Arg is n and keys a tuple of n.
	BuildConstKeyMap
	// BuildSlice: [start stop] or, if Arg is 3, [start stop step] → [slice].
	BuildSlice
	// BuildString: Arg strs → [their concatenation].
	BuildString
	// FormatValue: [v] → [str], or [v spec] → [str] if Arg has FormatSpec. Arg&FormatConversion: 0 none, 1 str, 2 repr, 3
	// ascii. Without a spec it is empty.
	FormatValue
	// ListAppend: [list … v] → [list …], list is the Arg-th from the top once v is popped. So for the next six.
	ListAppend
	// SetAdd: [set … v] → [set …].
	SetAdd
	// MapAdd: [dict … k v] → [dict …].
	MapAdd
	// ListExtend: [list … iterable] → [list …]; TypeError "Value after * must be an iterable, not int".
	ListExtend
	// SetUpdate: [set … iterable] → [set …].
	SetUpdate
	// DictUpdate: [dict … mapping] → [dict …]; TypeError "'int' object is not a mapping".
	DictUpdate
	// DictMerge is DictUpdate for the keywords of a call, [callable … dict … mapping] → [callable … dict …]: a key twice is a
	// TypeError "f() got multiple values for keyword argument 'x'". The callable is two below dict (its args lie between).
	DictMerge
	// ListToTuple: [list] → [tuple].
	ListToTuple
	// UnpackSequence: [iterable] → [vn … v1], n is Arg, the first on top; ValueError "not enough values to unpack (expected 2,
	// got 1)", "too many values to unpack (expected 2)".
	UnpackSequence
	// UnpackEx is UnpackSequence with a starred target: Arg&0xff values before it, Arg>>8 after it: [iterable] → [after …
	// list before …], the first on top.
	UnpackEx

	// GetIter: [iterable] → [iterator].
	GetIter
	// ForIter: [iterator] → [iterator v]; at its end [iterator] → [] and goes to Arg.
	ForIter
	// Jump goes to Arg: [] → []. Arg may be before it (a loop) or after it.
	Jump
	// PopJumpIfFalse: [v] → [], goes to Arg if v is false. Its N bytecodes are counted whether it jumps or not.
	PopJumpIfFalse
	// PopJumpIfTrue: [v] → [], goes to Arg if v is true.
	PopJumpIfTrue
	// PopJumpIfNone: [v] → [], goes to Arg if v is None.
	PopJumpIfNone
	// PopJumpIfNotNone: [v] → [], goes to Arg if v is not None.
	PopJumpIfNotNone
	// JumpIfFalseOrPop: [v] → [v] and goes to Arg if v is false; otherwise [v] → [].
	JumpIfFalseOrPop
	// JumpIfTrueOrPop: [v] → [v] and goes to Arg if v is true; otherwise [v] → [].
	JumpIfTrueOrPop

	// Call: [callable a1 … an] → [result], n is Arg.
	Call
	// CallMethod follows LoadMethod: [function self a1 … an] or [unset callable a1 … an] → [result], n is Arg.
	CallMethod
	// CallKw: [callable a1 … an] → [result]; n and the names of the last of them are in Calls[Arg].
	CallKw
	// CallMethodKw is CallMethod with Calls[Arg], as CallKw.
	CallMethodKw
	// CallEx is f(*args, **kwargs): [callable args] → [result], or, if Arg is 1, [callable args kwargs] → [result]. args is a
	// tuple or another iterable (TypeError "f() argument after * must be an iterable, not int"), kwargs a dict or another
	// mapping.
	CallEx
	// MakeFunction makes a function of Codes[Arg], whose Makes says what it takes: [defaults? kwdefaults? annotations?] →
	// [function], a tuple, a dict and a dict. The cells of its closure are those in this frame's locals Codes[Arg].Closure.
	MakeFunction
	// LoadBuildClass: [] → [builtins.__build_class__].
	LoadBuildClass
	// ReturnValue ends the frame: [v] → .
	ReturnValue

	// ReturnGenerator ends the call of a generator function: it makes a generator of this frame, which goes on after this
	// instruction when it is resumed first; [] → [v] then, the value sent, None. It is the first but MakeCell.
	ReturnGenerator
	// YieldValue suspends the generator and gives v to whom resumed it: [v] → [sent] when it is resumed by send or next. If Arg
	// is not 0 it stands in a yield from: the sub-iterator lies below v, and a throw or close is for it (PEP 380). If it
	// returns then (StopIteration), [iterator] → [value] and the generator goes on at Arg.
	YieldValue
	// GetYieldFromIter: [iterable] → [iterator]; a generator stays as it is.
	GetYieldFromIter
	// Send resumes the sub-iterator of a yield from: [iterator v] → [iterator yielded], by next if v is None, by its method
	// send otherwise; when it returns (StopIteration), [iterator v] → [value] and goes to Arg.
	Send
	// GetAwaitable: [awaitable] → [iterator], what await delegates to: a coroutine stays as it is. Arg says what the awaitable is, for
	// the error: 0 any, 1 what __aenter__ returned, 2 what __aexit__ returned.
	GetAwaitable
	// GetAsyncIter: [iterable] → [what its __aiter__ returned].
	GetAsyncIter
	// GetAsyncNext: [iterator] → [iterator awaitable], what its __anext__ returned, as GetAwaitable makes it.
	GetAsyncNext
	// EndAsyncFor is where an exception of GetAsyncNext, or of the await behind it, goes: [iterator exc] → [] if it is
	// StopAsyncIteration; otherwise it goes on.
	EndAsyncFor
	// BeforeAsyncWith is BeforeWith of an asynchronous context manager: [m] → [aexit v], by __aenter__ and __aexit__.
	BeforeAsyncWith

	// RaiseVarargs raises: Arg 0: again what is handled, [] → ; 1: [exception] → ; 2: [exception cause] → .
	RaiseVarargs
	// LoadAssertionError: [] → [AssertionError].
	LoadAssertionError
	// PushExcInfo begins a handler: [exc] → [previous exc]; exc is what is handled now (sys.exception, the context of what is
	// raised), previous what was before, which may be None.
	PushExcInfo
	// CheckExcMatch: [exc type] → [exc bool]; type is a class or a tuple; TypeError "catching classes that do not inherit from
	// BaseException is not allowed".
	CheckExcMatch
	// CheckEgMatch splits what is left of a group of exceptions, for a clause except*: [rest type] → [(match, rest)], either of which
	// may be None; TypeError as CheckExcMatch's, and "catching ExceptionGroup with except* is not allowed. Use except instead.". What
	// matches is what is handled from now on.
	CheckEgMatch
	// PrepReraiseStar: [exc list] → [what the clauses except* for exc leave to raise, or None], of the list of what they have raised and
	// have not taken.
	PrepReraiseStar
	// PopExcept ends a handler: [previous] → [], which is what is handled from now on.
	PopExcept
	// Reraise lets an exception go on: [exc] → . It adds no entry for this frame to the traceback.
	Reraise
	// BeforeWith enters a context manager: [m] → [exit v], exit is type(m).__exit__ bound to m, v what type(m).__enter__(m)
	// returned. __exit__ is looked up after __enter__ up to 3.5 and before it is called since; TypeError "'int' object does
	// not support the context manager protocol".
	BeforeWith
	// WithExceptStart calls exit for an exception: [exit previous exc] → [exit previous exc result].
	WithExceptStart

	// ImportName: [] → [module], Imports[Arg].
	ImportName
	// ImportFrom: [module] → [module module.File.Names[Arg]]; ImportError "cannot import name 'x' from 'm' (unknown location)".
	ImportFrom
	// ImportStar: [module] → [], its public names become globals. Only in modules.
	ImportStar
	// SetupAnnotations gives the module or class body a dict __annotations__ unless it has one: [] → [].
	SetupAnnotations

	// GetLen: [o] → [o len(o)].
	GetLen
	// MatchMapping: [o] → [o bool]: whether it is a mapping.
	MatchMapping
	// MatchSequence: [o] → [o bool]: whether it is a sequence other than str, bytes and bytearray.
	MatchSequence
	// MatchKeys: [o keys] → [o keys values], a tuple, or None if a key is missing.
	MatchKeys
	// MatchClass: [o class names] → [values], a tuple of the attributes that Arg positional patterns (by __match_args__) and
	// the names ask for, or None if o is no instance or has not all of them.
	MatchClass

	// Superinstructions. Each is the instruction that its name begins with, and says that the next instruction is the second
	// one: a machine may do both at once and count both. It may as well do the first alone: nothing is lost, both have
	// their own Arg, N, Flags and position. No check that anybody could observe lies between the two.

	// LoadFastLoadFast is LoadFast before LoadFast.
	LoadFastLoadFast
	// LoadFastLoadConst is LoadFast before LoadConst.
	LoadFastLoadConst
	// StoreFastLoadFast is StoreFast before LoadFast.
	StoreFastLoadFast
	// ForIterStoreFast is ForIter before StoreFast.
	ForIterStoreFast
	// CompareOpJump is CompareOp before PopJumpIfFalse.
	CompareOpJump
	// LoadConstReturn is LoadConst before ReturnValue.
	LoadConstReturn
	// LoadFastLoadAttr is LoadFast before LoadAttr.
	LoadFastLoadAttr

	numOps
)

// Operator is the Arg of BinaryOp, BinaryAdd, BinarySubtract and BinaryMultiply, numbered as CPython's NB_ constants
// (Include/opcode.h).
type Operator int32

// The operators. An in-place one is the number of the plain one plus InplaceAdd.
const (
	Add Operator = iota
	And
	FloorDivide
	Lshift
	MatrixMultiply
	Multiply
	Remainder
	Or
	Power
	Rshift
	Subtract
	TrueDivide
	Xor
	InplaceAdd
	InplaceAnd
	InplaceFloorDivide
	InplaceLshift
	InplaceMatrixMultiply
	InplaceMultiply
	InplaceRemainder
	InplaceOr
	InplacePower
	InplaceRshift
	InplaceSubtract
	InplaceTrueDivide
	InplaceXor
)

// Inplace reports whether it is the operator of an augmented assignment, and returns the plain operator.
func (o Operator) Inplace() (Operator, bool) {
	if o >= InplaceAdd {
		return o - InplaceAdd, true
	}
	return o, false
}

var operators = [...]string{"+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"}

// String returns it as in source: "+", "+=".
func (o Operator) String() string {
	plain, inplace := o.Inplace()
	if inplace {
		return operators[plain] + "="
	}
	return operators[plain]
}

// Comparison is the Arg of CompareOp, numbered as in CPython (Include/object.h).
type Comparison int32

// The comparisons.
const (
	Lt Comparison = iota
	Le
	Eq
	Ne
	Gt
	Ge
)

var comparisons = [...]string{"<", "<=", "==", "!=", ">", ">="}

// String returns it as in source.
func (c Comparison) String() string { return comparisons[c] }

// The parts of FormatValue's Arg, numbered as in CPython.
const (
	FormatConversion = 3
	FormatSpec       = 4
)

// String returns the name that CPython gives the instruction, or would give it: "LOAD_FAST".
func (op Op) String() string { return opNames[op] }

var opNames = [numOps]string{
	Nop:                "NOP",
	Resume:             "RESUME",
	PopTop:             "POP_TOP",
	DupTop:             "DUP_TOP",
	DupTopTwo:          "DUP_TOP_TWO",
	RotTwo:             "ROT_TWO",
	RotThree:           "ROT_THREE",
	RotFour:            "ROT_FOUR",
	RotN:               "ROT_N",
	Copy:               "COPY",
	Swap:               "SWAP",
	LoadConst:          "LOAD_CONST",
	LoadFast:           "LOAD_FAST",
	StoreFast:          "STORE_FAST",
	DeleteFast:         "DELETE_FAST",
	LoadFastAndClear:   "LOAD_FAST_AND_CLEAR",
	LoadGlobal:         "LOAD_GLOBAL",
	StoreGlobal:        "STORE_GLOBAL",
	DeleteGlobal:       "DELETE_GLOBAL",
	LoadName:           "LOAD_NAME",
	StoreName:          "STORE_NAME",
	DeleteName:         "DELETE_NAME",
	MakeCell:           "MAKE_CELL",
	LoadDeref:          "LOAD_DEREF",
	StoreDeref:         "STORE_DEREF",
	DeleteDeref:        "DELETE_DEREF",
	LoadClassDeref:     "LOAD_CLASS_DEREF",
	LoadAttr:           "LOAD_ATTR",
	StoreAttr:          "STORE_ATTR",
	DeleteAttr:         "DELETE_ATTR",
	LoadMethod:         "LOAD_METHOD",
	UnaryNegative:      "UNARY_NEGATIVE",
	UnaryNot:           "UNARY_NOT",
	UnaryInvert:        "UNARY_INVERT",
	UnaryPositive:      "UNARY_POSITIVE",
	BinaryAdd:          "BINARY_ADD",
	BinarySubtract:     "BINARY_SUBTRACT",
	BinaryMultiply:     "BINARY_MULTIPLY",
	BinaryOp:           "BINARY_OP",
	BinarySubscr:       "BINARY_SUBSCR",
	StoreSubscr:        "STORE_SUBSCR",
	DeleteSubscr:       "DELETE_SUBSCR",
	CompareOp:          "COMPARE_OP",
	IsOp:               "IS_OP",
	ContainsOp:         "CONTAINS_OP",
	BuildTuple:         "BUILD_TUPLE",
	BuildList:          "BUILD_LIST",
	BuildSet:           "BUILD_SET",
	BuildMap:           "BUILD_MAP",
	BuildConstKeyMap:   "BUILD_CONST_KEY_MAP",
	BuildSlice:         "BUILD_SLICE",
	BuildString:        "BUILD_STRING",
	FormatValue:        "FORMAT_VALUE",
	ListAppend:         "LIST_APPEND",
	SetAdd:             "SET_ADD",
	MapAdd:             "MAP_ADD",
	ListExtend:         "LIST_EXTEND",
	SetUpdate:          "SET_UPDATE",
	DictUpdate:         "DICT_UPDATE",
	DictMerge:          "DICT_MERGE",
	ListToTuple:        "LIST_TO_TUPLE",
	UnpackSequence:     "UNPACK_SEQUENCE",
	UnpackEx:           "UNPACK_EX",
	GetIter:            "GET_ITER",
	ForIter:            "FOR_ITER",
	Jump:               "JUMP",
	PopJumpIfFalse:     "POP_JUMP_IF_FALSE",
	PopJumpIfTrue:      "POP_JUMP_IF_TRUE",
	PopJumpIfNone:      "POP_JUMP_IF_NONE",
	PopJumpIfNotNone:   "POP_JUMP_IF_NOT_NONE",
	JumpIfFalseOrPop:   "JUMP_IF_FALSE_OR_POP",
	JumpIfTrueOrPop:    "JUMP_IF_TRUE_OR_POP",
	Call:               "CALL",
	CallMethod:         "CALL_METHOD",
	CallKw:             "CALL_KW",
	CallMethodKw:       "CALL_METHOD_KW",
	CallEx:             "CALL_EX",
	MakeFunction:       "MAKE_FUNCTION",
	LoadBuildClass:     "LOAD_BUILD_CLASS",
	ReturnValue:        "RETURN_VALUE",
	ReturnGenerator:    "RETURN_GENERATOR",
	YieldValue:         "YIELD_VALUE",
	GetYieldFromIter:   "GET_YIELD_FROM_ITER",
	Send:               "SEND",
	GetAwaitable:       "GET_AWAITABLE",
	GetAsyncIter:       "GET_AITER",
	GetAsyncNext:       "GET_ANEXT",
	EndAsyncFor:        "END_ASYNC_FOR",
	BeforeAsyncWith:    "BEFORE_ASYNC_WITH",
	RaiseVarargs:       "RAISE_VARARGS",
	LoadAssertionError: "LOAD_ASSERTION_ERROR",
	PushExcInfo:        "PUSH_EXC_INFO",
	CheckExcMatch:      "CHECK_EXC_MATCH",
	CheckEgMatch:       "CHECK_EG_MATCH",
	PrepReraiseStar:    "PREP_RERAISE_STAR",
	PopExcept:          "POP_EXCEPT",
	Reraise:            "RERAISE",
	BeforeWith:         "BEFORE_WITH",
	WithExceptStart:    "WITH_EXCEPT_START",
	ImportName:         "IMPORT_NAME",
	ImportFrom:         "IMPORT_FROM",
	ImportStar:         "IMPORT_STAR",
	SetupAnnotations:   "SETUP_ANNOTATIONS",
	GetLen:             "GET_LEN",
	MatchMapping:       "MATCH_MAPPING",
	MatchSequence:      "MATCH_SEQUENCE",
	MatchKeys:          "MATCH_KEYS",
	MatchClass:         "MATCH_CLASS",
	LoadFastLoadFast:   "LOAD_FAST_LOAD_FAST",
	LoadFastLoadConst:  "LOAD_FAST_LOAD_CONST",
	StoreFastLoadFast:  "STORE_FAST_LOAD_FAST",
	ForIterStoreFast:   "FOR_ITER_STORE_FAST",
	CompareOpJump:      "COMPARE_OP_JUMP",
	LoadConstReturn:    "LOAD_CONST_RETURN",
	LoadFastLoadAttr:   "LOAD_FAST_LOAD_ATTR",
}
