// What the page asks of gilsim play, and what it is told. The names are those of state.go.

import { Document, Texts } from "../../../../trace/export/page/app/data";
import { End, Goal } from "./words";

export interface Step { text: string; place: { File: string; Line: number } }
export interface Option { thread: number; name: string; steps: Step[] | null; more: number; late: boolean; asks: string }
export interface Asked { kind: string; thread: number; name: string; object: string; answers: string[] }
export interface Waiter { thread: number; name: string; for: string; holder: string }
export interface State {
  run: Document; goal: Goal; goals: Goal[]; sure: boolean; decisions: number; options: Option[] | null; asked: Asked | null; waiting: Waiter[] | null;
  passed: { name: string; times: number }; won: boolean; end: End | null; receipt: string;
}
export interface Hint { thread: number; name: string; answer: number; impossible: boolean }
export interface QuizStep { thread: number; name: string; text: string; place: { File: string; Line: number } }
export interface Question {
  steps: QuizStep[] | null; answers: Texts[]; asked: number; known: number; answer: number; right: number; run: Document | null; end: End | null;
  sources: { name: string; text: string }[] | null;
}

/** Asks for a move. The error is what the server says of it, or says nothing if nobody answers. */
export async function ask<T>(move: string, what: object = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(move, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), cache: "no-store" });
  } catch {
    throw new Error("");
  }
  const told = (await answer.json()) as T & { error?: string };
  if (!answer.ok) throw new Error(told.error ?? answer.statusText);
  return told;
}
