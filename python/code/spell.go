package code

import "strings"

// plainOperators are the names that versions up to 3.10 give to operators, behind BINARY_ or INPLACE_.
var plainOperators = [...]string{"ADD", "AND", "FLOOR_DIVIDE", "LSHIFT", "MATRIX_MULTIPLY", "MULTIPLY", "MODULO", "OR", "POWER", "RSHIFT",
	"SUBTRACT", "TRUE_DIVIDE", "XOR"}

// spell returns the version's name of an instruction.
func (r release) spell(op Op, arg int32) string {
	switch op {
	case BinaryAdd, BinarySubtract, BinaryMultiply, BinaryOp:
		if r.has(binaryOp) {
			return "BINARY_OP"
		}
		plain, inplace := Operator(arg).Inplace()
		if inplace {
			return "INPLACE_" + plainOperators[plain]
		}
		return "BINARY_" + plainOperators[plain]
	case BinarySubscr:
		if r.has(subscrIsBinaryOp) {
			return "BINARY_OP"
		}
	case IsOp, ContainsOp:
		if !r.has(containsIs) {
			return "COMPARE_OP"
		}
	case UnaryPositive:
		if r >= v312 {
			return "CALL_INTRINSIC_1"
		}
	case LoadMethod:
		if !r.has(loadMethod) || r.has(attrIsMethod) {
			return "LOAD_ATTR"
		}
	case Call, CallMethod, CallKw, CallMethodKw:
		return r.spellCall(op)
	case CallEx:
		if r.has(keywordPairs) {
			return "CALL_FUNCTION_VAR"
		}
		return "CALL_FUNCTION_EX"
	case LoadFast:
		if r.has(borrow) {
			return "LOAD_FAST_BORROW"
		}
	case LoadClassDeref:
		if r >= v312 {
			return "LOAD_FROM_DICT_OR_DEREF"
		}
		return "LOAD_CLASSDEREF"
	case DupTopTwo:
		if r == v27 {
			return "DUP_TOPX"
		}
	case LoadAssertionError:
		switch {
		case r.has(assertionGlobal):
			return "LOAD_GLOBAL"
		case r.has(commonConstant):
			return "LOAD_COMMON_CONSTANT"
		}
	case Send:
		if !r.has(sendLoop) {
			return "YIELD_FROM"
		}
	case Jump:
		return "JUMP_ABSOLUTE"
	}
	return op.String()
}

// spellCall returns the version's name of a call.
func (r release) spellCall(op Op) string {
	switch {
	case r.has(pushNull):
		if op == CallKw || op == CallMethodKw {
			if r.has(callKw) {
				return "CALL_KW"
			}
		}
		return "CALL"
	case op == CallMethod && r.has(loadMethod):
		return "CALL_METHOD"
	case (op == CallKw || op == CallMethodKw) && !r.has(keywordPairs):
		return "CALL_FUNCTION_KW"
	}
	return "CALL_FUNCTION"
}

// spellJump returns the version's name of a jump, now that it is known whether it goes back.
func (r release) spellJump(i *inst, back bool) string {
	if r == v310 && i.op == Jump && i.name != "" {
		if back {
			return "JUMP_ABSOLUTE"
		}
		return "JUMP_FORWARD"
	}
	if !r.has(directedJumps) || i.name == "" {
		return i.name
	}
	switch {
	case i.op == Jump:
		switch {
		case back && strings.HasSuffix(i.name, "NO_INTERRUPT"):
			return "JUMP_BACKWARD_NO_INTERRUPT"
		case back:
			return "JUMP_BACKWARD"
		}
		return "JUMP_FORWARD"
	case i.isConditional() && r == v311:
		if back {
			return strings.Replace(i.name, "POP_JUMP_IF", "POP_JUMP_BACKWARD_IF", 1)
		}
		return strings.Replace(i.name, "POP_JUMP_IF", "POP_JUMP_FORWARD_IF", 1)
	}
	return i.name
}
