package syntax

// Pos is a place in the source: a line, counted from 1, and a column, counted in characters (runes) from 0. CPython's col_offset
// counts the bytes of UTF-8 instead; its error messages count as Pos does, but from 1.
type Pos struct {
	Line, Col int32
}

// Before reports whether p comes before q.
func (p Pos) Before(q Pos) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Col < q.Col
}

// Span is the part of the source that a node was made from: from Start up to, not including, End. Every node embeds one.
type Span struct {
	Start, End Pos
}

// Where returns the span itself, so that any node can be asked for its own.
func (s Span) Where() Span { return s }

// Node is a part of the tree: a statement, an expression, a pattern, or one of the structures inside those.
type Node interface {
	Where() Span
}

// Stmt is a statement: *FunctionDef, *ClassDef, *Return, *Delete, *Assign, *TypeAlias, *AugAssign, *AnnAssign, *For, *While,
// *If, *With, *Match, *Raise, *Try, *Assert, *Import, *ImportFrom, *Global, *Nonlocal, *ExprStmt, *Pass, *Break or *Continue.
type Stmt interface {
	Node
	stmt()
}

// Expr is an expression: *BoolOp, *NamedExpr, *BinOp, *UnaryOp, *Lambda, *IfExp, *Dict, *Set, *ListComp, *SetComp, *DictComp,
// *GeneratorExp, *Await, *Yield, *YieldFrom, *Compare, *Call, *FormattedValue, *JoinedStr, *Constant, *Attribute, *Subscript,
// *Starred, *Name, *List, *Tuple or *Slice.
type Expr interface {
	Node
	expr()
}

// Pattern is what a case is compared with: *MatchValue, *MatchSingleton, *MatchSequence, *MatchMapping, *MatchClass, *MatchStar,
// *MatchAs or *MatchOr.
type Pattern interface {
	Node
	pattern()
}

// TypeParam is a parameter of a generic function, class or type alias: *TypeVar, *ParamSpec or *TypeVarTuple.
type TypeParam interface {
	Node
	typeParam()
}

// Module is a file. Its span is the whole file.
type Module struct {
	Span
	Body    []Stmt
	Escapes []Escape
}

// Escape is a backslash in a string that escapes nothing, or an octal number that is too large: what follows the backslash, and where
// the string begins.
type Escape struct {
	Pos
	Text string
}

// FunctionDef is a def statement. Its span begins at def (or async), not at the first decorator; CPython's co_firstlineno is the
// line of the first decorator.
type FunctionDef struct {
	Span
	Async      bool // CPython's AsyncFunctionDef
	Name       string
	Args       *Arguments
	Body       []Stmt
	Decorators []Expr // as written, from the top
	Returns    Expr   // nil: no annotation
	TypeParams []TypeParam
}

// ClassDef is a class statement. Its span begins at class, not at the first decorator.
type ClassDef struct {
	Span
	Name       string
	Bases      []Expr // may hold *Starred
	Keywords   []*Keyword
	Body       []Stmt
	Decorators []Expr
	TypeParams []TypeParam
}

// Return is a return statement.
type Return struct {
	Span
	Value Expr // nil: none
}

// Delete is a del statement.
type Delete struct {
	Span
	Targets []Expr // their context is Del
}

// Assign is target = target = ... = value.
type Assign struct {
	Span
	Targets []Expr // at least one; their context is Store
	Value   Expr
}

// TypeAlias is type Name[TypeParams] = Value.
type TypeAlias struct {
	Span
	Name       *Name
	TypeParams []TypeParam
	Value      Expr
}

// AugAssign is target op= value.
type AugAssign struct {
	Span
	Target Expr // *Name, *Attribute or *Subscript; its context is Store
	Op     Operator
	Value  Expr
}

// AnnAssign is target: annotation, or target: annotation = value.
type AnnAssign struct {
	Span
	Target     Expr // *Name, *Attribute or *Subscript; its context is Store
	Annotation Expr
	Value      Expr // nil: none
	Simple     bool // the target is a name without parentheses
}

// For is a for statement.
type For struct {
	Span
	Async  bool // CPython's AsyncFor
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt // empty: no else
}

// While is a while statement.
type While struct {
	Span
	Test   Expr
	Body   []Stmt
	Orelse []Stmt // empty: no else
}

// If is an if statement. An elif is an If that is the only statement of Orelse, and begins at the word elif.
type If struct {
	Span
	Test   Expr
	Body   []Stmt
	Orelse []Stmt // empty: no else
}

// With is a with statement.
type With struct {
	Span
	Async bool // CPython's AsyncWith
	Items []*WithItem
	Body  []Stmt
}

// WithItem is one context manager of a with statement. CPython's withitem has no position; this one's span is that of its text.
type WithItem struct {
	Span
	Context Expr
	Vars    Expr // nil: no as
}

// Match is a match statement.
type Match struct {
	Span
	Subject Expr
	Cases   []*MatchCase // at least one
}

// MatchCase is one case of a match statement. CPython's match_case has no position; this one's span begins at the word case.
type MatchCase struct {
	Span
	Pattern Pattern
	Guard   Expr // nil: no if
	Body    []Stmt
}

// Raise is a raise statement: raise, raise Exc, or raise Exc from Cause.
type Raise struct {
	Span
	Exc, Cause Expr // nil: not given
}

// Try is a try statement.
type Try struct {
	Span
	Star      bool // the handlers are except*: CPython's TryStar
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt // empty: no else
	Finalbody []Stmt // empty: no finally
}

// ExceptHandler is one except clause.
type ExceptHandler struct {
	Span
	Type Expr   // nil: a bare except
	Name string // empty: no as
	Body []Stmt
}

// Assert is an assert statement.
type Assert struct {
	Span
	Test Expr
	Msg  Expr // nil: none
}

// Import is import name, name as name, ...
type Import struct {
	Span
	Names []*Alias
}

// ImportFrom is from Module import names, with Level leading dots. A star is one Alias with the name "*".
type ImportFrom struct {
	Span
	Module string // empty: only dots
	Names  []*Alias
	Level  int
}

// Alias is one name of an import: Name, which has dots in an Import, as AsName.
type Alias struct {
	Span
	Name   string
	AsName string // empty: no as
}

// Global is a global statement.
type Global struct {
	Span
	Names []string
}

// Nonlocal is a nonlocal statement.
type Nonlocal struct {
	Span
	Names []string
}

// ExprStmt is an expression as a statement: CPython's Expr.
type ExprStmt struct {
	Span
	Value Expr
}

// Pass is a pass statement.
type Pass struct{ Span }

// Break is a break statement.
type Break struct{ Span }

// Continue is a continue statement.
type Continue struct{ Span }

// BoolOp is a and b and ..., or a or b or ...: one node for a chain of the same operator.
type BoolOp struct {
	Span
	Op     BoolOperator
	Values []Expr // at least two
}

// NamedExpr is Target := Value.
type NamedExpr struct {
	Span
	Target *Name
	Value  Expr
}

// BinOp is Left op Right.
type BinOp struct {
	Span
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is op Operand.
type UnaryOp struct {
	Span
	Op      UnaryOperator
	Operand Expr
}

// Lambda is lambda Args: Body.
type Lambda struct {
	Span
	Args *Arguments
	Body Expr
}

// IfExp is Body if Test else Orelse.
type IfExp struct {
	Span
	Test, Body, Orelse Expr
}

// Dict is a dictionary display. A nil key says that its value is **value.
type Dict struct {
	Span
	Keys, Values []Expr
}

// Set is a set display; its elements may be *Starred.
type Set struct {
	Span
	Elts []Expr
}

// ListComp is [Elt for ...].
type ListComp struct {
	Span
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is {Elt for ...}.
type SetComp struct {
	Span
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is {Key: Value for ...}.
type DictComp struct {
	Span
	Key, Value Expr
	Generators []*Comprehension
}

// GeneratorExp is (Elt for ...). The parentheses, those of a call with this as its only argument too, belong to its span.
type GeneratorExp struct {
	Span
	Elt        Expr
	Generators []*Comprehension
}

// Comprehension is one for of a comprehension, with its ifs. CPython's comprehension has no position; this one's span begins at
// the word for (or async).
type Comprehension struct {
	Span
	Async  bool
	Target Expr
	Iter   Expr
	Ifs    []Expr
}

// Await is await Value.
type Await struct {
	Span
	Value Expr
}

// Yield is yield Value.
type Yield struct {
	Span
	Value Expr // nil: none
}

// YieldFrom is yield from Value.
type YieldFrom struct {
	Span
	Value Expr
}

// Compare is Left Ops[0] Comparators[0] Ops[1] Comparators[1] ...
type Compare struct {
	Span
	Left        Expr
	Ops         []CompareOperator
	Comparators []Expr
}

// Call is Func(Args, Keywords). Stars among the positional arguments are *Starred in Args; what follows in the source may be
// mixed: f(a=1, *b) evaluates b first, as CPython does.
type Call struct {
	Span
	Func     Expr
	Args     []Expr
	Keywords []*Keyword
}

// Keyword is Arg=Value, or **Value if Arg is empty.
type Keyword struct {
	Span
	Arg   string
	Value Expr
}

// FormattedValue is one {field} of an f-string.
type FormattedValue struct {
	Span
	Value      Expr
	Conversion byte // 's', 'r', 'a', or 0: none
	FormatSpec Expr // nil, or a *JoinedStr
}

// JoinedStr is an f-string, or strings of which one is an f-string: text (string *Constant) and *FormattedValue.
type JoinedStr struct {
	Span
	Values []Expr
}

// Constant is a literal. Value is one of
//
//	nil         None
//	bool        True, False
//	int64       an integer that fits
//	*big.Int    an integer that does not fit an int64
//	float64     a number with a point or an exponent
//	Imaginary   a number with a j
//	string      text, in UTF-8; a lone surrogate, as in '\ud800', is the three bytes that UTF-8 would have for it
//	Bytes       b'...'
//	Ellipsis    ...
type Constant struct {
	Span
	Value any
	U     bool // the (first) string has the prefix u: CPython's kind
}

// Imaginary is the value of 2j: the imaginary part.
type Imaginary float64

// Bytes is the value of a bytes literal.
type Bytes string

// Ellipsis is the value of "...".
type Ellipsis struct{}

// Attribute is Value.Attr.
type Attribute struct {
	Span
	Value Expr
	Attr  string
	Ctx   Context
}

// Subscript is Value[Slice].
type Subscript struct {
	Span
	Value Expr
	Slice Expr // may be a *Slice, or a *Tuple that holds some
	Ctx   Context
}

// Starred is *Value.
type Starred struct {
	Span
	Value Expr
	Ctx   Context
}

// Name is an identifier, in Unicode's form NFKC as Python compares identifiers.
type Name struct {
	Span
	ID  string
	Ctx Context
}

// List is a list display, or a list of targets.
type List struct {
	Span
	Elts []Expr
	Ctx  Context
}

// Tuple is a tuple display, or several targets. Its parentheses belong to its span.
type Tuple struct {
	Span
	Elts []Expr
	Ctx  Context
}

// Slice is Lower:Upper:Step inside the brackets of a Subscript.
type Slice struct {
	Span
	Lower, Upper, Step Expr // nil: not given
}

// Arguments are the parameters of a function. CPython's arguments has no position; this one's span is that of its text, empty if
// there are none.
type Arguments struct {
	Span
	PosOnly    []*Arg // before the slash
	Args       []*Arg
	Vararg     *Arg // *args; nil: none
	KwOnly     []*Arg
	KwDefaults []Expr // as long as KwOnly; nil: no default
	Kwarg      *Arg   // **kwargs; nil: none
	Defaults   []Expr // those of the last len(Defaults) of PosOnly and Args together
}

// Arg is one parameter.
type Arg struct {
	Span
	Name       string
	Annotation Expr // nil: none
}

// MatchValue is a pattern that is equal to Value: a literal (with a sign, or a complex number) or a dotted name.
type MatchValue struct {
	Span
	Value Expr
}

// MatchSingleton is None, True or False as a pattern: Value is nil, true or false.
type MatchSingleton struct {
	Span
	Value any
}

// MatchSequence is [a, b, *c], with brackets, parentheses or neither.
type MatchSequence struct {
	Span
	Patterns []Pattern
}

// MatchMapping is {key: pattern, **Rest}.
type MatchMapping struct {
	Span
	Keys     []Expr
	Patterns []Pattern
	Rest     string // empty: no **
}

// MatchClass is Class(patterns, name=pattern).
type MatchClass struct {
	Span
	Class       Expr // *Name or *Attribute
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern // as long as KwdAttrs
}

// MatchStar is *name in a sequence.
type MatchStar struct {
	Span
	Name string // empty: *_
}

// MatchAs is pattern as name, a capture (no Pattern), or the wildcard _ (neither).
type MatchAs struct {
	Span
	Pattern Pattern // nil: anything
	Name    string  // empty: binds nothing
}

// MatchOr is a | b | ...
type MatchOr struct {
	Span
	Patterns []Pattern // at least two
}

// TypeVar is T, or T: Bound.
type TypeVar struct {
	Span
	Name  string
	Bound Expr // nil: none
}

// ParamSpec is **P.
type ParamSpec struct {
	Span
	Name string
}

// TypeVarTuple is *Ts.
type TypeVarTuple struct {
	Span
	Name string
}

// Context says what is done with a name, attribute, item or list of them.
type Context uint8

// What is done with a target: it is read, bound, or unbound.
const (
	Load Context = iota
	Store
	Del
)

// BoolOperator is an operator that may leave its right side alone.
type BoolOperator uint8

// The operators of a BoolOp.
const (
	And BoolOperator = iota
	Or
)

// Operator is an operator of a BinOp or an AugAssign.
type Operator uint8

// The operators of a BinOp: + - * @ / % ** << >> | ^ & //
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is an operator of a UnaryOp.
type UnaryOperator uint8

// The operators of a UnaryOp: ~ not + -
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CompareOperator is an operator of a Compare.
type CompareOperator uint8

// The operators of a Compare: == != < <= > >= is, is not, in, not in
const (
	Eq CompareOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*TypeAlias) stmt()   {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*JoinedStr) expr()      {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}

func (*TypeVar) typeParam()      {}
func (*ParamSpec) typeParam()    {}
func (*TypeVarTuple) typeParam() {}
