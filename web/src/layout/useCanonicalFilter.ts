import { useEffect } from "react";
import { go, useLocation } from "../navigation/navigation";

/** Lets the address say what is shown: what it names and nobody knows leaves it, without a step in Back. */
export function useCanonicalFilter(name: string, understood: string) {
  const { filters } = useLocation();
  useEffect(() => {
    if ((filters[name] ?? "") !== understood)
      go({ filters: { ...filters, [name]: understood } }, { replace: true });
  }, [filters, name, understood]);
}
