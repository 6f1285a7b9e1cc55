/** With open access everybody is the same caller, and the server refuses to propose and to decide. */
export function NeedsOperators() {
  return (
    <p className="rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait">
      An adjustment takes two operators who sign in. With open access nobody does, so you can only
      look.
    </p>
  );
}
