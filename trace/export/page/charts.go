// This file defines charts: what is beside the runs of a page in figures, of more runs than the page has.

package page

// A Chart is curves over one pair of axes, which begin at 0, or bars.
type Chart struct {
	Title  Text    `json:"title"`
	X      Text    `json:"x"` // what is on the axes, with the unit
	Y      Text    `json:"y"`
	Curves []Curve `json:"curves,omitempty"`
	Bars   []Bar   `json:"bars,omitempty"`
}

// A Curve is points that a line joins.
type Curve struct {
	Name   Text    `json:"name"`
	Color  int     `json:"color"`  // curves of the same number have the same colour
	Dashed bool    `json:"dashed"` // what is predicted, beside what is measured
	Points []Point `json:"points"`
}

// A Point is one of a curve, and how far what was measured there lies apart.
type Point struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// A Bar is a part of a whole.
type Bar struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Share float64 `json:"share"` // from 0 to 1
	Wrong bool    `json:"wrong"`
}
