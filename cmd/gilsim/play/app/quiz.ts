// The quiz: a schedule without its values, and what could come out.

import { badge, make } from "../../../../trace/export/page/app/columns";
import { Document, Texts } from "../../../../trace/export/page/app/data";
import { visible } from "../../../../trace/export/page/app/format";
import { byId } from "../../../../trace/export/page/app/page";
import { pick } from "../../../../trace/export/page/app/text";
import { ask, Question } from "./server";
import { GameWords } from "./words";

export class QuizView {
  shown = false;
  private question: Question | null = null;

  /** reveal is told the run once the answer is given; move makes one move at a time. */
  constructor(private words: () => GameWords, private reveal: (run: Document) => void, private move: (f: () => Promise<void>) => void) {}

  async open(): Promise<void> {
    this.question = await ask<Question>("question");
    this.shown = true;
    if (this.question.run) this.reveal(this.question.run);
  }

  close(): void {
    this.shown = false;
    document.body.classList.remove("quiz", "revealed");
    byId("question").hidden = true;
  }

  answer(place: number): void {
    if (!this.question || this.question.answer >= 0 || place >= this.question.answers.length) return;
    this.move(async () => {
      this.question = await ask<Question>("answer", { answer: place });
      document.body.classList.add("revealed");
      if (this.question.run) this.reveal(this.question.run);
    });
  }

  next(): void {
    if (!this.question || this.question.answer < 0) return;
    this.move(async () => {
      this.question = await ask<Question>("next");
      this.draw();
    });
  }

  draw(): void {
    const q = this.question, w = this.words();
    if (!q) return;
    const told = q.answer >= 0;
    document.body.classList.add("quiz");
    document.body.classList.toggle("revealed", told);
    byId("ask").textContent = w.predict;
    byId("count").textContent = q.asked ? w.score(q.known, q.asked) : "";
    byId("remark").textContent = told ? w.reveal : "";
    const verdict = byId("verdict");
    verdict.hidden = !told;
    verdict.className = q.answer === q.right ? "won" : "failed";
    verdict.textContent = told ? visible((q.answer === q.right ? w.correct : w.mistaken) + " " + pick(q.answers[q.right]!, w.language)) : "";
    const box = byId("question"), shown = make("div", "asked");
    box.hidden = false;
    shown.append(this.schedule(q));
    if (q.sources?.length) shown.append(this.source(q));
    box.replaceChildren(shown, ...q.answers.map((text, i) => this.choice(q, text, i)));
    if (told) {
      const next = make("button", "answer", w.next + " (n)");
      next.id = "next-question";
      next.addEventListener("click", () => this.next());
      box.append(next);
    }
  }

  private choice(q: Question, text: Texts, place: number): HTMLElement {
    const told = q.answer >= 0, style = told && place === q.right ? " right" : told && place === q.answer ? " false" : "";
    const button = make("button", "answer" + style, `${place + 1}  ${pick(text, this.words().language)}`) as HTMLButtonElement;
    button.disabled = told;
    button.addEventListener("click", () => this.answer(place));
    return button;
  }

  private schedule(q: Question): HTMLElement {
    const steps = q.steps ?? [], threads = [...new Map(steps.map((s) => [s.thread, s.name])).entries()].sort((a, b) => a[0] - b[0]);
    const box = make("div", "schedule"), table = make("table"), head = make("tr");
    for (const [thread, name] of threads) {
      const cell = make("th");
      cell.append(badge(thread), name);
      head.append(cell);
    }
    table.append(head);
    for (const s of steps) {
      const row = make("tr");
      for (const [thread] of threads) row.append(make("td", "", thread === s.thread ? s.text + (s.place.Line ? `  :${s.place.Line}` : "") : ""));
      table.append(row);
    }
    box.append(table);
    return box;
  }

  private source(q: Question): HTMLElement {
    const box = make("div", "schedule"), lines = q.sources![0]!.text.trimEnd().split("\n");
    box.setAttribute("aria-label", this.words().source);
    box.append(make("pre", "", lines.map((l, i) => String(i + 1).padStart(3) + "  " + l).join("\n")));
    return box;
  }
}
