/**
 * ApiError
 * ├── Unreachable   no trustworthy response: a mutation may or may not have been carried out
 * └── Refused       the server responded with an error
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
