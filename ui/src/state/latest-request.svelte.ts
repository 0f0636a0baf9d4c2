import { commandError, type CommandError } from "../backend/error";

/** Repeats a request with changing arguments. Responses to all but the latest are ignored. */
export class LatestRequest<Request, Response> {
  /** The last response. It stays until the next one arrives. */
  result = $state.raw<{ request: Request; response: Response } | null>(null);
  error = $state.raw<(CommandError & { request: Request }) | null>(null);
  readonly #send: (request: Request) => Promise<Response>;
  #sent = 0;

  constructor(send: (request: Request) => Promise<Response>) {
    this.#send = send;
  }

  async send(request: Request): Promise<void> {
    const number = ++this.#sent;
    try {
      const response = await this.#send(request);
      if (number !== this.#sent) return;
      this.result = { request, response };
      this.error = null;
    } catch (thrown) {
      if (number === this.#sent) this.error = { request, ...commandError(thrown) };
    }
  }
}
