/** The product's mark, as in public/favicon.svg. */
export function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7 shrink-0 text-accent">
      <rect width="32" height="32" rx="7" className="fill-current" />
      <path
        d="M9 8h14M9 13h14M9 8h5a5 5 0 0 1 0 10H9l9 7"
        className="fill-none stroke-on-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
