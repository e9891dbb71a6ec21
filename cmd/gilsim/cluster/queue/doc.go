// Package queue holds jobs, the tasks of their shards and the results of those in NATS JetStream, and has a master and workers meet
// there.
//
//	gilsim.job.ID.PART                what the job is, in parts that fit into messages
//	gilsim.task.VERSION.ID.SHARD      an empty message: the shard is to be done
//	gilsim.result.ID.SHARD.PART       what came of it
//	gilsim.master.ID                  a master tells that it is there, once a second (this and the next are not stored)
//	gilsim.worker.ID                  a worker tells what it is doing, once a second
//
// ID is the hash of the job: a master that comes again with the same job finds what there is of it. VERSION is that of gilsim, so that a
// worker is never given a task of another one.
//
// # Which results there are
//
// Every stream holds one message a subject at most and refuses a second one (MaxMsgsPerSubject 1, DiscardNewPerSubject). A task is in
// its queue until it is acknowledged, which a worker does when the store has confirmed the result. So
//
//   - a worker that dies before that leaves the task in the queue, and another one is given it when the first has been silent for its lease;
//   - a worker that was only cut off may publish later what another one has published already: that is refused, and equal anyway;
//   - a master that finds a result does not ask for it again; one that finds neither result nor task puts the task, whatever has become
//     of it.
//
// The deduplication of messages by their ids, which JetStream has too, would not do: it forgets, after a while and at a restart.
//
// Part 0 of a result is published last, and decides: a shard is done when it is there. The worker that is given a task the fourth time
// publishes part 0 without a result, as three have died of it: the shard is set aside. If one of those was not dead but slow, one of the
// two parts 0 comes first.
package queue
