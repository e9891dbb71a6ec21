// Package browsertest drives the pages of gilsim in a real browser, as a reader does: with clicks and keys, the content security
// policy in force. It is a module of its own so that whoever imports gilsim's packages need not know the driver's.
//
//	go test ./...                    with the chromium that is found; without one the tests are skipped
//	go test ./... -shots DIR         keeps a picture of each page
package browsertest

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var (
	browserName = flag.String("browser", "", "the browser, of the Chromium family (default: the one that is found)")
	shots       = flag.String("shots", "", "a directory for pictures of the pages")
)

// gilsim is the command that is tested.
var gilsim string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "gilsim")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer os.RemoveAll(dir)
	gilsim = filepath.Join(dir, "gilsim")
	build := exec.Command("go", "build", "-o", gilsim, "./cmd/gilsim")
	build.Dir = filepath.Join("..", "..")
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building gilsim failed: %v\n%s", err, text)
		return 2
	}
	return m.Run()
}

// findBrowser returns the browser's program, and skips the test if there is none.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{*browserName, "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Skip("there is no browser of the Chromium family: install chromium, or name one with -browser")
	return ""
}

// A tab is a page in the browser. Whatever its script throws fails the test.
type tab struct {
	*testing.T
	ctx context.Context
}

// open opens an address in a browser of its own, after what is to be done before that.
func open(t *testing.T, address string, before ...func(p *tab)) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findBrowser(t)), chromedp.NoSandbox, chromedp.WindowSize(1400, 900))
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	p := &tab{t, ctx}
	if err := chromedp.Listen(ctx, func(event any) {
		if thrown, ok := event.(*runtime.EventExceptionThrown); ok {
			t.Errorf("the page's script has thrown: %v", thrown.ExceptionDetails)
		}
	}); err != nil {
		t.Fatal(err)
	}
	for _, f := range before {
		f(p)
	}
	p.do(chromedp.Navigate(address))
	return p
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.Fatal(err)
	}
}

// is returns what a JavaScript expression is; a promise is waited for.
func is[T any](p *tab, expression string) T {
	p.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return value
}

// text returns the text of an element.
func (p *tab) text(id string) string {
	p.Helper()
	return is[string](p, fmt.Sprintf("document.getElementById(%q).textContent", id))
}

// press presses keys, one after the other.
func (p *tab) press(keys ...string) {
	p.Helper()
	for _, key := range keys {
		p.do(chromedp.KeyEvent(key))
	}
}

func (p *tab) click(id string) {
	p.Helper()
	p.do(chromedp.Click(chromedp.ID(id)))
}

// until waits for a condition in JavaScript. While a page is being loaded it may be asked in vain.
func (p *tab) until(condition string) {
	p.Helper()
	var last error
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(20 * time.Millisecond) {
		yes, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && yes {
			return
		}
		last = err
	}
	p.Fatalf("%s does not become true: %v", condition, last)
}

// wants fails unless an element has this text.
func (p *tab) wants(id, want string) {
	p.Helper()
	if got := p.text(id); got != want {
		p.Errorf("%s is %q, want %q", id, got, want)
	}
}

// shot keeps a picture of the page.
func (p *tab) shot(name string) {
	p.Helper()
	if *shots == "" {
		return
	}
	p.do(chromedp.Sleep(200 * time.Millisecond))
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
		p.Fatal(err)
	}
}

// dark has the system be dark.
func dark(p *tab) {
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, media); err != nil {
		p.Fatal(err)
	}
}

// command runs gilsim, and returns what it prints.
func command(t *testing.T, args ...string) string {
	t.Helper()
	text, err := exec.Command(gilsim, args...).CombinedOutput()
	if err != nil && !strings.Contains(err.Error(), "exit status 1") {
		t.Fatalf("gilsim %s: %v\n%s", strings.Join(args, " "), err, text)
	}
	return string(text)
}

// page has gilsim write a page, and returns its address. args are those of a run.
func page(t *testing.T, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	command(t, append(args, "--real=false", "--html="+path)...)
	return "file://" + path
}

// serve starts gilsim play, and returns the address that it prints.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	findBrowser(t)
	cmd := exec.Command(gilsim, append([]string{"play"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("gilsim play ended with %v, want a good end after Ctrl-C", err)
		}
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("gilsim play printed no address")
	}
	address := lines.Text()
	go func() { // so that it can print the rest
		for lines.Scan() {
		}
	}()
	return address
}

// The keys of the page that have no letter.
const (
	right = kb.ArrowRight
	left  = kb.ArrowLeft
	home  = kb.Home
	end   = kb.End
)
