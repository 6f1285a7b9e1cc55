import { type ApiError, Refused } from "../api";

/** What is wrong with each field, and with the form as a whole. */
export type FormErrors<Field extends string> = Partial<Record<Field | "form", string>>;

/** Where on a form a refusal belongs: next to its field, or under "form" where the form has no such field. */
export function refusedField<Field extends string>(
  refusal: { message: string; field?: string | null },
  fields: readonly Field[],
): FormErrors<Field> {
  const name = camelCase(refusal.field ?? "");
  const field = fields.find((it) => it === name) ?? "form";
  return { [field]: asSentence(refusal.message) } as FormErrors<Field>;
}

/** `unsure` says what to do when nobody knows whether the server has carried it out. */
export function failedForm(error: ApiError, unsure: string): { form: string } {
  return {
    form: error instanceof Refused ? error.message : `Can't reach the server. ${unsure}`,
  };
}

function camelCase(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The engine names the field as its API does (`account_holder_name must…`); its label stands above it already. */
function asSentence(message: string): string {
  const plain = message.replace(/^[a-z]+(_[a-z]+)*(?= (must|is) )/, "It");
  return plain.replace("would pass 2^53 - 1 paise", "would be too large");
}
