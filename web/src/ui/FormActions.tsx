import type { ReactNode } from "react";

/**
 * The buttons of a form in a dialog. They stay in view while a long form scrolls behind them. The form is a flex
 * column: in a grid a sticky element cannot leave its own row. Its place is measured from the dialog's padding.
 */
export function FormActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-6 -mx-6 -mb-6 flex flex-wrap-reverse justify-end gap-3 border-t border-line bg-raised px-6 py-4">
      {children}
    </div>
  );
}
