// Loaded apart from the dashboard and before it (vite.config.ts): a few kB without React.
import { sendFirstRequests } from "./firstRequests";

export const firstMerchant = sendFirstRequests();
