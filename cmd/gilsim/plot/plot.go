// This file defines charts, and lays them out side by side.

package plot

import (
	"fmt"
	"image/color"
	"io"
	"path/filepath"
	"strings"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Chart is curves over one pair of axes, which begin at 0.
type Chart struct {
	Title  string
	X, Y   string // what is on the axes, with the unit
	Curves []Curve
}

// A Curve is points that a line joins, in the order in which they are given.
type Curve struct {
	Name   string // in the legend
	Color  int    // curves of the same number have the same colour
	Dashed bool   // the line has gaps, and its points are hollow
	Points [][2]float64
}

// The size of one chart, and the distance between the axes and what stands around them.
const (
	chartWidth  = 16 * vg.Centimeter
	chartHeight = 11 * vg.Centimeter
	margin      = 4 * vg.Millimeter
)

// formats are the kinds of files, by their ending.
var formats = []string{".svg", ".png"}

// Check says whether a file of this name can be drawn: it must end in .svg or .png.
func Check(path string) error {
	for _, f := range formats {
		if strings.EqualFold(filepath.Ext(path), f) {
			return nil
		}
	}
	return fmt.Errorf("%s: a plot is a file that ends in %s", path, strings.Join(formats, " or "))
}

// Write draws the charts side by side, in the format that the ending of the path says, and writes them.
func Write(w io.Writer, path string, charts []Chart) error {
	if err := Check(path); err != nil {
		return err
	}
	width, height := chartWidth*vg.Length(len(charts)), chartHeight
	var canvas interface {
		vg.CanvasSizer
		io.WriterTo
	}
	if strings.EqualFold(filepath.Ext(path), ".svg") {
		canvas = vgsvg.New(width, height)
	} else {
		canvas = vgimg.PngCanvas{Canvas: vgimg.New(width, height)}
	}
	whole := draw.New(canvas)
	for i := range charts {
		p, err := charts[i].plot()
		if err != nil {
			return err
		}
		left := chartWidth * vg.Length(i)
		p.Draw(draw.Crop(whole, left+margin, left+chartWidth-margin-width, margin, -margin))
	}
	_, err := canvas.WriteTo(w)
	return err
}

func (c *Chart) plot() (*gonum.Plot, error) {
	p := gonum.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = c.Title, c.X, c.Y
	p.X.Tick.Marker, p.Y.Tick.Marker = steps{}, steps{}
	p.Add(plotter.NewGrid())
	p.Legend.Top, p.Legend.Left = true, true
	p.X.Min, p.Y.Min = 0, 0
	for i := range c.Curves {
		if err := c.Curves[i].addTo(p); err != nil {
			return nil, err
		}
	}
	p.X.Min, p.Y.Min = 0, 0
	p.Y.Max *= 1 + 0.12*float64(1+len(c.Curves))/2 // room for the legend
	return p, nil
}

// colors can be told apart by those who do not see all colours: those of Okabe and Ito.
var colors = []color.RGBA{
	{0, 114, 178, 255}, {213, 94, 0, 255}, {0, 158, 115, 255}, {204, 121, 167, 255},
	{230, 159, 0, 255}, {86, 180, 233, 255}, {0, 0, 0, 255},
}

func (c *Curve) addTo(p *gonum.Plot) error {
	points := make(plotter.XYs, len(c.Points))
	for i, at := range c.Points {
		points[i] = plotter.XY{X: at[0], Y: at[1]}
	}
	if len(points) == 0 {
		return nil // a run that failed has none
	}
	line, dots, err := plotter.NewLinePoints(points)
	if err != nil {
		return fmt.Errorf("the curve %q cannot be drawn: %w", c.Name, err)
	}
	line.Color = colors[c.Color%len(colors)]
	dots.Color = line.Color
	dots.Shape = draw.CircleGlyph{}
	if c.Dashed {
		line.Dashes = []vg.Length{vg.Points(4), vg.Points(3)}
		dots.Shape = draw.RingGlyph{}
	}
	p.Add(line, dots)
	p.Legend.Add(c.Name, line, dots)
	return nil
}
