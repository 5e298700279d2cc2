// Payroll files as a payroll system writes them, made here. The people do not exist.

/** A file with these parts, in UTF-8. */
export const paxml = (parts: string, version = '2.0'): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<paxml>\n<header><version>${version}</version></header>\n${parts}\n</paxml>\n`,
  );

/** A month's payslip of a nurse on two projects, with a deduction for a day of illness. */
export const PAYSLIP = `<loneutbetalning><lonebesked anstid="4711" persnr="198001010018">
  <periodid>202603</periodid><betaldatum>2026-03-25</betaldatum>
  <fornamn>Anna</fornamn><efternamn>Ek</efternamn>
  <tabellskatt>9500</tabellskatt><utbetalt>28800.50</utbetalt><arbavgiftprc>31.42</arbavgiftprc><arbavgiftbel>12033.94</arbavgiftbel>
  <lonerader>
    <lonrad><lonart>010</lonart><benamning>Månadslön</benamning><belopp>40000.00</belopp><lonetyp>BRUTTO</lonetyp></lonrad>
    <lonrad><lonart>310</lonart><benamning>Sjukavdrag dag 2-14</benamning><belopp>-1699.50</belopp><lonetyp>BRUTTO</lonetyp></lonrad>
    <lonrad><benamning>Semester kvar: 20 dagar</benamning></lonrad>
    <lonrad><lonart>900</lonart><benamning>Preliminär skatt</benamning><belopp>-9500</belopp><lonetyp>SKATT</lonetyp></lonrad>
  </lonerader>
  <kontering>
    <transaktion kontonr="7010" belopp="22980.30"><resenheter><resenhet dim="1" id="430"/><resenhet dim="6" id="P100"/></resenheter></transaktion>
    <transaktion kontonr="7010" belopp="15320.2"><resenheter><resenhet dim="1" id="430"/></resenheter></transaktion>
  </kontering>
</lonebesked></loneutbetalning>`;
