package code

import "math/big"

// A File is one compiled source file. It is immutable, and shared by every run of the program and by goroutines.
type File struct {
	Name    string   // as tracebacks show it
	Hash    [32]byte // SHA-256 of the source
	Version string   // whose bytecodes were counted: "3.9"

	Main *Code   // the module's body
	Code []*Code // every code of the file, Main first; Code[i].Number == i

	// Globals are the names of the global variables that the file's code reads or stores, without repetition: a module has a
	// slot for each, and LoadGlobal's Arg is the slot.
	Globals []string
	// Names are the other names: of attributes and methods, of what is imported, of the variables of class bodies.
	Names []string
	// NameGlobals are, for each of Names, its place in Globals, or -1: where LoadName looks when the class body has no such name.
	NameGlobals []int32
	// Warnings are what CPython warns of while it compiles, in its order.
	Warnings []Warning
}

// A Code is the compiled body of a module, class, function, lambda, comprehension or generator expression.
type Code struct {
	File      *File
	Number    int    // its place in File.Code: what a run keeps for it (inline caches) lies there
	Name      string // "f", "<module>", "<lambda>", "<listcomp>", …
	Qualname  string // "C.f.<locals>.g"
	FirstLine int32  // of the def, class or lambda, or its first decorator
	Doc       Const  // a Str, or nil

	Instrs    []Instr
	Positions []Position     // of each instruction
	Handlers  []Handler      // by Start; they do not overlap
	StackSize int            // how many values lie on the stack at most
	Consts    []Const        // of LoadConst
	Calls     []CallKeywords // of CallKw and CallMethodKw
	Imports   []Import       // of ImportName
	Codes     []*Code        // of MakeFunction: the functions that are made here

	// Locals are the frame's slots: the parameters, in the order positional, keyword-only, *args, **kwargs; then the other
	// locals, cells, and last the free variables. A frame begins with every slot unset but the parameters and the free
	// variables, whose slots get the cells of the function's closure, in order: those are the last len(Closure).
	Locals []Local
	// Closure: for each free variable, the slot of its cell in the frame of the code that makes the function.
	Closure []int32

	PosOnly int // parameters before the /
	Args    int // positional parameters, those before the / included
	KwOnly  int // keyword-only parameters
	Flags   CodeFlags
	Makes   MakeFlags // what MakeFunction takes from the stack for it

	// Listing are the version's own bytecodes, if Options.Listing asked for them.
	Listing []Bytecode
}

// A Bytecode is a bytecode of the version, and the instruction that counts it.
type Bytecode struct {
	Name    string
	Flags   Flags // when a switch may fall behind it
	Instr   int32
	Skipped bool // it is never executed: END_FOR
	Own     bool // the instruction does what this bytecode does; otherwise it does nothing, and is only counted
}

// CodeFlags say what kind of body a Code is.
type CodeFlags uint16

// The kinds of body.
const (
	VarArgs        CodeFlags = 1 << iota // has *args
	VarKw                                // has **kwargs
	Generator                            // its call returns a generator
	Module                               // a module's body
	Class                                // a class's body: its variables are in a namespace
	Native                               // stands for C code: counts nothing, checks nothing, is in no traceback
	Coroutine                            // with Generator: what its call returns is a coroutine
	AsyncGenerator                       // with Generator: what its call returns is an asynchronous generator
)

// MakeFlags say what lies on the stack for MakeFunction.
type MakeFlags uint8

// What MakeFunction may find on the stack, in this order from below.
const (
	Defaults    MakeFlags = 1 << iota // a tuple: of the last positional parameters
	KwDefaults                        // a dict: of keyword-only parameters
	Annotations                       // a dict
)

// A Local is a slot of a frame.
type Local struct {
	Name string
	Kind LocalKind
}

// LocalKind says what a slot holds.
type LocalKind uint8

// The kinds of slots.
const (
	Plain LocalKind = iota // a value
	Cell                   // a cell that MakeCell puts there, shared with inner functions
	Free                   // a cell of an outer function
)

// An Instr is an instruction: 8 bytes.
type Instr struct {
	Op Op
	// N is how many bytecodes of the version it stands for, as sys.settrace counts them (so EXTENDED_ARG is none). 0 means
	// that the version does this step within another bytecode.
	N uint8
	// Ticks is how many of them 2.7's ticker counts: those that do not end in "goto fast_next_opcode" (Python/ceval.c). Under
	// other versions it is 0.
	Ticks uint8
	Flags Flags
	Arg   int32
}

// Flags of an instruction say when the holder of the lock looks whether it must let go.
type Flags uint8

const (
	// Check: it looks when the instruction has ended; for a call, when the callee has returned, a Python function too.
	Check Flags = 1 << iota
	// CheckNative: a call of a version since 3.11. It looks when the callee was C code and has returned. It does not look if the
	// callee is a Python function (whose Resume looks), nor if FastCall is set too and it is len, isinstance, list.append or
	// type with one argument, called without keywords (CALL_LEN and so on do not look).
	CheckNative
	// FastCall: see CheckNative.
	FastCall
	// CheckTaken: a conditional jump looks if it jumps.
	CheckTaken
	// SlowTruth: a conditional jump whose value is neither True nor False counts one tick more, and looks (up to 3.9 such a jump
	// ends in DISPATCH, one on True or False in FAST_DISPATCH).
	SlowTruth
)

// A Handler is where exceptions of a range of instructions go, as in CPython's exception table (Objects/exception_handling_notes.txt).
// The stack is cut to Depth values, the exception pushed, and execution goes on at Target.
type Handler struct {
	Start, End int32 // instructions; End is behind the last
	Target     int32
	Depth      int32
}

// A Position is the source text of an instruction.
type Position struct {
	Line, EndLine int32 // from 1; 0: the instruction has no source
	Col, EndCol   int32 // from 0, in runes; EndCol is behind the last
}

// CallKeywords is the shape of a call with keywords: Args arguments in all, the last len(Names) of them by these names.
type CallKeywords struct {
	Args  int
	Names []string
}

// An Import is what an import statement asks for.
type Import struct {
	Name  string   // dotted; empty in "from . import x"
	Level int      // how many dots
	From  []string // "*" too; if empty, the result is the top package
}

// A Const is a constant: nil (None), Bool, Int, *big.Int (what does not fit Int), Float, Str, Bytes, Ellipsis, Tuple or
// FrozenSet. The machine turns it into its own values once.
type Const any

type (
	// Bool is True or False.
	Bool bool
	// Int is an int that fits 64 bits.
	Int int64
	// Float is a float.
	Float float64
	// Str is a str: its UTF-8, in which a lone surrogate is encoded like any other code point.
	Str string
	// Bytes is a bytes.
	Bytes string
	// Ellipsis is the value of "...".
	Ellipsis struct{}
	// Tuple is a tuple of constants.
	Tuple []Const
	// FrozenSet is a frozenset of constants, in the order of the source.
	FrozenSet []Const
)

// Long is an int that does not fit Int.
type Long = *big.Int
