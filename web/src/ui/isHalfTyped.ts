/**
 * A field of date and time that lacks a part shows what was typed, and has an empty value all the same: without this
 * question it would count as left out.
 */
export function isHalfTyped(id: string): boolean {
  const field = document.getElementById(id);
  return field instanceof HTMLInputElement && field.validity.badInput;
}
