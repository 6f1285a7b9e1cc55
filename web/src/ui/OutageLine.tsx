import { useOutage } from "../api";

/** The page's banner is inert behind a modal dialog: this says inside it that the server is away. */
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
