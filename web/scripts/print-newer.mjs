// Prints as JSON what the oldest supported browsers lack. A browser test deletes it all and opens the dashboard.
import { newerGlobals, newerStatics } from "./newerFeatures.mjs";

console.log(JSON.stringify({ globals: [...newerGlobals], members: [...newerStatics] }));
