// One chunk for both: the first load names each.
export { ProofView } from "./ProofView";
export { ProvenLink } from "./ProvenLink";
