package native

import "testing"

func TestTheTimeThatCoresAreBusyIsNeitherIdleNorStolen(t *testing.T) {
	const stat = "cpu  100 20 3 4000 500 6 7 80 9 10\ncpu0 50 10 1 2000 250 3 3 40 4 5\ncpu1 50 10 2 2000 250 3 4 40 5 5\nintr 1 2\nctxt 3\n"
	time, cores := busy([]byte(stat))
	if want := known((100 + 20 + 3 + 6 + 7) * 10_000_000); time != want || cores != 2 {
		t.Errorf("%+v on %d cores, want %+v on 2", time, cores, want)
	}
	for _, bad := range []string{"", "cpu 1 2 3\n", "cpu  x 20 3 4000 500 6 7 80\n"} {
		if time, _ := busy([]byte(bad)); time.Known {
			t.Errorf("%q gives %+v, want nothing", bad, time)
		}
	}
}
