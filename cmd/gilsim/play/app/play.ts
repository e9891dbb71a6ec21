// The game: who goes on, asked above the run so far.

import { badge, make } from "../../../../trace/export/page/app/columns";
import { visible } from "../../../../trace/export/page/app/format";
import { byId, Page } from "../../../../trace/export/page/app/page";
import { Language, pick } from "../../../../trace/export/page/app/text";
import { QuizView } from "./quiz";
import { ask, Hint, Option, State, Waiter } from "./server";
import { gameWords, GameWords } from "./words";

class Game {
  private state!: State;
  private hint: Hint | null = null;
  private language: Language = "en";
  private busy = false;
  private page!: Page;
  private readonly quiz = new QuizView(() => this.words(), (run) => this.page.replace(run), (move) => void this.move(move));

  /** Begins with what the server has. */
  async begin(): Promise<void> {
    const { quiz } = await ask<{ quiz: boolean }>("begin");
    this.state = await ask<State>("state");
    this.listen();
    this.page = new Page(this.state.run, (language) => {
      this.language = language;
      this.draw();
    });
    this.page.setAxis("steps");
    this.page.replace(this.state.run);
    if (quiz) await this.turn(true);
  }

  private words(): GameWords { return gameWords[this.language]; }
  private text(id: string, text: string): void { byId(id).textContent = visible(text); }

  private listen(): void {
    byId("hint").addEventListener("click", () => void this.move(() => this.askHint()));
    byId("undo").addEventListener("click", () => this.play("undo"));
    byId("restart").addEventListener("click", () => this.play("restart"));
    byId("goal").addEventListener("change", (e) => this.play("goal", { goal: (e.target as HTMLSelectElement).value }));
    byId("mode-game").addEventListener("click", () => void this.move(() => this.turn(false)));
    byId("mode-quiz").addEventListener("click", () => void this.move(() => this.turn(true)));
    document.addEventListener("keydown", (e) => this.key(e), true);
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as HTMLElement;
    if (e.ctrlKey || e.metaKey || e.altKey || ["SELECT", "TEXTAREA"].includes(target.tagName)) return;
    const number = Number(e.key);
    let act: (() => void) | undefined;
    if (this.quiz.shown) {
      if (e.key >= "1" && e.key <= "9") act = () => this.quiz.answer(number - 1);
      if (e.key === "n") act = () => this.quiz.next();
    } else {
      const { asked } = this.state, option = this.state.options?.[number - 1];
      if (e.key >= "1" && e.key <= "9" && !this.state.won) {
        if (asked && number <= asked.answers.length) act = () => this.settle(number - 1);
        else if (option) act = () => this.choose(option);
      }
      if (e.key === "u") act = () => this.play("undo");
      if (e.key === "r") act = () => this.play("restart");
      if (e.key === "h") act = () => void this.move(() => this.askHint());
    }
    if (!act) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  }

  /** Makes one move at a time, and says what goes wrong. */
  private async move(f: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await f();
    } catch (e) {
      this.text("remark", (e as Error).message || this.words().gone);
    } finally {
      this.busy = false;
    }
  }

  private play(move: string, what: object = {}): void {
    void this.move(async () => {
      this.state = await ask<State>(move, what);
      this.hint = null;
      this.page.replace(this.state.run);
    });
  }

  private choose(o: Option): void { this.play("choose", { thread: o.thread, decisions: this.state.decisions }); }

  private settle(answer: number): void { this.play("settle", { answer, decisions: this.state.decisions }); }

  private async askHint(): Promise<void> {
    this.hint = await ask<Hint>("hint");
    this.draw();
  }

  /** Turns to the quiz, or back to the game. */
  private async turn(quiz: boolean): Promise<void> {
    if (quiz) await this.quiz.open();
    else {
      this.quiz.close();
      this.state = await ask<State>("state");
      this.page.replace(this.state.run);
    }
    this.draw();
  }

  /** Draws all that the game has beside the run. */
  private draw(): void {
    const w = this.words(), s = this.state;
    this.text("mode-game", w.game);
    this.text("mode-quiz", w.quiz);
    byId("mode-game").setAttribute("aria-pressed", String(!this.quiz.shown));
    byId("mode-quiz").setAttribute("aria-pressed", String(this.quiz.shown));
    if (this.quiz.shown) return this.quiz.draw();
    this.text("goal-label", w.goal);
    this.drawGoals();
    this.text("hint", w.hint);
    this.text("undo", w.undo);
    this.text("restart", w.restart);
    (byId("undo") as HTMLButtonElement).disabled = (byId("restart") as HTMLButtonElement).disabled = !s.decisions;
    this.text("count", w.decisions(s.decisions));
    const asks = !s.won && !s.end;
    const { asked } = s;
    this.text("ask", !asks ? "" : asked ? w.questions[asked.kind]!(asked.name, asked.object) : w.ask);
    const threads = new Map<number, HTMLElement>();
    if (asks) (s.options ?? []).forEach((o, i) => threads.set(o.thread, this.option(o, i)));
    if (asks) (s.waiting ?? []).forEach((x) => threads.set(x.thread, this.waiter(x)));
    if (asks && asked) byId("options").replaceChildren(...asked.answers.map((_, i) => this.answer(i)));
    else byId("options").replaceChildren(...[...threads.keys()].sort((a, b) => a - b).map((t) => threads.get(t)!));
    this.drawVerdict();
    this.text("remark", this.remark());
  }

  private drawGoals(): void {
    const select = byId("goal") as HTMLSelectElement, { goal } = this.state;
    const goals = this.state.goals.some((g) => g.text === goal.text) ? this.state.goals : [goal, ...this.state.goals];
    select.replaceChildren(...goals.map((g) => {
      const o = make("option", "", this.words().goals(g)) as HTMLOptionElement;
      o.value = g.text;
      return o;
    }));
    select.value = goal.text;
  }

  private option(o: Option, place: number): HTMLElement {
    const w = this.words(), box = make("button", "option" + (this.hint?.thread === o.thread ? " hinted" : "")), name = make("span", "name");
    box.dataset.thread = String(o.thread);
    name.append(badge(o.thread), o.name);
    box.append(make("kbd", "", place < 9 ? String(place + 1) : ""), name);
    const says = (text: string) => box.append(make("span", "does source", text));
    if (o.late) says(w.late);
    for (const s of o.steps ?? []) {
      const does = make("span", "does", s.text);
      if (s.place.Line) does.append(make("span", "source", `  :${s.place.Line}`));
      box.append(does);
    }
    if (!o.steps?.length && !o.late && !o.asks) says(w.nothing);
    if (o.asks) says(w.asks[o.asks]!);
    box.addEventListener("click", () => this.choose(o));
    return box;
  }

  /** One of the answers to what a turn leaves open. */
  private answer(place: number): HTMLElement {
    const box = make("button", "option choice" + (this.hint?.answer === place + 1 ? " hinted" : ""));
    box.append(make("kbd", "", place < 9 ? String(place + 1) : ""), make("span", "name", this.answerText(place)));
    box.addEventListener("click", () => this.settle(place));
    return box;
  }

  private answerText(place: number): string {
    const asked = this.state.asked!;
    return asked.kind === "clock" ? this.words().clock[place]! : asked.answers[place]!;
  }

  private waiter(x: Waiter): HTMLElement {
    const box = make("button", "option") as HTMLButtonElement, name = make("span", "name");
    name.append(badge(x.thread), x.name);
    box.disabled = true;
    box.append(make("kbd"), name, make("span", "does", this.words().waits(x.for, x.holder)));
    return box;
  }

  private remark(): string {
    const w = this.words(), s = this.state, { hint } = this;
    if (hint?.thread) return w.hinted(hint.name);
    if (hint?.answer && s.asked) return w.answerHinted(this.answerText(hint.answer - 1));
    if (hint) return hint.impossible ? w.impossible : w.unknown;
    if (s.sure && s.goals.length < 2) return w.none;
    if (!s.end && s.passed.times > 1 && s.goal.kind === "starve") return w.passed(s.passed.name, s.passed.times);
    return "";
  }

  private drawVerdict(): void {
    const w = this.words(), { end, won, receipt, passed } = this.state, box = byId("verdict");
    box.hidden = !end && !won;
    const win = won && receipt !== "";
    box.className = win ? "won" : end && !end.ok ? "failed" : "";
    const told = end ? w.ended(end) : w.passed(passed.name, passed.times);
    box.replaceChildren(visible(win ? w.won(end?.kind === "result" ? pick(end.result, this.language) : told) : told));
    if (end?.kind === "result") box.append(` (${end.ok ? w.right : w.wrong})`);
    if (end?.kind === "deadlock") box.append(visible("\n" + pick(end.detail, this.language)));
    if (win) box.append(...this.receipt(receipt));
    else if (end && this.state.goal.kind !== "free") box.append(make("p", "", w.notGoal));
  }

  private receipt(text: string): HTMLElement[] {
    const w = this.words(), about = make("p", "", w.receipt + " "), area = make("textarea") as HTMLTextAreaElement;
    about.append(make("code", "", w.command));
    area.id = "receipt";
    area.readOnly = true;
    area.value = text;
    area.setAttribute("aria-label", w.receipt);
    const copy = make("button", "", w.copy), save = make("button", "", w.save);
    copy.addEventListener("click", () => {
      area.select();
      void navigator.clipboard.writeText(text).then(() => (copy.textContent = w.copied));
    });
    save.addEventListener("click", () => {
      const link = make("a") as HTMLAnchorElement;
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = "receipt.json";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    return [about, area, copy, save];
  }
}

void new Game().begin().catch((e: Error) => { byId("remark").textContent = e.message || gameWords.en.gone; });
