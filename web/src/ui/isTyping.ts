/** True where a key is a letter of a text, or chooses in a list. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=button])"))
  );
}
