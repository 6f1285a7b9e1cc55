import type { TypedDocumentString } from "../gql/graphql";
import { type Answer, bodyOf, send } from "./exchange";

/** Answers to requests that were sent before the page's own code had arrived, by the request's body. */
const answers = new Map<string, Promise<Answer>>();

/** Sends one operation now. The first `request` for it takes this answer instead of asking again. */
export function sendEarly<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Answer> {
  const body = bodyOf(document, variables);
  const answer = send(body);
  answers.set(body, answer);
  // Whoever takes it handles its error; until then it is not an unhandled one.
  answer.catch(() => undefined);
  return answer;
}

export function takeEarly(body: string): Promise<Answer> | undefined {
  const answer = answers.get(body);
  answers.delete(body);
  return answer;
}

/** After the first render, and after a refusal: an answer that nobody took must not be shown later. */
export function forgetEarly() {
  answers.clear();
}
