module example.com/bank

go 1.26.0

require github.com/gilsim/gilsim v0.0.0

require golang.org/x/text v0.43.0 // indirect

replace github.com/gilsim/gilsim => ../..
