import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { holidays, workdays } = require('chinese-days/dist/chinese-days.json');
const { version } = JSON.parse(readFileSync(require.resolve('chinese-days/package.json')));

const isWeekend = day => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const ofYear = (days, year) => Object.keys(days)
  .filter(day => day.startsWith(year)).sort().map(day => day.slice(5).replace('-', '')).join(' ');

// Only what differs from the plain week: weekdays off, weekend days on.
const off = Object.fromEntries(Object.entries(holidays).filter(([day]) => !isWeekend(day)));
const on = Object.fromEntries(Object.entries(workdays).filter(([day]) => isWeekend(day)));

const years = [...new Set(Object.keys(holidays).map(day => day.slice(0, 4)))].sort();
const rows = years.map(year => `    "${year}": { "off": "${ofYear(off, year)}", "on": "${ofYear(on, year)}" }`);

writeFileSync(new URL('../../src/Modules/Kernel/HeroApi.China/calendar.json', import.meta.url),
  `{\n  "version": "chinese-days ${version}",\n  "years": {\n${rows.join(',\n')}\n  }\n}\n`);
console.log(`${years.length} years, ${years[0]} to ${years.at(-1)}`);
