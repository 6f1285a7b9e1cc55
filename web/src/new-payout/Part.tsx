import type { ReactNode } from "react";

type Props = { title: ReactNode; children: ReactNode };

/** One of the form's parts, under its heading. */
export function Part({ title, children }: Props) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5 rounded-xl border border-line bg-surface px-5 pt-4 pb-5">
      <h2 className="-mb-1 font-semibold">{title}</h2>
      {children}
    </div>
  );
}
