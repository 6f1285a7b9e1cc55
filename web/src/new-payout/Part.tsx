import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  /** At the right of the title. */
  action?: ReactNode;
  children: ReactNode;
};

/** One of the form's parts, under its heading. */
export function Part({ title, action, children }: Props) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5 rounded-xl border border-line bg-surface px-5 pt-4 pb-5">
      <div className="-mb-1 flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </div>
  );
}
