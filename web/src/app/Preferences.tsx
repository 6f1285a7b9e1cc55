import { Fragment, useId } from "react";
import { choose, type Looks, useLooks } from "../looks/useLooks";
import { classes, Dialog } from "../ui";
import { Icon, type IconName } from "../ui/Icon";
import { useOfferedViews } from "./offeredViews";
import { VIEW_OF } from "./views";

const THEMES: { theme: Looks["theme"]; text: string; icon: IconName }[] = [
  { theme: "system", text: "System", icon: "screen" },
  { theme: "light", text: "Light", icon: "sun" },
  { theme: "dark", text: "Dark", icon: "moon" },
];

/** The theme, and the keyboard's shortcuts. Both are kept in this browser. */
export function Preferences({ onClose }: { onClose: () => void }) {
  const { theme, shortcuts } = useLooks();
  const id = useId();
  return (
    <Dialog title="Theme and shortcuts" onClose={onClose} onBack="close">
      <fieldset>
        <legend className="mb-2 font-semibold">Theme</legend>
        <div className="grid grid-cols-3 gap-2">
          {THEMES.map((it) => (
            <label
              key={it.theme}
              className={classes(
                "grid min-h-18 cursor-pointer place-items-center content-center gap-1 rounded-lg border p-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent",
                it.theme === theme
                  ? "border-accent bg-accent-quiet font-medium text-accent forced-colors:border-[Highlight] forced-colors:outline-2"
                  : "border-edge hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name={id}
                checked={it.theme === theme}
                onChange={() => choose({ theme: it.theme })}
                className="sr-only"
              />
              <Icon name={it.icon} />
              {it.text}
            </label>
          ))}
        </div>
      </fieldset>
      <section aria-labelledby={`${id}-keys`} className="mt-5 border-t border-line pt-5">
        <h3 id={`${id}-keys`} className="mb-1 font-semibold">
          Keyboard shortcuts
        </h3>
        <label className="flex min-h-11 items-center gap-3 text-sm">
          <input
            type="checkbox"
            checked={shortcuts === "on"}
            onChange={(event) => choose({ shortcuts: event.target.checked ? "on" : "off" })}
          />
          Use single keys
        </label>
        <Shortcuts />
      </section>
    </Dialog>
  );
}

function Shortcuts() {
  const views = useOfferedViews().flatMap(({ views }) => views);
  const places = views.flatMap((view) => {
    const { key, label } = VIEW_OF[view];
    return key ? [[["g", key], label] as const] : [];
  });
  const shortcuts = [
    [["/"], "Search; Ctrl K always does"],
    [["n"], "New payout"],
    [["j"], "Next payout in the list"],
    [["k"], "Previous payout in the list"],
    [["?"], "This list"],
    ...places,
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-sm">
      {shortcuts.map(([keys, text]) => (
        <Fragment key={text}>
          <dt className="flex gap-1">
            {keys.map((key) => (
              <kbd
                key={key}
                className="min-w-6 rounded border border-edge bg-hover px-1.5 text-center font-mono text-xs/5"
              >
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
