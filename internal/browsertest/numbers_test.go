package browsertest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// Lists of numbers come back as they were written, whatever room their longest number asks for, and in a browser that cannot decode base64
// by itself, too. The largest and smallest numbers of each length stand beside small ones.
func TestNumbersComeBack(t *testing.T) {
	build := exec.Command("go", "tool", "-modfile=tools.mod", "esbuild", "trace/export/page/app/data.ts", "--bundle", "--format=iife", "--global-name=data", "--target=es2020", "--log-level=warning")
	build.Dir = filepath.Join("..", "..")
	script, err := build.Output()
	if err != nil {
		t.Fatalf("esbuild failed: %v", err)
	}
	p := open(t, "about:blank")
	is[bool](p, string(script)+`; globalThis.data = data; true`)
	random := rand.New(rand.NewPCG(1, 2))
	for _, own := range []bool{true, false} {
		if !own {
			is[bool](p, "delete Uint8Array.fromBase64")
		}
		for bits := 6; bits <= 51; bits++ { // what is written is twice as large at most, and exact in a script below 2^53
			edge := int64(1) << bits
			numbers := []int64{0, 1, -1, edge - 1, -edge, edge, -edge - 1, random.Int64N(edge), -random.Int64N(edge)}
			for _, list := range [][]int64{numbers[:4], numbers[:5], numbers, nil} {
				checkUnpack(p, "unpack", list, list)
				checkUnpack(p, "unpackWide", list, list)
				checkUnpack(p, "unpackTimes", list, sums(list))
				if bits < 28 {
					checkUnpack(p, "unpackEvents", list, sums(list))
				}
			}
		}
	}
}

// sums returns what numbers add up to, each with those before it.
func sums(numbers []int64) (list []int64) {
	sum := int64(0)
	for _, n := range numbers {
		sum += n
		list = append(list, sum)
	}
	return list
}

// checkUnpack fails unless a function of the page makes just the numbers that are wanted from those that are written.
func checkUnpack(p *tab, function string, written, want []int64) {
	p.Helper()
	var packed []byte
	for _, n := range written {
		packed = binary.AppendVarint(packed, n)
	}
	var got []int64
	text := is[string](p, fmt.Sprintf("JSON.stringify(Array.from(data.%s(%q, 0)))", function, base64.StdEncoding.EncodeToString(packed)))
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		p.Fatalf("%s of %v is %s: %v", function, written, text, err)
	}
	if !slices.Equal(got, want) {
		p.Errorf("%s of %v is %v, want %v", function, written, got, want)
	}
}
