import { LiveError } from './errors.ts';
import { checkGrant, fetchToken, type TokenEndpoints, type TokenGrant, type TokenProvider, type TokenRequest } from './tokens.ts';

/** Where tokens come from: the application's provider if it set one, else the server's endpoints. */
export class TokenSource {
  readonly #endpoints: Omit<TokenEndpoints, 'server'>;
  readonly #server: () => string;
  #provider: TokenProvider | undefined;

  constructor(server: () => string, endpoints: Omit<TokenEndpoints, 'server'>) {
    this.#server = server;
    this.#endpoints = endpoints;
  }

  setProvider(provider: TokenProvider | undefined): void {
    this.#provider = provider;
  }

  /** @param earlier one's own token, when it is wanted again for the same peer */
  async ask(request: TokenRequest, earlier?: string): Promise<TokenGrant> {
    if (!this.#provider) return fetchToken({ ...this.#endpoints, server: this.#server() }, request, earlier);
    try {
      return checkGrant(await this.#provider(request));
    } catch (error) {
      throw LiveError.from(error, 'token-missing');
    }
  }
}
