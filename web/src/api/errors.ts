/**
 * ApiError
 * ├── Unreachable   no answer that can be trusted: for a mutation, it may or may not have been carried out
 * └── Refused       the server answered, and the answer is an error
 */
export abstract class ApiError extends Error {}

export class Unreachable extends ApiError {
  override readonly name = "Unreachable";
}

export class Refused extends ApiError {
  override readonly name = "Refused";
  /** The server's `extensions.code`, such as NOT_FOUND. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}
