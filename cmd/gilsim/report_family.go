// This file lays out the table of a family: a row for each machine of each lock and model.

package main

// familyFigures returns the columns of the table: the figures, and how they are called there.
func familyFigures() []struct{ key, title string } {
	return []struct{ key, title string }{
		{throughput, "requests/s"}, {"latency_median_seconds", "median"}, {"latency_p95_seconds", "p95"}, {"latency_p99_seconds", "p99"},
		{"cpu_percent", "CPU"}, {"voluntary_per_second", "gave up/s"}, {"copy_seconds", "received in"},
	}
}

// familyColumns returns the columns of the table, but for the error.
func familyColumns(varies string) []column {
	columns := []column{{title: "gil", left: true}, {title: varies, left: true}, {left: true}}
	for i, f := range familyFigures() {
		c := column{title: f.title}
		if i > 1 {
			c.spare = i + 1
		}
		columns = append(columns, c)
	}
	return columns
}

// familyTexts returns the figures of the table's columns.
func (r *reading) familyTexts() []string {
	var row []string
	specs := figureSpecs()
	for _, f := range familyFigures() {
		for i := range specs {
			if specs[i].key == f.key {
				row = append(row, withoutUnit(cellText(&specs[i], r.figures[i])))
			}
		}
	}
	return row
}
