package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

type dir string

func (d dir) Find(m string) (string, []byte, bool, bool) {
	p := filepath.Join(string(d), strings.ReplaceAll(m, ".", "/"))
	if b, err := os.ReadFile(p + ".py"); err == nil {
		return p + ".py", b, false, true
	}
	if b, err := os.ReadFile(p + "/__init__.py"); err == nil {
		return p + "/__init__.py", b, true, true
	}
	return "", nil, false, false
}

func main() {
	v := flag.String("python", "3.11", "")
	seed := flag.Uint64("seed", 1, "")
	cores := flag.Int("cores", 2, "")
	interval := flag.Duration("interval", 0, "")
	prof := flag.String("prof", "", "")
	timing := flag.Bool("time", false, "")
	flag.Parse()
	src, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		panic(err)
	}
	p, err := python.Compile(flag.Arg(0), src, *v, dir(filepath.Dir(flag.Arg(0))))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, m := range p.Missing {
		fmt.Fprintln(os.Stderr, "missing", m)
	}
	if *prof != "" {
		f, _ := os.Create(*prof)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	cfg := sim.Config{Cores: *cores}
	era, err := gil.CPython(*v)
	if err != nil {
		panic(err)
	}
	lock := era.Lock
	if *interval > 0 {
		lock.Interval = *interval
	}
	cfg.GIL = lock
	cfg.Strategy = choice.Seeded(*seed)
	e := p.Start(python.Options{Args: flag.Args()[1:]})
	start := time.Now()
	r, err := sim.RunRunner(cfg, e)
	took := time.Since(start)
	res := e.Result()
	fmt.Print(res.Stdout)
	fmt.Fprint(os.Stderr, res.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ERR", err)
	}
	if *timing {
		fmt.Fprintln(os.Stderr, took, r.Wall, r.Steps, r.Threads)
	}
	os.Exit(res.Status)
}
