// The panel's table in plain JavaScript: what one would write without a framework, and the baseline
// for frameworks.
import { COLUMNS, FIRST_ORDER, choose, counted, cut, facts, needleOf, pressed, tableClass } from './rows.js';

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

// One row to clone, which is faster than creating each element of each row.
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

const drawn = (row) => {
  const tr = pattern.cloneNode(true);
  const [name, status, subject, issuer, key] = tr.children;
  name.firstChild.href = `#/certificates/${row.name}`;
  name.firstChild.textContent = row.name;
  status.firstChild.textContent = row.title;
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
  const parts = cut(text, needle);
  if (parts) {
    node.replaceChildren(parts[0], make('mark', {}, parts[1]), parts[2]);
  } else if (node.firstElementChild) {
    node.textContent = text;
  }
};

const open = (row) => {
  const list = make('dl');
  for (const [name, value] of facts(row)) list.append(make('dt', {}, name), make('dd', {}, value));
  const close = make('button', { type: 'button', 'aria-label': 'Close' }, icon('close'));
  const drawer = make('dialog', { class: 'drawer' }, make('h2', {}, row.name), close, list);
  close.onclick = () => drawer.remove();
  document.body.append(drawer);
  drawer.showModal();
};

/** Adds the table to the page; returns a function that replaces its rows. */
export const table = (all) => {
  let rows = all;
  let order = FIRST_ORDER;
  const elements = new Map();
  let list = [];
  const body = make('tbody', { role: 'rowgroup' });
  const count = make('p', { role: 'status' });
  const search = make('input', { type: 'search', 'aria-label': 'Search' });

  const show = () => {
    const needle = needleOf(search);
    const shown = choose(rows, needle, order);
    const before = list;
    list = shown.map((row) => {
      let tr = elements.get(row);
      if (!tr) elements.set(row, (tr = drawn(row)));
      mark(tr.children[0].firstChild, row.name, needle);
      mark(tr.children[2].firstChild, row.subject, needle);
      mark(tr.children[3].firstChild, row.issuer, needle);
      return tr;
    });
    const isSame = list.length === before.length && list.every((tr, at) => tr === before[at]);
    if (!isSame) body.replaceChildren(...list);
    count.textContent = counted(shown, rows);
  };

  const heads = COLUMNS.map(([title, by]) => {
    const button = make('button', { type: 'button', class: 'head' }, make('span', {}, title), icon('sort'));
    button.onclick = () => {
      order = pressed(order, by);
      show();
    };
    return make('th', { role: 'columnheader', scope: 'col' }, button);
  });
  const head = make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads, make('th')));
  body.onclick = (event) => {
    const link = event.target.closest('a.row-link');
    if (!link) return;
    event.preventDefault();
    open(rows.find((row) => row.name === link.textContent));
  };
  search.oninput = show;
  const whole = make('table', { class: tableClass, role: 'table' }, head, body);
  document.body.append(make('main', {}, search, count, whole));
  show();

  return (next) => {
    const kept = new Set(next);
    for (const row of rows) if (!kept.has(row)) elements.delete(row);
    rows = next;
    show();
  };
};

/** Adds a button before the table. */
export const button = (text, press) => {
  const element = make('button', { type: 'button', class: text }, text);
  element.onclick = press;
  document.querySelector('main').prepend(element);
};
