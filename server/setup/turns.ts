/** One job at a time, in the order they were asked for. */
export class Turns {
  readonly #waiting: (() => Promise<void>)[] = [];
  #taken = false;

  /** Resolves or rejects as `job` does, once it had its turn. One that is `urgent` goes before all that still wait. */
  take<Result>(job: () => Promise<Result>, urgent = false): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const turn = (): Promise<void> => job().then(resolve, reject);
    if (urgent) this.#waiting.unshift(turn);
    else this.#waiting.push(turn);
    if (!this.#taken) void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#taken = true;
    for (let turn = this.#waiting.shift(); turn; turn = this.#waiting.shift()) await turn();
    this.#taken = false;
  }
}
