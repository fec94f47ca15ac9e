// Copies what the pages need from node_modules into the folder named on the command line. No bundler, nothing fetched.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lib = process.argv[2];
const source = path => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
const target = path => {
  const file = join(lib, path);
  mkdirSync(dirname(file), { recursive: true });
  return file;
};
const read = path => readFileSync(source(path), 'utf8');
const copy = (from, to) => copyFileSync(source(from), target(to));
const write = (to, text) => writeFileSync(target(to), text);

rmSync(lib, { recursive: true, force: true });

// The library asks a server of its own for the font first. The site declares its own subsets, so that no visitor is told to anybody.
const ecl = '@ecl/preset-ec/dist';
const styles = file => read(`${ecl}/styles/${file}`).replace(/@font-face\{[^}]*\}/g, '').replace(/\/\*# sourceMappingURL.*?\*\//g, '');

copy('@ecl/preset-ec/LICENSE', 'ecl/LICENSE.txt');
write('ecl/ecl-print.css', styles('ecl-ec-print.css'));
write('ecl/icons.svg', sprite([
  'arrow-left', 'calendar', 'check', 'check-filled', 'clock', 'close', 'close-filled', 'corner-arrow', 'document', 'download', 'edit', 'error',
  'external', 'faq', 'global', 'hamburger', 'information', 'list', 'location', 'log-in', 'logged-in', 'plus', 'print', 'search', 'solid-arrow',
  'trash', 'warning',
]));

for (const subset of ['latin', 'latin-ext']) {
  copy(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`, `inter/${subset}.woff2`);
}
copy('@fontsource-variable/inter/LICENSE', 'inter/LICENSE.txt');

// Last, because the build takes this file's age for the age of them all.
write('ecl/ecl.css', ['optional/ecl-reset.css', 'ecl-ec.css', 'optional/ecl-ec-utilities.css'].map(styles).join('\n'));

function sprite(names) {
  const all = read('@ecl/resources-icons/dist/sprites/icons.svg');
  const symbols = names.map(name => {
    const symbol = all.match(new RegExp(`<symbol[^>]*id="${name}".*?</symbol>`, 's'));
    if (!symbol) throw new Error(`There is no icon named ${name}.`);
    return symbol[0];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}
