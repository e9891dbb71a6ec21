package code

import (
	"fmt"
	"slices"
	"strings"
)

// Versions returns the versions of CPython that Compile knows, the oldest first. A free-threaded build, whose name ends in t, has
// the bytecodes of the version.
func Versions() []string { return slices.Clone(versionNames) }

var versionNames = []string{"2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.14t", "3.15", "3.15t"}

// A release is the place of a version in history, without its t.
type release int

const (
	v27 release = iota
	v36
	v37
	v38
	v39
	v310
	v311
	v312
	v313
	v314
	v315
)

var releases = map[string]release{"2.7": v27, "3.6": v36, "3.7": v37, "3.8": v38, "3.9": v39, "3.10": v310, "3.11": v311, "3.12": v312,
	"3.13": v313, "3.14": v314, "3.15": v315}

// parseVersion returns the release of a version such as "3.9" or "3.13t".
func parseVersion(name string) (release, error) {
	if slices.Contains(versionNames, name) {
		return releases[strings.TrimSuffix(name, "t")], nil
	}
	return 0, fmt.Errorf("no bytecodes of CPython %q are known: allowed are %s", name, strings.Join(versionNames, ", "))
}

// A feature is a way to compile something that some versions have.
type feature uint8

// The features; the table below says which versions have them. Sources are the versions of Python/compile.c, Python/flowgraph.c
// and Python/peephole.c, and the bytecode that the interpreters show (Lib/dis.py).
const (
	// Calls and names.
	loadMethod     feature = iota // o.m() is LOAD_METHOD, CALL_METHOD
	attrIsMethod                  // LOAD_METHOD is LOAD_ATTR with a bit
	methodKeywords                // o.m(k=1) is a method call too
	importedAttr                  // m.f() of an imported module m is an attribute and a call
	pushNull                      // a callable that is no method has a NULL beside it
	nullAfter                     // after the callable, and before it otherwise
	precall                       // PRECALL before CALL
	kwNames                       // KW_NAMES before CALL
	callKw                        // CALL_KW
	nullKwargs                    // CALL_FUNCTION_EX takes a NULL in place of keywords
	superAttr                     // super().m is LOAD_SUPER_ATTR
	listToTuple                   // f(*a, b) builds a list and a tuple of it
	keywordPairs                  // f(a=1) pushes each name

	// Statements.
	setupLoop        // SETUP_LOOP and POP_BLOCK around loops, BREAK_LOOP, CONTINUE_LOOP
	testAtBottom     // the test of while stands at its bottom, too
	endFor           // END_FOR behind a for, jumped over
	endForPop        // POP_TOP behind that, jumped over as well
	popIter          // POP_ITER behind that, executed
	finallyCalled    // finally is called as a subroutine: BEGIN_FINALLY, CALL_FINALLY, END_FINALLY
	finallyReason    // finally is told why it runs: LOAD_CONST None, END_FINALLY
	withSpecial      // with is LOAD_SPECIAL and CALL
	beforeWith       // with is BEFORE_WITH
	setupBlocks      // SETUP_FINALLY, POP_BLOCK are bytecodes; otherwise there is an exception table
	setupExcept      // SETUP_EXCEPT for except
	excMatchJump     // JUMP_IF_NOT_EXC_MATCH
	excMatchOp       // CHECK_EXC_MATCH
	popExcept        // POP_EXCEPT
	commonConstant   // AssertionError is a LOAD_COMMON_CONSTANT
	assertionGlobal  // AssertionError is a LOAD_GLOBAL
	lineNops         // NOP where a line has no other bytecode
	deferAnnotations // annotations are evaluated when asked for (PEP 649)
	annotationTuple  // a function's annotations are a tuple
	staticAttributes // a class stores __firstlineno__ and __static_attributes__
	boolNames        // True and False are names
	testValues       // and, or, not and chains in a test are values first
	plainHandlers    // except E as e does not unbind e
	foldWhole        // a test that is constant is removed while compiling

	// Expressions.
	binaryOp         // BINARY_OP for all operators
	copySwap         // COPY and SWAP in place of DUP and ROT
	binarySlice      // BINARY_SLICE, STORE_SLICE
	sliceOps         // SLICE+0 and so on
	containsIs       // CONTAINS_OP, IS_OP
	copyBool         // and, or are COPY, POP_JUMP_IF
	toBool           // TO_BOOL
	noneJumps        // POP_JUMP_IF_NONE
	extendDisplay    // [1, 2, 3] extends an empty list by a constant
	constKeyMap      // BUILD_CONST_KEY_MAP
	formatOps        // FORMAT_SIMPLE, FORMAT_WITH_SPEC, CONVERT_VALUE
	percentFormat    // "%s" % (x,) is an f-string
	inlineListComp   // a list comprehension has no function
	inlineComps      // set and dict comprehensions neither
	singleIteration  // "for y in [x]" in a comprehension is an assignment
	resume           // RESUME
	entryCheck       // the start of a function checks without a bytecode
	genStart         // GEN_START
	returnGenerator  // RETURN_GENERATOR
	sendLoop         // yield from is SEND, YIELD_VALUE, JUMP_BACKWARD_NO_INTERRUPT
	endSend          // END_SEND
	qualname         // LOAD_CONST of the qualified name before MAKE_FUNCTION
	functionAttrs    // SET_FUNCTION_ATTRIBUTE
	closureIsFast    // LOAD_CLOSURE is LOAD_FAST
	makeCell         // MAKE_CELL, COPY_FREE_VARS
	returnConst      // RETURN_CONST
	loadFastCheck    // LOAD_FAST_CHECK of a variable that may be unset
	fastPairs        // LOAD_FAST_LOAD_FAST, STORE_FAST_LOAD_FAST, STORE_FAST_STORE_FAST
	borrow           // LOAD_FAST_BORROW
	smallInt         // LOAD_SMALL_INT
	subscrIsBinaryOp // BINARY_SUBSCR is BINARY_OP
	notTaken         // NOT_TAKEN behind a conditional jump
	forwardOnly      // conditional jumps go forward alone
	directedJumps    // JUMP_BACKWARD, and POP_JUMP_FORWARD_IF_TRUE and so on in 3.11

	// The optimiser.
	peephole  // Python/peephole.c
	flowGraph // basic blocks
	staticSwap
	coldBlocks

	numFeatures
)

// table is the one place where versions differ in their bytecodes: each feature, and the first and last version that has it.
var table = [numFeatures]struct{ first, last release }{
	loadMethod:     {v37, v315},
	attrIsMethod:   {v312, v315},
	methodKeywords: {v311, v315},
	importedAttr:   {v311, v315},
	pushNull:       {v311, v315},
	nullAfter:      {v313, v315},
	precall:        {v311, v311},
	kwNames:        {v311, v312},
	callKw:         {v313, v315},
	nullKwargs:     {v314, v315},
	superAttr:      {v312, v315},
	listToTuple:    {v39, v315},
	keywordPairs:   {v27, v27},

	setupLoop:        {v27, v37},
	testAtBottom:     {v310, v313},
	endFor:           {v312, v315},
	endForPop:        {v313, v313},
	popIter:          {v314, v315},
	finallyCalled:    {v38, v38},
	finallyReason:    {v27, v37},
	withSpecial:      {v314, v315},
	beforeWith:       {v311, v313},
	setupBlocks:      {v27, v310},
	setupExcept:      {v27, v37},
	excMatchJump:     {v39, v310},
	excMatchOp:       {v311, v315},
	popExcept:        {v36, v315},
	commonConstant:   {v314, v315},
	assertionGlobal:  {v27, v38},
	lineNops:         {v310, v315},
	deferAnnotations: {v314, v315},
	annotationTuple:  {v310, v313},
	staticAttributes: {v313, v315},
	boolNames:        {v27, v27},
	testValues:       {v27, v36},
	plainHandlers:    {v27, v27},
	foldWhole:        {v27, v39},

	binaryOp:         {v311, v315},
	copySwap:         {v311, v315},
	binarySlice:      {v312, v315},
	sliceOps:         {v27, v27},
	containsIs:       {v39, v315},
	copyBool:         {v312, v315},
	toBool:           {v313, v315},
	noneJumps:        {v311, v315},
	extendDisplay:    {v39, v315},
	constKeyMap:      {v36, v313},
	formatOps:        {v313, v315},
	percentFormat:    {v311, v315},
	inlineComps:      {v312, v315},
	singleIteration:  {v39, v315},
	resume:           {v311, v315},
	entryCheck:       {v36, v310},
	genStart:         {v310, v310},
	returnGenerator:  {v311, v315},
	sendLoop:         {v311, v315},
	endSend:          {v312, v315},
	qualname:         {v36, v310},
	functionAttrs:    {v313, v315},
	closureIsFast:    {v313, v315},
	makeCell:         {v311, v315},
	returnConst:      {v312, v313},
	loadFastCheck:    {v312, v315},
	fastPairs:        {v313, v315},
	borrow:           {v314, v315},
	smallInt:         {v314, v315},
	subscrIsBinaryOp: {v314, v315},
	notTaken:         {v314, v315},
	forwardOnly:      {v312, v315},
	directedJumps:    {v311, v315},

	peephole:   {v27, v39},
	flowGraph:  {v310, v315},
	staticSwap: {v311, v315},
	coldBlocks: {v312, v315},
}

// has reports whether a version has a feature.
func (r release) has(f feature) bool {
	if f == inlineListComp {
		return r == v27 || r >= v312 // 2.7 inlined them, 3.0 to 3.11 did not
	}
	return table[f].first <= r && r <= table[f].last
}
