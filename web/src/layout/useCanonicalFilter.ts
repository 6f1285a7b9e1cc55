import { useEffect } from "react";
import { go, useLocation } from "../navigation/navigation";

/** Removes unknown filter values from the address, without a step in the history. */
export function useCanonicalFilter(name: string, understood: string) {
  const { filters } = useLocation();
  useEffect(() => {
    if ((filters[name] ?? "") !== understood)
      go({ filters: { ...filters, [name]: understood } }, { replace: true });
  }, [filters, name, understood]);
}

/** The same for all filters that a view has. */
export function useCanonicalFilters(understood: Record<string, string>) {
  const { filters } = useLocation();
  useEffect(() => {
    const differs = Object.entries(understood).some(([name, it]) => (filters[name] ?? "") !== it);
    if (differs) go({ filters: { ...filters, ...understood } }, { replace: true });
  }, [filters, understood]);
}
