import { Refused, Unreachable } from "../api";

/** Why no file came. */
export function failureText(error: Error): string {
  if (error instanceof Unreachable) return "Can't reach the server.";
  if (error instanceof Refused && error.retryAfter) {
    return `Rate limit reached. Try again in ${error.retryAfter} s.`;
  }
  return error.message;
}
