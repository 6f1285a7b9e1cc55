import { VIEWS, type View } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { useViewer } from "../session/useViewer";
import { GROUPS, groupOf, VIEW_OF } from "./views";

/** The views that this reader may open, by group; the shown one also while nobody knows the reader yet. */
export function useOfferedViews() {
  const { view } = useLocation();
  const scopes = useViewer()?.scopes;
  const offered = VIEWS.filter((name: View) => {
    const { needs } = VIEW_OF[name];
    return !needs || scopes?.includes(needs) || (name === view && !scopes);
  });
  return GROUPS.map((group) => ({
    group,
    views: offered.filter((name) => groupOf(VIEW_OF[name]) === group),
  })).filter(({ views }) => views.length > 0);
}
