import { lazy, Suspense, useState } from "react";
import { Icon } from "../ui/Icon";
import { useShortcuts } from "./useShortcuts";

const Preferences = lazy(async () => ({ default: (await import("./Preferences")).Preferences }));

/** Opens the choice of theme and the list of shortcuts, as does `?`. */
export function PreferencesButton() {
  const [isOpen, setIsOpen] = useState(false);
  useShortcuts(() => setIsOpen(true));
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label="Theme and shortcuts"
        onClick={() => setIsOpen(true)}
        className="grid size-10 place-items-center rounded-lg text-soft hover:bg-hover hover:text-ink pointer-coarse:size-11"
      >
        <Icon name="settings" />
      </button>
      {isOpen && (
        <Suspense>
          <Preferences onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
