// The table of plain JavaScript with rows that are decoded already.
import { load } from './rows.js';
import { button, table } from './table.js';

const [rows, next] = await load();
const update = table(rows);
button('update', () => update(next));
