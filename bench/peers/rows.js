// Shared by all peers, so that only the rendering differs: a row's data, which rows are shown, and
// their order.

export const COLUMNS = [
  ['Name', 'name'],
  ['Status', 'days'],
  ['Subject', 'subject'],
  ['Issuer', 'issuer'],
  ['Private key', 'key'],
];

export const FIRST_ORDER = { by: 'days', down: false };

/** The sort order after a click on a column header. */
export const pressed = (order, by) => ({ by, down: order.by === by && !order.down });

/** Rows with all searchable text combined. */
export const searchable = (rows) => {
  for (const row of rows) {
    const { name, title, subject, issuer, serial, sha256 = '', sans } = row;
    const texts = [name, title, subject, issuer, serial, sha256, ...sans];
    row.text = texts.join('\n').toLowerCase();
  }
  return rows;
};

/** The rows to show. */
export const choose = (rows, needle, { by, down }) => {
  const shown = needle ? rows.filter((row) => row.text.includes(needle)) : [...rows];
  shown.sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.name < b.name ? -1 : 1));
  return down ? shown.reverse() : shown;
};

/** A text before, in, and after the first match; null without a match. */
export const cut = (text, needle) => {
  const at = needle ? text.toLowerCase().indexOf(needle) : -1;
  const end = at + needle.length;
  return at < 0 ? null : [text.slice(0, at), text.slice(at, end), text.slice(end)];
};

/** The drawer's facts. */
export const facts = ({ text, sans, ...row }) =>
  Object.entries({ ...row, sans: sans.join(', ') }).map(([name, value]) => [name, `${value}`]);

export const needleOf = (input) => input.value.trim().toLowerCase();

export const counted = (shown, all) => `${shown.length} of ${all.length} shown`;

/** Makes the browser skip layout for rows out of view. */
export const tableClass =
  location.search === '?content-visibility' ? 'certificates skips-layout' : 'certificates';

/** The rows, and the same with every tenth renewed; in a separate task, like data at hand. */
export const load = async () => {
  const rows = searchable(await (await fetch('rows.json')).json());
  const year = 365 * 86_400_000;
  const renewed = { days: 365, until: new Date(Date.now() + year).toISOString() };
  const next = rows.map((row, at) =>
    at % 10 ? row : { ...row, ...renewed, status: 'ok', look: 'good' },
  );
  await new Promise((resolve) => setTimeout(resolve));
  return [rows, next];
};
