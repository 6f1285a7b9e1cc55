export { decimalRupees, formatRupees, formatRupeesShort } from "./formatRupees";
export { type ParsedRupees, parseRupees } from "./parseRupees";
