// One question asked again and again: how wide, which range, which language.

import { asFailure } from "../backend/failure";
import type { Refusal } from "./app.svelte";

/** The last asked for wins; until its answer comes, the one before it stays. */
export class Answers<Question, Answer> {
  last = $state.raw<{ question: Question; answer: Answer } | null>(null);
  refused = $state.raw<(Refusal & { question: Question }) | null>(null);
  readonly #ask: (question: Question) => Promise<Answer>;
  #asked = 0;

  constructor(ask: (question: Question) => Promise<Answer>) {
    this.#ask = ask;
  }

  async ask(question: Question): Promise<void> {
    const mine = ++this.#asked;
    try {
      const answer = await this.#ask(question);
      if (mine !== this.#asked) return;
      this.last = { question, answer };
      this.refused = null;
    } catch (thrown) {
      if (mine === this.#asked) this.refused = { question, failure: asFailure(thrown) };
    }
  }
}
