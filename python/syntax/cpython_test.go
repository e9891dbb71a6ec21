package syntax

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// cpython returns an installed CPython 3.12, or skips the test.
func cpython(t *testing.T) string {
	home, _ := os.UserHomeDir()
	found, _ := filepath.Glob(filepath.Join(home, ".pyenv", "versions", "3.12.*", "bin", "python"))
	if len(found) > 0 {
		return found[len(found)-1]
	}
	path, err := exec.LookPath("python3.12")
	if err != nil {
		t.Skip("no CPython 3.12 is installed")
	}
	return path
}

// dumps runs testdata/dump.py on files and calls f with what it says of each.
func dumps(t *testing.T, files []string, f func(name string, tree []byte, ok bool)) {
	t.Helper()
	cmd := exec.Command(cpython(t), filepath.Join("testdata", "dump.py"))
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReaderSize(out, 1<<20)
	for range files {
		head, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(strings.TrimSuffix(head, "\n"), "\t")
		n, err := strconv.Atoi(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		tree := make([]byte, n+1)
		if _, err := io.ReadFull(r, tree); err != nil {
			t.Fatal(err)
		}
		f(parts[0], tree[:n], parts[2] == "ok")
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// otherEncodings are files in encodings that are not read.
var otherEncodings = []string{"module_koi8_r.py", "clock.py"}

var everyFile = flag.Int("every-file", 10, "of how many files of CPython's library one is read")

// TestStandardLibrary holds that the files of CPython's own library give CPython's own trees, positions included, or an error where
// CPython finds one.
func TestStandardLibrary(t *testing.T) {
	out, err := exec.Command(cpython(t), "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(strings.TrimSpace(string(out)), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "site-packages" {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".py" && !slices.Contains(otherEncodings, d.Name()) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sample := files[:0]
	for i := 0; i < len(files); i += *everyFile {
		sample = append(sample, files[i])
	}
	files = sample
	differences := 0
	dumps(t, files, func(name string, tree []byte, ok bool) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if why := difference(name, src, tree, ok); why != "" {
			if differences++; differences <= 20 {
				t.Error(why)
			}
		}
	})
	t.Logf("%d files, %d differences", len(files), differences)
}

// difference says where the tree of a source departs from the one that CPython makes, or nothing.
func difference(name string, src, tree []byte, ok bool) string {
	m, _, err := Parse(name, src)
	switch {
	case !ok && err == nil:
		return fmt.Sprintf("%s: no error, but CPython has %s", name, tree)
	case !ok:
		return ""
	case err != nil:
		return fmt.Sprintf("%v, but CPython has a tree", err)
	}
	got := []byte(dump(m))
	if bytes.Equal(got, tree) {
		return ""
	}
	i := 0
	for i < len(got) && i < len(tree) && got[i] == tree[i] {
		i++
	}
	around := func(b []byte) []byte { return b[max(0, i-120):min(len(b), i+80)] }
	return fmt.Sprintf("%s: have\n%s\nCPython has\n%s", name, around(got), around(tree))
}
