package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCalibrateWritesAFileThatProfileTakes(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures for some seconds")
	}
	file := filepath.Join(t.TempDir(), "mine.txt")
	began := time.Now()
	out := mustRun(t, "calibrate", "-o", file)
	if d := time.Since(began); d > 10*time.Second || !strings.Contains(out, "bytecode-ps") || !strings.Contains(out, file) {
		t.Errorf("after %v:\n%s", d, out)
	}
	if text, err := os.ReadFile(file); err != nil || !bytes.Contains(text, []byte("\nbytecode-ps ")) || !bytes.Contains(text, []byte("\nsocket-send-ns ")) {
		t.Errorf("%s\n%v", text, err)
	}
	mustRun(t, "--real=false", "--threads=2", "--param=rounds=1000", "--profile="+file)
}
