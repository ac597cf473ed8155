// The same table in idiomatic React: memoized, keyed rows, so that only changed ones render again.
import { memo, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { COLUMNS, FIRST_ORDER, choose, counted, cut, facts, load, needleOf, pressed, tableClass } from './rows.js';

const Icon = ({ name }) => (
  <svg className="icon" aria-hidden="true">
    <use href={`#icon-${name}`} />
  </svg>
);

const Marked = ({ text, needle }) => {
  const parts = cut(text, needle);
  if (!parts) return text;
  return (
    <>
      {parts[0]}
      <mark>{parts[1]}</mark>
      {parts[2]}
    </>
  );
};

const Row = memo(({ row, needle }) => (
  <tr role="row">
    <th role="rowheader" scope="row">
      <a className="row-link" href={`#/certificates/${row.name}`}>
        <Marked text={row.name} needle={needle} />
      </a>
    </th>
    <td role="cell" className="cell-status">
      <span className="purpose">{row.title}</span>
      <div className="status-line">
        <span className={`status ${row.look}`}>
          <Icon name="check" />
          <span>{row.status}</span>
        </span>
        <time>{row.until}</time>
      </div>
    </td>
    <td role="cell">
      <span className="dn">
        <Marked text={row.subject} needle={needle} />
      </span>
    </td>
    <td role="cell">
      <span className="dn">
        <Marked text={row.issuer} needle={needle} />
      </span>
    </td>
    <td role="cell">
      <span className="key-kind">{row.key}</span>
      <span className="key-match good">
        <Icon name="check" />
        <span>{row.match}</span>
      </span>
      <span className="masked">
        <Icon name="key" />
        Hidden
      </span>
    </td>
    <td role="cell" className="cell-action">
      <button type="button" className="danger">
        <Icon name="trash" />
        <span>Delete</span>
      </button>
    </td>
  </tr>
));

const Drawer = ({ row, close }) => (
  <dialog className="drawer" ref={(dialog) => dialog?.showModal()}>
    <h2>{row.name}</h2>
    <button type="button" aria-label="Close" onClick={close}>
      <Icon name="close" />
    </button>
    <dl>
      {facts(row).map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{value}</dd>])}
    </dl>
  </dialog>
);

const Panel = ({ first, next }) => {
  const [rows, setRows] = useState(first);
  const [needle, setNeedle] = useState('');
  const [order, setOrder] = useState(FIRST_ORDER);
  const [opened, setOpened] = useState(null);
  const shown = useMemo(() => choose(rows, needle, order), [rows, needle, order]);
  const open = (event) => {
    const link = event.target.closest('a.row-link');
    if (!link) return;
    event.preventDefault();
    setOpened(rows.find((row) => row.name === link.textContent));
  };
  return (
    <>
      <main>
        <button type="button" className="update" onClick={() => setRows(next)}>
          update
        </button>
        <input type="search" aria-label="Search" onInput={(event) => setNeedle(needleOf(event.target))} />
        <p role="status">{counted(shown, rows)}</p>
        <table className={tableClass} role="table">
          <thead role="rowgroup">
            <tr role="row">
              {COLUMNS.map(([title, by]) => (
                <th role="columnheader" scope="col" key={by}>
                  <button type="button" className="head" onClick={() => setOrder((order) => pressed(order, by))}>
                    <span>{title}</span>
                    <Icon name="sort" />
                  </button>
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody role="rowgroup" onClick={open}>
            {shown.map((row) => (
              <Row key={row.name} row={row} needle={needle} />
            ))}
          </tbody>
        </table>
      </main>
      {opened && <Drawer row={opened} close={() => setOpened(null)} />}
    </>
  );
};

const [first, next] = await load();
createRoot(document.body.appendChild(document.createElement('div'))).render(<Panel first={first} next={next} />);
