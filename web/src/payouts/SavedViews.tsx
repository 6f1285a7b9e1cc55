import { type FormEvent, useId, useState } from "react";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { Button, buttonClasses, classes, TextField } from "../ui";
import {
  isShown,
  LONGEST_NAME,
  type SavedView,
  savedViews,
  storeViews,
  withoutView,
  withView,
} from "./savedViews";

type Props = { named: Record<string, string>; canSave: boolean };

/** The user's saved views of the list. `named` are the filters that are on. */
export function SavedViews(props: Props) {
  const user = useViewer()?.name;
  return user === undefined ? null : <ViewsOf key={user} user={user} {...props} />;
}

function ViewsOf({ user, named, canSave }: Props & { user: string }) {
  const [views, setViews] = useState(() => savedViews(user));
  const [isNaming, setIsNaming] = useState(false);
  const labelId = useId();
  const change = (changed: SavedView[], told: string) => {
    setViews(changed);
    announce(storeViews(user, changed) ? told : "This browser stores no views.");
  };
  const shown = views.find((view) => isShown(view, named));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (!name) return;
    const filters = Object.fromEntries(Object.entries(named).filter(([, value]) => value));
    change(withView(views, { name, filters }), `View ${name} saved`);
    setIsNaming(false);
  };
  if (views.length === 0 && !canSave) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {views.length > 0 && (
        <>
          <span id={labelId} className="text-sm text-soft">
            Saved views
          </span>
          <ul aria-labelledby={labelId} className="flex min-w-0 flex-wrap gap-1">
            {views.map((view) => (
              <li key={view.name} className="flex min-w-0 items-center">
                <Link
                  to={{ filters: view.filters }}
                  aria-current={view === shown ? "true" : undefined}
                  className={classes(
                    buttonClasses(view === shown ? "secondary" : "quiet", true),
                    "min-w-0 wrap-anywhere",
                    view === shown && "border-accent text-accent",
                  )}
                >
                  {view.name}
                </Link>
                <button
                  type="button"
                  aria-label={`Remove the view ${view.name}`}
                  onClick={() => change(withoutView(views, view.name), `View ${view.name} removed`)}
                  className="inline-grid size-6 place-items-center rounded text-soft hover:bg-hover hover:text-ink pointer-coarse:size-11"
                >
                  <span aria-hidden="true">×</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {canSave && !shown && !isNaming && (
        <Button isSmall kind="quiet" onClick={() => setIsNaming(true)}>
          Save view
        </Button>
      )}
      {isNaming && (
        <form onSubmit={save} className="flex flex-wrap items-end gap-2">
          <TextField label="Name of the view" name="name" maxLength={LONGEST_NAME} autoFocus />
          <Button type="submit">Save</Button>
          <Button kind="quiet" onClick={() => setIsNaming(false)}>
            Cancel
          </Button>
        </form>
      )}
    </div>
  );
}
