import { useEffect } from "react";
import { go, usePlace } from "../app/navigation";

/** Lets the address say what is shown: what it names and nobody knows leaves it, without a step in Back. */
export function useCanonicalFilter(name: string, understood: string) {
  const { filters } = usePlace();
  useEffect(() => {
    if ((filters[name] ?? "") !== understood)
      go({ filters: { ...filters, [name]: understood } }, { replace: true });
  }, [filters, name, understood]);
}
