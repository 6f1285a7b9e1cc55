import { type ReactNode, useEffect, useRef } from "react";
import { FindPayout } from "../finding/FindPayout";
import { Announcer } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { VIEWS } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { SignedIn } from "../session/SignedIn";
import { useViewer } from "../session/useViewer";
import { classes } from "../ui";
import { ConnectionBanner } from "./ConnectionBanner";
import { VIEW_OF } from "./views";

type Props = {
  /** At the left end of the header. */
  switcher: ReactNode;
  /** At the right of the heading. */
  action?: ReactNode;
  children: ReactNode;
};

const OWN_LINE = "order-last -mx-2 w-[calc(100%+1rem)] overflow-x-auto";
const BELOW_LG = "max-lg:order-last max-lg:-mx-2 max-lg:w-[calc(100%+1rem)] max-lg:overflow-x-auto";

/** The frame around every view: skip link, header, navigation, banner, heading. */
export function Shell({ switcher, action, children }: Props) {
  const { view } = useLocation();
  const scopes = useViewer()?.scopes;
  const offered = VIEWS.filter((name) => {
    const { needs } = VIEW_OF[name];
    return !needs || scopes?.includes(needs) || (name === view && !scopes);
  });
  // On a phone the bar scrolls: the chosen view may be beyond its edge.
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is chosen.
  useEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (bar.current && chosen)
      bar.current.scrollLeft = chosen.offsetLeft - bar.current.clientWidth / 3;
  }, [view, offered.length]);
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-10 -translate-y-20 print:hidden rounded-lg bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:px-6">
          <div className="flex min-h-14 min-w-48 flex-1 items-center">{switcher}</div>
          <nav
            ref={bar}
            aria-label="Main"
            className={classes(
              "relative flex gap-1 print:hidden",
              // An operator's views need a line of their own, at any width.
              offered.length > 5 ? OWN_LINE : BELOW_LG,
            )}
          >
            {offered.map((name) => (
              <Link
                key={name}
                to={{ view: name, payout: null, dialog: null }}
                aria-current={name === view ? "page" : undefined}
                className={classes(
                  "flex min-h-11 items-center px-2.5 text-sm -outline-offset-2 sm:px-3",
                  offered.length <= 5 && "lg:min-h-14",
                  // No transparent border for the others: forced colours would paint it.
                  name === view
                    ? "border-b-2 border-accent pt-0.5 font-medium text-ink"
                    : "text-soft hover:text-ink",
                )}
              >
                {VIEW_OF[name].label}
              </Link>
            ))}
          </nav>
          <SignedIn />
        </div>
      </header>
      <ConnectionBanner />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-6xl px-4 py-6 outline-none sm:px-6 sm:py-8"
      >
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-2xl font-semibold tracking-tight">{VIEW_OF[view].label}</h1>
          {children && <FindPayout />}
          <div className="empty:hidden print:hidden">{action}</div>
        </div>
        {children}
      </main>
      <Announcer />
    </>
  );
}
