package gil_test
import ("testing";"fmt";"time"
"github.com/gilsim/gilsim/sched"
"github.com/gilsim/gilsim/trace"
"github.com/gilsim/gilsim/gil")
func TestZZ(t *testing.T){
   l:=50*time.Microsecond
   c:=on(2,gil.Config{Discipline:gil.Ticks}); c.WakeIdle,c.WakeBusy=l,l
   tr:=record(t,c,spinners(2,4e6))
   n:=0
   lastd:=trace.Event{}
 for _,e:=range tr.Events { if e.Time<272000 || e.Time>272700 {continue}; fmt.Println(e.Time,e.Core,e.Thread,e.Kind,e.Obj,e.Arg); continue
   if (e.Kind==trace.Drop ||e.Kind==trace.Take) && e.Thread==lastd.Thread {lastd=e; continue}
   n++; if n<60 {fmt.Println(e.Time,e.Core,e.Thread,e.Kind,e.Obj,e.Arg)}
   if e.Kind==trace.Take||e.Kind==trace.Drop { lastd=e}
   }
   _=sched.FIFO
}
