// The plain JavaScript table with already decoded rows.
import { load } from './rows.js';
import { button, table } from './table.js';

const [rows, next] = await load();
const update = table(rows);
button('update', () => update(next));
