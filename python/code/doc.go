// Package code compiles Python source to the instructions that gilsim's machine executes.
//
// There is one machine for every version of CPython, so there is one set of instructions, Op. What differs between versions is
// data beside each instruction: how many bytecodes of that version it stands for, how many of them 2.7's ticker counts, and
// whether the holder of the lock looks after it whether it must let go. So a compiled File is for one version.
//
// The compiler knows each version's bytecodes, one by one: it emits the sequence that CPython's compiler emits, and lowers
// it at the end. A bytecode that has nothing to do here (PUSH_NULL, SETUP_LOOP, POP_BLOCK) is counted by the instruction beside it,
// on the same path.
//
// Here live the symbols (which name is which kind of variable), the compiler, the table of versions, the disassembler and what
// it says about atomicity. No value of a running program lives here: constants are plain Go data.
package code
