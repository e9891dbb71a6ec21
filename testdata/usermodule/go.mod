module example.com/bank

go 1.26.0

require github.com/gilsim/gilsim v0.0.0

replace github.com/gilsim/gilsim => ../..
