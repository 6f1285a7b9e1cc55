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
        onClick={() => setIsOpen(true)}
        className="flex min-h-10 min-w-10 items-center justify-center gap-2 rounded-lg px-2 text-sm text-soft hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        <Icon name="settings" />
        {/* On a phone it stands alone at the foot of the page. */}
        <span className="md:sr-only">Theme and shortcuts</span>
      </button>
      {isOpen && (
        <Suspense>
          <Preferences onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
