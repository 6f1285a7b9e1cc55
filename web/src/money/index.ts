export { decimalRupees, formatRupees, formatRupeesShort } from "./formatRupees";
export { type ParsedRupees, parseRupees } from "./parseRupees";
export { rupeesInWords } from "./rupeesInWords";
