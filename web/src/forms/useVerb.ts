import { useState } from "react";
import { useSend } from "../api";
import type { TypedDocumentString } from "../gql/graphql";
import { type FormErrors, failedForm, refusedField } from "./refusal";

type Refusal = { __typename: "ValidationError"; message: string; field?: string | null };

type Use<Result, Field extends string> = {
  /** The form's fields, as the API names them: a refusal is shown beside its own. */
  fields?: readonly Field[];
  /** The advice after a lost response, for a verb that is not safe to repeat. */
  unsure?: string;
  onDone: (result: Exclude<Result, Refusal>) => void;
};

/** The advice for a verb that changes nothing the second time. */
const SAFE_TO_REPEAT = "It may have been done. Send it again: it's done only once.";

/**
 * A mutation, by default one that can be sent again without harm, and the texts of its refusals. Its field is named
 * `result`. `refuse` shows the page's own errors.
 */
export function useVerb<
  Result extends { __typename: string },
  Variables,
  Field extends string = never,
>(
  document: TypedDocumentString<{ result: Result | Refusal }, Variables>,
  { fields = [], unsure = SAFE_TO_REPEAT, onDone }: Use<Result, Field>,
) {
  const [errors, setErrors] = useState<FormErrors<Field>>({});
  const sending = useSend(document);
  const send = (variables: Variables) => {
    setErrors({});
    sending.mutate(variables, {
      onError: (error) => setErrors(failedForm(error, unsure) as FormErrors<Field>),
      onSuccess: ({ result }) => {
        if (isRefusal(result)) setErrors(refusedField(result, fields));
        else onDone(result as Exclude<Result, Refusal>);
      },
    });
  };
  return { errors, isSending: sending.isPending, send, refuse: setErrors };
}

function isRefusal(result: { __typename: string }): result is Refusal {
  return result.__typename === "ValidationError";
}
