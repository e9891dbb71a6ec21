// This file defines the instructions of match (PEP 634).

package python

import "github.com/gilsim/gilsim/python/code"

// match executes such an instruction.
func (t *Thread) match(in *code.Instr) outcome {
	f := t.frame
	switch in.Op {
	case code.MatchMapping:
		v := f.stack[f.sp-1]
		if v.layout() == layoutInstance {
			return t.call(t.interp.twins.get("_is_mapping"), []Value{v}, nil, continuation{})
		}
		f.push(boolean(v.layout() == layoutDict))
	case code.MatchSequence:
		v := f.stack[f.sp-1]
		if v.layout() == layoutInstance {
			return t.call(t.interp.twins.get("_is_sequence"), []Value{v}, nil, continuation{})
		}
		f.push(boolean(v.layout() == layoutList || v.layout() == layoutTuple || v.layout() == layoutRange || isDeque(v)))
	case code.MatchKeys:
		return t.call(t.interp.twins.get("_match_keys"), []Value{f.stack[f.sp-2], f.stack[f.sp-1]}, nil, continuation{})
	case code.MatchClass:
		f.sp -= 3
		args := []Value{f.stack[f.sp], f.stack[f.sp+1], f.stack[f.sp+2], integer(int64(in.Arg))}
		return t.call(t.interp.twins.get("_match_class"), args, nil, continuation{})
	}
	return goes
}
