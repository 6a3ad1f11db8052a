import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Bus } from '../store/ports.ts';

/** An answer that takes longer is gone without. */
const answerMs = 1000;
const questions = 'nodes/questions';
const answersTo = (node: string): string => `nodes/answers/${node}`;

interface Asked { readonly id: string; readonly from: string; readonly question: unknown }
interface Answered { readonly id: string; readonly node: string; readonly answer: unknown }
interface Waiting { readonly missing: Set<string>; readonly answers: unknown[]; done(): void }

export interface Answers {
  readonly answers: readonly unknown[];
  /** Nodes that have not answered in time. */
  readonly silent: readonly string[];
}

export interface QuestionsOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly node: string;
  /** Who is to answer. */
  readonly others: () => readonly string[];
  /** What this node answers. */
  readonly answer: (question: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** One question to all the other nodes, and what they say. */
export class Questions {
  readonly #options: QuestionsOptions;
  readonly #waiting = new Map<string, Waiting>();
  #stops: readonly (() => Promise<void>)[] = [];

  private constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  static async open(options: QuestionsOptions): Promise<Questions> {
    const self = new Questions(options);
    const { bus, node, onError } = options;
    self.#stops = [
      await bus.subscribe(questions, (message) => void self.#answer(JSON.parse(message) as Asked).catch(onError)),
      await bus.subscribe(answersTo(node), (message) => self.#heard(JSON.parse(message) as Answered)),
    ];
    return self;
  }

  async ask(question: unknown): Promise<Answers> {
    const { bus, clock, ids, node, others } = this.#options;
    const missing = new Set(others());
    if (missing.size === 0) return { answers: [], silent: [] };
    const id = ids.uuid();
    const { promise, resolve } = Promise.withResolvers<void>();
    const answers: unknown[] = [];
    this.#waiting.set(id, { missing, answers, done: resolve });
    const cancel = clock.after(answerMs, resolve);
    try {
      await bus.publish(questions, JSON.stringify({ id, from: node, question } satisfies Asked));
      await promise;
    } finally {
      cancel();
      this.#waiting.delete(id);
    }
    return { answers, silent: [...missing] };
  }

  async close(): Promise<void> {
    for (const { done } of this.#waiting.values()) done();
    await Promise.all(this.#stops.map((stop) => stop()));
  }

  async #answer({ id, from, question }: Asked): Promise<void> {
    const { bus, node, answer } = this.#options;
    if (from === node) return;
    await bus.publish(answersTo(from), JSON.stringify({ id, node, answer: await answer(question) } satisfies Answered));
  }

  #heard({ id, node, answer }: Answered): void {
    const waiting = this.#waiting.get(id);
    if (!waiting?.missing.delete(node)) return;
    waiting.answers.push(answer);
    if (waiting.missing.size === 0) waiting.done();
  }
}
