package plot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/plot"
)

// charts are two charts with a solid and a dashed curve each, and one that has no points.
func charts() []plot.Chart {
	curves := []plot.Curve{
		{Name: "on, predicted", Dashed: true, Points: [][2]float64{{1, 1}, {2, 1}, {4, 1}}},
		{Name: "off, measured", Color: 8, Points: [][2]float64{{1, 1}, {2, 2}, {4, 2}}},
		{Name: "nothing"},
	}
	return []plot.Chart{{Title: "Speed", X: "threads", Y: "times", Curves: curves}, {Title: "CPU", X: "threads", Y: "percent", Curves: curves}}
}

func TestTheEndingChoosesTheFormat(t *testing.T) {
	var svg, image bytes.Buffer
	if err := plot.Write(&svg, "a.SVG", charts()); err != nil {
		t.Fatal(err)
	}
	text := svg.String()
	for _, want := range []string{"Speed", "CPU", "on, predicted", "off, measured", "threads"} {
		if !strings.Contains(text, want) {
			t.Errorf("the picture does not have %q", want)
		}
	}
	if strings.Contains(text, "nothing") {
		t.Error("the legend names a curve that has no points")
	}
	for d := xml.NewDecoder(&svg); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := plot.Write(&image, "a.png", charts()); err != nil {
		t.Fatal(err)
	}
	if picture, err := png.Decode(&image); err != nil || picture.Bounds().Dx() < 2*picture.Bounds().Dy() {
		t.Errorf("the picture is no two charts side by side: %v, %v", picture.Bounds(), err)
	}
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	if err := plot.Write(io.Discard, "a.gif", charts()); err == nil || !strings.Contains(err.Error(), ".svg or .png") {
		t.Errorf("a.gif: %v", err)
	}
	bad := []plot.Chart{{Curves: []plot.Curve{{Name: "x", Points: [][2]float64{{1, math.NaN()}}}}}}
	if err := plot.Write(io.Discard, "a.svg", bad); err == nil || !strings.Contains(err.Error(), `"x"`) {
		t.Errorf("a curve with no number: %v", err)
	}
}
