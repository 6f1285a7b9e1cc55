import { Money, RowTh, Table, Td, Th } from "../ui";
import { periodName } from "./periodText";
import type { Period } from "./useHistory";

/** What the chart shows, in amounts; newest first. */
export function HistoryTable({ periods, isByWeek }: { periods: Period[]; isByWeek: boolean }) {
  return (
    <Table label={isByWeek ? "Balance by week" : "Balance by day"}>
      <thead>
        <tr>
          <Th>{isByWeek ? "Week (IST)" : "Day (IST)"}</Th>
          <Th isNumeric>In</Th>
          <Th isNumeric>Out</Th>
          <Th isNumeric>Available</Th>
          <Th isNumeric>Lowest</Th>
          <Th isNumeric>Highest</Th>
          <Th isNumeric>On hold</Th>
        </tr>
      </thead>
      <tbody>
        {[...periods].reverse().map((period) => (
          <tr key={period.startsOn}>
            <RowTh className="whitespace-nowrap">{periodName(period)}</RowTh>
            <Amount paise={period.inPaise} />
            <Amount paise={period.outPaise} />
            <Amount paise={period.closePaise} />
            <Amount paise={period.minPaise} />
            <Amount paise={period.maxPaise} />
            <Amount paise={period.heldClosePaise} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Amount({ paise }: { paise: number }) {
  return (
    <Td isNumeric>
      <Money paise={paise} />
    </Td>
  );
}
