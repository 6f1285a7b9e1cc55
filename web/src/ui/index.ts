export { Badge } from "./Badge";
export { BreakingName } from "./BreakingName";
export { Button, buttonClasses, LONG_TEXT } from "./Button";
export { Card } from "./Card";
export { CopyButton } from "./CopyButton";
export { classes, HIT_AREA } from "./classes";
export { Dialog } from "./Dialog";
export { Dotted } from "./Dotted";
export { setPageTitle, useTitleCount } from "./documentTitle";
export { ChoiceField, SelectField, TextField } from "./Field";
export { FormActions } from "./FormActions";
export { Money } from "./Money";
export {
  RETURNED_TEXT,
  ReviewBadge,
  SCHEDULED_TEXT,
  StatusBadge,
  statusText,
  UNCONFIRMED_TEXT,
} from "./StatusBadge";
export { EmptyState, ErrorState, Skeleton, SkeletonRows } from "./states";
export { IF_NO_ROOM, IF_ROOM, RowTh, Table, Td, Th } from "./Table";
export { ExactTimes, Time } from "./Time";
export { useKeptOpen } from "./useKeptOpen";
export { Warning } from "./Warning";
