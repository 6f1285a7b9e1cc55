import { type ApiError, PageFault, Refused } from "../api";

/** Error texts by field, and for the form as a whole. */
export type FormErrors<Field extends string> = Partial<Record<Field | "form", string>>;

/** Places a refusal beside its field, or under "form" if the form has no such field. */
export function refusedField<Field extends string>(
  refusal: { message: string; field?: string | null },
  fields: readonly Field[],
): FormErrors<Field> {
  const name = camelCase(refusal.field ?? "");
  const field = fields.find((it) => it === name) ?? "form";
  return { [field]: asSentence(refusal.message) } as FormErrors<Field>;
}

/** `unsure` is the advice for a mutation that may or may not have been carried out. */
export function failedForm(error: ApiError, unsure: string): { form: string } {
  if (error instanceof Refused) return { form: error.message };
  const what = error instanceof PageFault ? error.message : "Can't reach the server.";
  return { form: `${what} ${unsure}` };
}

function camelCase(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Replaces the API's field name (`accountHolderName must…`) with "It", since the label stands above. */
function asSentence(message: string): string {
  const plain = message.replace(/^[a-z][A-Za-z_]*(?= (must|is) )/, "It");
  return plain.replace("would pass 2^53 - 1 paise", "would be too large");
}
