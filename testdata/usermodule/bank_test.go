// A user's own program, its golden test and its replay, in a module of their own.
package bank

import (
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace/tracetest"
)

func transfer(t *sched.Thread) {
	balance := sched.NewVar(t, "balance", 100)
	deposit := t.Spawn("deposit", func(t *sched.Thread) { balance.Set(t, balance.Get(t)+50) })
	balance.Set(t, balance.Get(t)-30)
	t.Join(deposit)
	t.Print("balance =", balance.Get(t))
}

func TestTransfer(t *testing.T) {
	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}}
	tracetest.Golden(t, "testdata/transfer.trace", cfg, transfer)
	tracetest.Replay(t, "testdata/transfer.trace", transfer)
}
