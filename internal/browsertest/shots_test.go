package browsertest

import "testing"

func TestShotsOfTheGame(t *testing.T) {
	p := open(t, serve(t, "balance", "--gil=off"))
	p.until(`document.querySelector("#options .option")`)
	p.press("1", "2", "1")
	p.press("h")
	p.shot("game")
}
