import { VIEWS, type View } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { useViewer } from "../session/useViewer";
import { GROUPS, groupOf, VIEW_OF } from "./views";

/** The views that this reader may open, by group; the shown one also while nobody knows the reader yet. */
export function useOfferedViews() {
  const chosen = usePlace();
  const scopes = useViewer()?.scopes;
  const offered = VIEWS.filter((name: View) => {
    const { needs, below } = VIEW_OF[name];
    if (below) return false;
    return !needs || scopes?.includes(needs) || (name === chosen && !scopes);
  });
  return GROUPS.map((group) => ({
    group,
    views: offered.filter((name) => groupOf(VIEW_OF[name]) === group),
  })).filter(({ views }) => views.length > 0);
}

/** The view of the rail that is shown, or below which the shown one stands. */
export function usePlace(): View {
  const { view } = useLocation();
  return VIEW_OF[view].below ?? view;
}
