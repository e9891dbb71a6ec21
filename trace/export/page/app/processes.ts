// The lanes of processes: each shows what the busiest of its threads does.

import { Numbers } from "./data";
import { stateAcquire, stateDue, stateEnded, stateHub, stateIO, stateJoin, stateLock, stateReady, stateRunning, stateSleep, stateSuspended, stateWait, Track } from "./run";

/** The states from the busiest to the idlest. */
const busiest = [stateRunning, stateLock, stateReady, stateIO, stateAcquire, stateWait, stateJoin, stateSleep, stateHub, stateDue, stateSuspended, stateEnded];

/** Makes the track of a process of those of its threads. */
export function processTrack(process: number, threads: Track[]): Track {
  const changes = threads.flatMap((t) => Array.from(t.event, (event, i) => ({ event, from: i ? t.value[i - 1]! : 0, to: t.value[i]! }))).sort((a, b) => a.event - b.event);
  const count: number[] = new Array<number>(stateEnded + 1).fill(0), event: number[] = [], value: number[] = [];
  changes.forEach((c, i) => {
    if (c.from) count[c.from]!--;
    if (c.to) count[c.to]!++;
    if (changes[i + 1]?.event === c.event) return;
    const state = busiest.find((s) => count[s]! > 0) ?? 0;
    if (state === (value[value.length - 1] ?? 0)) return;
    event.push(c.event);
    value.push(state);
  });
  return new Track(process, list(event), list(value), list([]));
}

function list(numbers: number[]): Numbers { return Float64Array.from(numbers); }
