import { useOutage } from "../api";

/** Reports an outage inside a modal dialog, behind which the page's banner is inert. */
export function OutageLine() {
  const outage = useOutage();
  return (
    <div role="status">
      {outage && (
        <p className="bg-wait-quiet px-6 py-2 text-sm text-wait">
          Can't reach the server. Data may be out of date.
        </p>
      )}
    </div>
  );
}
