// One run as the page knows it: what is where at an event.

import { Failure, Figures, Lost, RawLife, RawLine, RawPairs, RawRun, Thing, unpack, unpackSums } from "./data";

/** The place of the last number in a rising list that is not above n; -1 if all are. */
export function lastAtMost(list: ArrayLike<number>, n: number): number {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! <= n) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What something is from an event on, until the next one. */
export class Track {
  constructor(readonly of: number, readonly event: number[], readonly value: number[], readonly on: number[], readonly thread = 0) {}
  static line(raw: RawLine): Track { return new Track(raw.of, unpackSums(raw.event), unpack(raw.value), []); }
  static life(raw: RawLife): Track { return new Track(raw.of, unpackSums(raw.event), unpack(raw.state), unpack(raw.on), raw.thread); }
  place(event: number): number { return lastAtMost(this.event, event); }
  at(event: number): number { return this.value[this.place(event)] ?? 0; }
  onAt(event: number): number { return this.on[this.place(event)] ?? 0; }
}

/** Events that belong together. */
export class Pairs {
  readonly later: number[];
  readonly earlier: number[];
  constructor(raw: RawPairs) {
    this.later = unpackSums(raw.later);
    this.earlier = unpack(raw.earlier).map((n, i) => this.later[i]! - n);
  }
}

export const stateRunning = 1, stateLock = 2, stateReady = 3, stateIO = 4, stateSleep = 5, stateAcquire = 6, stateJoin = 7,
  stateHub = 8, stateWait = 9, stateSuspended = 10, stateEnded = 11;

/** A wait of one thread for another: for what it has, or for its end. */
export interface Wait { thread: number; object: number; holder: number }

export class Run {
  readonly title: string;
  readonly settings: [string, string][];
  readonly result: string;
  readonly wrong: boolean;
  readonly left: number;
  readonly threads: string[];
  readonly objects: Thing[];
  readonly strings: string[];
  readonly length: number;
  readonly time: number[]; // by event
  readonly thread: number[];
  readonly actor: number[];
  readonly kind: number[];
  readonly obj: number[];
  readonly text: number[];
  readonly level: string;
  readonly cores: Track[];
  readonly holds: Track[];
  readonly states: Track[];
  readonly actors: Track[];
  readonly values: Track[];
  readonly switches: Track[];
  readonly handovers: Pairs;
  readonly conflicts: Pairs;
  readonly lost: Lost[];
  readonly failures: Failure[];
  readonly figures: Figures;
  readonly prints: number[];
  private readonly threadNamed = new Map<string, number>();
  private readonly holdOf = new Map<number, Track>();

  constructor(raw: RawRun, printKind: number) {
    this.title = raw.title;
    this.settings = raw.settings;
    this.result = raw.result;
    this.wrong = raw.wrong;
    this.left = raw.left;
    this.threads = ["", ...(raw.threads ?? [])];
    this.objects = raw.objects;
    this.strings = raw.strings;
    let now = raw.start;
    this.time = unpack(raw.time).map((n) => (now += n));
    this.length = this.time.length;
    this.thread = unpack(raw.thread);
    this.actor = unpack(raw.actor);
    this.kind = unpack(raw.kind);
    this.obj = unpack(raw.obj);
    this.text = unpack(raw.text);
    this.level = raw.level;
    this.cores = (raw.cores ?? []).map(Track.line);
    this.holds = (raw.holds ?? []).map(Track.line);
    this.states = (raw.states ?? []).map(Track.life);
    this.actors = (raw.actors ?? []).map(Track.life);
    this.values = (raw.values ?? []).map(Track.line);
    this.switches = raw.switches.map(Track.line);
    this.handovers = new Pairs(raw.handovers);
    this.conflicts = new Pairs(raw.conflicts);
    this.lost = raw.lost ?? [];
    this.failures = raw.failures ?? [];
    this.figures = raw.figures;
    this.prints = this.kind.flatMap((k, i) => (k === printKind ? [i] : []));
    this.threads.forEach((name, i) => this.threadNamed.set(name, this.threadNamed.has(name) ? 0 : i));
    this.holds.forEach((h) => this.holdOf.set(h.of, h));
  }

  /** The time at which an event happened, and of the place behind the last one. */
  timeOf(event: number): number { return this.time[Math.min(event, this.length - 1)] ?? 0; }
  textOf(event: number): string { return this.strings[this.text[event] ?? 0] ?? ""; }
  threadName(id: number): string { return this.threads[id] ?? (id ? "T" + id : ""); }
  objectName(id: number): string { return this.objects[id]?.name || (id ? "o" + id : ""); }

  /** Who did an event: the thread, and behind it the greenlet. */
  who(event: number): string {
    const actor = this.actor[event] ?? 0, name = this.threadName(this.thread[event] ?? 0);
    return actor > 0 ? name + "/" + this.objectName(actor) : name;
  }

  /** Who has an object at an event; of one that stands for the end of a thread, that thread. 0: nobody. */
  holder(object: number, event: number): number {
    const thing = this.objects[object];
    if (thing?.class === "thread") return this.threadNamed.get(thing.name) ?? 0;
    return this.holdOf.get(object)?.at(event) ?? 0;
  }

  /** Who waits for what at an event. */
  waits(event: number): Wait[] {
    const list: Wait[] = [];
    for (const s of this.states) {
      const object = s.onAt(event);
      if (object) list.push({ thread: s.of, object, holder: this.holder(object, event) });
    }
    return list;
  }

  /** Threads that wait for each other in a circle at an event; none if there is no circle. The interpreter lock makes none. */
  circle(event: number): Wait[] {
    const waits = new Map(this.waits(event).filter((w) => this.objects[w.object]?.class !== "gil").map((w) => [w.thread, w]));
    for (const start of waits.keys()) {
      const path: Wait[] = [];
      for (let w = waits.get(start); w && !path.includes(w); w = waits.get(w.holder)) {
        path.push(w);
        if (w.holder === start) return path;
      }
    }
    return [];
  }
}
