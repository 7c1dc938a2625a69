import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';

const bySyllable = new Map();
for (const [first, last] of [[0x3007, 0x3007], [0x3400, 0x9fff], [0x20000, 0x323af]])
  for (let point = first; point <= last; point++) {
    const character = String.fromCodePoint(point);
    const syllable = pinyin(character, { toneType: 'none', v: true });
    if (/^[a-z]+$/.test(syllable))
      bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character);
  }

const lines = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, characters]) => `${syllable}\t${characters}\n`);
writeFileSync(new URL('../../src/Modules/Kernel/HeroApi.Kernel/Text/pinyin.tsv.gz', import.meta.url), gzipSync(lines.join(''), { level: 9 }));
console.log(`${lines.length} syllables, ${[...bySyllable.values()].reduce((sum, c) => sum + [...c].length, 0)} characters`);
