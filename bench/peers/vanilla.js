// The panel's table as plain JavaScript makes it, of rows that are decoded already: what one would
// write without a framework, and the floor that frameworks are measured from. With
// `?content-visibility` the browser leaves out the layout of rows that are not seen.

const SORTED_BY = ['name', 'days', 'subject', 'issuer', 'key'];

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const icon = (name) => {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `#icon-${name}`);
  drawing.append(use);
  return drawing;
};

// One row, to be cloned: faster than to make each element of each row.
const pattern = make(
  'tr',
  { role: 'row' },
  make('th', { role: 'rowheader', scope: 'row' }, make('a', { class: 'row-link' })),
  make(
    'td',
    { role: 'cell', class: 'cell-status' },
    make('span', { class: 'purpose' }),
    make(
      'div',
      { class: 'status-line' },
      make('span', { class: 'status' }, icon('check'), make('span')),
      make('time'),
    ),
  ),
  make('td', { role: 'cell' }, make('span', { class: 'dn' })),
  make('td', { role: 'cell' }, make('span', { class: 'dn' })),
  make(
    'td',
    { role: 'cell' },
    make('span', { class: 'key-kind' }),
    make('span', { class: 'key-match good' }, icon('check'), make('span')),
    make('span', { class: 'masked' }, icon('key'), 'Hidden'),
  ),
  make(
    'td',
    { role: 'cell', class: 'cell-action' },
    make('button', { type: 'button', class: 'danger' }, icon('trash'), make('span', {}, 'Delete')),
  ),
);

const element = (row) => {
  const tr = pattern.cloneNode(true);
  const [name, status, subject, issuer, key] = tr.children;
  name.firstChild.href = `#/certificates/${row.name}`;
  name.firstChild.textContent = row.name;
  const line = status.lastChild;
  line.firstChild.className = `status ${row.look}`;
  line.firstChild.lastChild.textContent = row.status;
  line.lastChild.textContent = row.until;
  subject.firstChild.textContent = row.subject;
  issuer.firstChild.textContent = row.issuer;
  key.firstChild.textContent = row.key;
  key.children[1].lastChild.textContent = row.match;
  return tr;
};

const mark = (node, text, needle) => {
  const at = needle ? text.toLowerCase().indexOf(needle) : -1;
  if (at < 0) {
    if (node.firstElementChild) node.textContent = text;
    return;
  }
  const end = at + needle.length;
  node.replaceChildren(text.slice(0, at), make('mark', {}, text.slice(at, end)), text.slice(end));
};

const rows = await (await fetch('rows.json')).json();
for (const row of rows) {
  row.text = [row.name, row.subject, row.issuer, row.serial, row.sha256, ...row.sans]
    .join('\n')
    .toLowerCase();
}
const elements = new Map();
const body = make('tbody', { role: 'rowgroup' });
const count = make('p', { role: 'status' });
const search = make('input', { type: 'search', 'aria-label': 'Search' });
const asked = { by: 'days', down: false };

const show = () => {
  const needle = search.value.trim().toLowerCase();
  const shown = needle ? rows.filter((row) => row.text.includes(needle)) : [...rows];
  const { by, down } = asked;
  shown.sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.name < b.name ? -1 : 1));
  if (down) shown.reverse();
  const list = shown.map((row) => {
    let tr = elements.get(row.name);
    if (!tr) elements.set(row.name, (tr = element(row)));
    mark(tr.children[0].firstChild, row.name, needle);
    mark(tr.children[2].firstChild, row.subject, needle);
    mark(tr.children[3].firstChild, row.issuer, needle);
    return tr;
  });
  body.replaceChildren(...list);
  count.textContent = `${shown.length} of ${rows.length} shown`;
};

const open = (row) => {
  const facts = Object.entries({ ...row, sans: row.sans.join(', ') });
  const list = make('dl', {}, ...facts.flatMap(([k, v]) => [make('dt', {}, k), make('dd', {}, `${v}`)]));
  const close = make('button', { type: 'button', 'aria-label': 'Close' }, icon('close'));
  const drawer = make('dialog', { class: 'drawer' }, make('h2', {}, row.name), close, list);
  close.onclick = () => drawer.remove();
  document.body.append(drawer);
  drawer.showModal();
};

const head = (title, index) => {
  const button = make('button', { type: 'button', class: 'head' }, make('span', {}, title), icon('sort'));
  button.onclick = () => {
    asked.down = asked.by === SORTED_BY[index] && !asked.down;
    asked.by = SORTED_BY[index];
    show();
  };
  return make('th', { role: 'columnheader', scope: 'col' }, button);
};

const titles = ['Name', 'Status', 'Subject', 'Issuer', 'Private key'];
const table = make(
  'table',
  { class: 'certificates', role: 'table' },
  make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...titles.map(head), make('th'))),
  body,
);
if (location.search === '?content-visibility') table.classList.add('skips-layout');
const byName = new Map(rows.map((row) => [row.name, row]));
body.onclick = (event) => {
  const link = event.target.closest('a.row-link');
  if (!link) return;
  event.preventDefault();
  open(byName.get(link.textContent));
};
search.oninput = show;
document.body.append(make('main', {}, search, count, table));
show();
