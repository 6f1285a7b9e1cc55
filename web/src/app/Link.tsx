import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { addressOf, go, usePlace } from "./navigation";
import type { Place } from "./place";

type Props = { to: Partial<Place> } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">;

/** A real link within the dashboard: it can be copied, and opened in another tab. */
export function Link({ to, ...rest }: Props) {
  usePlace();
  const follow = (event: MouseEvent) => {
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (opensElsewhere || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={addressOf(to)} onClick={follow} />;
}
