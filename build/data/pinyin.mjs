import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';

const folder = new URL('../../src/Modules/Kernel/HeroApi.China/', import.meta.url);
const plain = { toneType: 'none', v: true, type: 'array' };
const byCodeUnits = ([a], [b]) => (a < b ? -1 : 1);

const characters = [];
for (const [first, last] of [[0x3007, 0x3007], [0x3400, 0x9fff], [0x20000, 0x323af]])
  for (let point = first; point <= last; point++)
    characters.push(String.fromCodePoint(point));

const readings = new Map(characters
  .map(character => [character, pinyin(character, plain)[0]])
  .filter(([, syllable]) => /^[a-z]+$/.test(syllable)));

const bySyllable = new Map();
for (const [character, syllable] of readings)
  bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character);
const lines = [...bySyllable].sort(byCodeUnits).map(([syllable, own]) => `${syllable}\t${own}\n`);
writeFileSync(new URL('pinyin.tsv.gz', folder), gzipSync(lines.join(''), { level: 9 }));

// Surnames that are read otherwise than the characters alone: the package's own, and three that it misses.
const compounds = '万俟 尉迟 澹台 长孙 子车 乐正'.split(' ');
const surnames = [...readings.keys(), ...compounds]
  .map(name => [name, pinyin(`${name}某`, { ...plain, surname: 'head' }).slice(0, -1).join(' ')])
  .filter(([name, reading]) => /^[a-z ]+$/.test(reading) && reading !== [...name].map(c => readings.get(c)).join(' '));
surnames.push(['单于', 'chan yu'], ['种', 'chong'], ['秘', 'bi']);
writeFileSync(new URL('surnames.tsv', folder), surnames.map(([name, reading]) => `${name}\t${reading}\n`).join(''));

console.log(`${lines.length} syllables, ${readings.size} characters, ${surnames.length} surnames`);
