import { configure } from "@testing-library/react";

// The default of 1 s is too short on a busy machine. A wait ends as soon as its condition holds.
configure({ asyncUtilTimeout: 30_000 });
