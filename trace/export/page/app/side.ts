// One run with its timeline and its columns. A page has one, or two side by side.

import { Columns, make } from "./columns";
import { Kind, RawRun } from "./data";
import { Run } from "./run";
import { Words } from "./text";
import { Palette, Timeline } from "./timeline";
import { View } from "./view";

export class Side {
  readonly run: Run;
  readonly view: View;
  readonly faults: Float64Array;
  readonly caption = make("div", "caption");
  private readonly lanes: HTMLElement;
  private readonly steps: HTMLElement;
  private readonly box = make("div", "side");
  private timeline!: Timeline;
  private columns!: Columns;

  /** Makes the elements of a run. The names of those of the second one end in -2; parting is where it parts from the other run. */
  constructor(raw: RawRun, kinds: Kind[], readonly number: number, private parting: number) {
    this.run = new Run(raw, kinds.findIndex((k) => k.name === "print"));
    this.view = new View(this.run, kinds);
    this.faults = Float64Array.from([...this.run.lost.store, ...this.run.failures.map((f) => f.event)]).sort();
    this.lanes = named(make("section", "timeline"), "timeline", number);
    this.steps = named(make("div", "columns"), "columns", number);
    this.lanes.setAttribute("role", "group");
    this.steps.setAttribute("role", "listbox");
    this.lanes.tabIndex = this.steps.tabIndex = 0;
  }

  /** Puts the run on the page. active is told when the reader turns to it. */
  place(timelines: HTMLElement, sides: HTMLElement, tip: HTMLElement, words: () => Words, color: Palette, active: () => void): void {
    const canvas = named(make("canvas", "lanes"), "lanes", this.number) as HTMLCanvasElement, size = make("div", "lanes-size");
    canvas.setAttribute("aria-hidden", "true");
    this.lanes.append(canvas, size);
    timelines.append(this.lanes);
    const head = make("div", "columns-head"), sizer = make("div", "columns-size"), body = make("div", "columns-body");
    sizer.append(body);
    this.steps.append(head, sizer);
    this.box.append(this.caption, this.steps);
    sides.append(this.box);
    for (const e of [this.lanes, this.box]) {
      e.addEventListener("pointerdown", active, true);
      e.addEventListener("focusin", active);
    }
    this.timeline = new Timeline(canvas, this.lanes, size, tip, this.view, words, color, this.parting);
    this.columns = new Columns(this.steps, head, body, sizer, this.view, words, this.parting);
  }

  /** Puts its words into the language of the page. */
  translate(w: Words): void {
    this.lanes.setAttribute("aria-label", w.timeline);
    this.steps.setAttribute("aria-label", w.columns);
    this.columns.layout();
    this.timeline.draw();
  }

  mark(active: boolean): void {
    for (const e of [this.lanes, this.box]) e.classList.toggle("active", active);
  }
  height(): number { return this.timeline.height(); }
  restyle(): void { this.timeline.restyle(); }
  show(): void { this.columns.show(); }
}

function named(e: HTMLElement, id: string, number: number): HTMLElement {
  e.id = number ? id + "-" + (number + 1) : id;
  return e;
}
