// The same table in idiomatic Solid: signals, and rows that are kept while their data is unchanged.
import { For, Show, createMemo, createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { COLUMNS, FIRST_ORDER, choose, counted, cut, facts, load, needleOf, pressed, tableClass } from './rows.js';

// Solid creates elements from its own templates' markup, which the page's policy must allow.
globalThis.trustedTypes?.createPolicy('default', { createHTML: (markup) => markup });

const Icon = (props) => (
  <svg class="icon" aria-hidden="true">
    <use href={`#icon-${props.name}`} />
  </svg>
);

const Marked = (props) => {
  const parts = createMemo(() => cut(props.text, props.needle));
  return (
    <Show when={parts()} fallback={props.text}>
      {parts()[0]}
      <mark>{parts()[1]}</mark>
      {parts()[2]}
    </Show>
  );
};

const Row = (props) => (
  <tr role="row">
    <th role="rowheader" scope="row">
      <a class="row-link" href={`#/certificates/${props.row.name}`}>
        <Marked text={props.row.name} needle={props.needle} />
      </a>
    </th>
    <td role="cell" class="cell-status">
      <span class="purpose">{props.row.title}</span>
      <div class="status-line">
        <span class={`status ${props.row.look}`}>
          <Icon name="check" />
          <span>{props.row.status}</span>
        </span>
        <time>{props.row.until}</time>
      </div>
    </td>
    <td role="cell">
      <span class="dn">
        <Marked text={props.row.subject} needle={props.needle} />
      </span>
    </td>
    <td role="cell">
      <span class="dn">
        <Marked text={props.row.issuer} needle={props.needle} />
      </span>
    </td>
    <td role="cell">
      <span class="key-kind">{props.row.key}</span>
      <span class="key-match good">
        <Icon name="check" />
        <span>{props.row.match}</span>
      </span>
      <span class="masked">
        <Icon name="key" />
        Hidden
      </span>
    </td>
    <td role="cell" class="cell-action">
      <button type="button" class="danger">
        <Icon name="trash" />
        <span>Delete</span>
      </button>
    </td>
  </tr>
);

const Drawer = (props) => (
  <dialog class="drawer" ref={(dialog) => queueMicrotask(() => dialog.showModal())}>
    <h2>{props.row.name}</h2>
    <button type="button" aria-label="Close" onClick={props.close}>
      <Icon name="close" />
    </button>
    <dl>
      <For each={facts(props.row)}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        )}
      </For>
    </dl>
  </dialog>
);

const Panel = (props) => {
  const [rows, setRows] = createSignal(props.first);
  const [needle, setNeedle] = createSignal('');
  const [order, setOrder] = createSignal(FIRST_ORDER);
  const [opened, setOpened] = createSignal(null);
  const shown = createMemo(() => choose(rows(), needle(), order()));
  const open = (event) => {
    const link = event.target.closest('a.row-link');
    if (!link) return;
    event.preventDefault();
    setOpened(rows().find((row) => row.name === link.textContent));
  };
  return (
    <>
      <main>
        <button type="button" class="update" onClick={() => setRows(props.next)}>
          update
        </button>
        <input type="search" aria-label="Search" onInput={(event) => setNeedle(needleOf(event.target))} />
        <p role="status">{counted(shown(), rows())}</p>
        <table class={tableClass} role="table">
          <thead role="rowgroup">
            <tr role="row">
              <For each={COLUMNS}>
                {([title, by]) => (
                  <th role="columnheader" scope="col">
                    <button type="button" class="head" onClick={() => setOrder(pressed(order(), by))}>
                      <span>{title}</span>
                      <Icon name="sort" />
                    </button>
                  </th>
                )}
              </For>
              <th />
            </tr>
          </thead>
          <tbody role="rowgroup" onClick={open}>
            <For each={shown()}>{(row) => <Row row={row} needle={needle()} />}</For>
          </tbody>
        </table>
      </main>
      <Show when={opened()}>
        <Drawer row={opened()} close={() => setOpened(null)} />
      </Show>
    </>
  );
};

const [first, next] = await load();
render(() => <Panel first={first} next={next} />, document.body.appendChild(document.createElement('div')));
