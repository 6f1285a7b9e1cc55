import { useEffect, useId, useState } from "react";
import { Link } from "../navigation/Link";
import type { View } from "../navigation/location";
import { classes } from "../ui";
import { Icon } from "../ui/Icon";
import { Count } from "./Count";
import { useOfferedViews, usePlace } from "./offeredViews";
import { VIEW_OF } from "./views";

/** A phone's bar holds as many, and "More". */
const ON_PHONE = 4;
/** These before all others: what is stuck is an operator's first question. */
const AT_HAND: View[] = ["overview", "payouts", "operations"];

/** An icon over its name; beside it where the rail is wide. */
const PLACE = classes(
  "relative flex min-h-13 w-full flex-col items-center justify-center gap-1 rounded-lg py-1.5",
  "text-center text-[0.625rem]/3.5 font-medium tracking-tight -outline-offset-2",
  "max-md:min-[22rem]:text-[0.6875rem] max-md:min-[22rem]:tracking-normal wide-rail:tracking-normal",
  "wide-rail:min-h-10 wide-rail:flex-row wide-rail:justify-start wide-rail:gap-3 wide-rail:px-3 wide-rail:text-sm",
);

/** The views: a rail beside the page, and a bar at the foot of a phone. */
export function Places({ merchantId }: { merchantId: string | undefined }) {
  const id = useId();
  const view = usePlace();
  const groups = useOfferedViews();
  const [hasMore, setHasMore] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is shown.
  useEffect(() => setHasMore(false), [view]);
  const inOrder = groups.flatMap(({ views }) => views);
  const byNeed = [...new Set([...AT_HAND.filter((name) => inOrder.includes(name)), ...inOrder])];
  const onPhone = byNeed.slice(0, inOrder.length > ON_PHONE + 1 ? ON_PHONE : ON_PHONE + 1);
  const isHidden = !onPhone.includes(view) && inOrder.includes(view);

  return (
    <nav
      aria-label="Main"
      className={classes(
        "print:hidden",
        "max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-5 max-md:max-h-[70dvh] max-md:overflow-y-auto",
        "max-md:border-t max-md:border-line max-md:bg-surface max-md:pb-[env(safe-area-inset-bottom)]",
        "md:min-h-0 md:flex-1 md:overflow-y-auto wide-rail:px-3",
      )}
    >
      <div
        id={id}
        className="max-md:grid max-md:grid-cols-[repeat(auto-fit,minmax(3.75rem,1fr))] md:grid md:gap-3"
      >
        {groups.map(({ group, views }, at) => (
          <ul
            key={group}
            aria-label={groups.length > 1 ? group : undefined}
            className={classes("max-md:contents md:grid md:gap-0.5", at > 0 && RULED)}
          >
            {groups.length > 1 && (
              <li
                aria-hidden="true"
                className="hidden px-3 pb-1 text-xs font-medium text-soft wide-rail:block"
              >
                {group}
              </li>
            )}
            {views.map((name) => (
              <li
                key={name}
                className={classes(!onPhone.includes(name) && !hasMore && "max-md:hidden")}
              >
                <Place name={name} isChosen={name === view}>
                  {name === "payouts" && merchantId && <Count merchantId={merchantId} />}
                </Place>
              </li>
            ))}
          </ul>
        ))}
        {inOrder.length > onPhone.length && (
          <button
            type="button"
            aria-expanded={hasMore}
            aria-controls={id}
            onClick={() => setHasMore(!hasMore)}
            className={classes(PLACE, "md:hidden", isHidden && !hasMore ? CHOSEN : OTHER)}
          >
            <Icon name="more" />
            {hasMore ? "Less" : "More"}
          </button>
        )}
      </div>
    </nav>
  );
}

const RULED = "md:border-t md:border-line md:pt-3";
const OTHER = "text-soft hover:bg-hover hover:text-ink";
const CHOSEN =
  "bg-accent-quiet text-accent forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none";

type Props = { name: View; isChosen: boolean; children: React.ReactNode };

function Place({ name, isChosen, children }: Props) {
  const { label, icon = "view" } = VIEW_OF[name];
  return (
    <Link
      to={{ view: name, payout: null, dialog: null }}
      aria-current={isChosen ? "page" : undefined}
      className={classes(PLACE, isChosen ? CHOSEN : OTHER)}
    >
      <Icon name={icon} />
      <span className="max-w-full wrap-anywhere">{label}</span>
      {children}
    </Link>
  );
}
