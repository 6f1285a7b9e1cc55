/**
 * ApiError
 * ├── Unreachable   no trustworthy response: a mutation may or may not have been carried out
 * ├── Refused       the server responded with an error
 * └── PageFault     an error of the page itself, which says nothing about the server
 */
export abstract class ApiError extends Error {}

export class Unreachable extends ApiError {
  override readonly name = "Unreachable";
}

export class Refused extends ApiError {
  override readonly name = "Refused";
  /** The server's `extensions.code`, such as NOT_FOUND. */
  readonly code: string | undefined;
  /** Seconds after which the same request may succeed: a rate limit's. */
  readonly retryAfter: number | undefined;

  constructor(message: string, code?: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class PageFault extends ApiError {
  override readonly name = "PageFault";
}
