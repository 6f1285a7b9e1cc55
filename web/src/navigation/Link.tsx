import type { AnchorHTMLAttributes, MouseEvent } from "react";
import type { Location } from "./location";
import { addressOf, go, useLocation } from "./navigation";

type Props = { to: Partial<Location>; onFollow?: () => void } & Omit<
  AnchorHTMLAttributes<HTMLAnchorElement>,
  "href"
>;

/** A real link within the dashboard, which can be copied and opened in another tab. */
export function Link({ to, onFollow, ...rest }: Props) {
  useLocation();
  const follow = (event: MouseEvent) => {
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (opensElsewhere || event.button !== 0) return;
    event.preventDefault();
    onFollow?.();
    go(to);
  };
  return <a {...rest} href={addressOf(to)} onClick={follow} />;
}
