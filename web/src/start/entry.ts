// Loaded apart from the dashboard and before it (vite.config.ts): a few kB without React.
import { applyLooks, storedLooks } from "../looks/stored";
import { sendFirstRequests } from "./firstRequests";

// The first paint waits for this script (startAhead.mjs): nothing is shown in another theme than the chosen one.
applyLooks(storedLooks());

export const firstMerchant = sendFirstRequests();
