import { Fragment } from "react";

/** An e-mail address or user name, which breaks before its @ and after its dots and hyphens, rather than within a word. */
export function BreakingName({ text }: { text: string }) {
  return text.split(/(?=@)|(?<=[.\-_])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
