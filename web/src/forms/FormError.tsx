/** What went wrong with a form as a whole. */
export function FormError({ error }: { error: string | undefined }) {
  if (!error) return null;
  return (
    <p role="alert" className="rounded-lg bg-bad-quiet px-3 py-2 text-sm wrap-anywhere text-bad">
      {error}
    </p>
  );
}
