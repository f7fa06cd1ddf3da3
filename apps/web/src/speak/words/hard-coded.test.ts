import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** What a person reads or hears, although it is an attribute. */
const SPOKEN = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder'],
  ...['alt', 'title', 'placeholder', 'label', 'hint', 'error', 'summary', 'detail', 'text'],
]);
/** The product's own name, units and the name of a hash are the same in every language. */
const NAMES = new Set(['Rostrum', 'LUFS', 'dBTP', 'SHA-256']);
/** A component may be handed the key of what it says. */
const KEY = /^[a-z]*(\.\w+)+$/;

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

const says = (text: unknown): boolean =>
  typeof text === 'string' && /\p{L}{2}/u.test(text) && !NAMES.has(text.trim()) && !KEY.test(text);

/** The words that an expression would show as they stand: a string, both ends of a choice, parts of a template. */
function shown(node: unknown): unknown[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return [node.value];
    case 'TemplateLiteral':
      return z
        .array(z.looseObject({ value: z.looseObject({ cooked: z.string().nullish() }) }))
        .parse(node.quasis)
        .map(({ value }) => value.cooked);
    case 'ConditionalExpression':
      return [...shown(node.consequent), ...shown(node.alternate)];
    case 'LogicalExpression':
      return [...shown(node.left), ...shown(node.right)];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return shown(node.expression);
    default:
      return [];
  }
}

function hardCoded(source: string, name = 'a.tsx'): string[] {
  const { program, errors } = parseSync(name, source, { lang: 'tsx' });
  if (errors.length > 0) throw new Error(`${name} cannot be read`);
  const found: string[] = [];
  const look = (texts: unknown[], at: number) => {
    const line = source.slice(0, at).split('\n').length;
    for (const text of texts) if (says(text)) found.push(`${name}:${line} ${String(text).trim()}`);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one);
      return;
    }
    if (!isNode(value)) return;
    if (value.type === 'JSXText') look([value.value], value.start);
    if (value.type === 'JSXElement' || value.type === 'JSXFragment') {
      const children = Array.isArray(value.children) ? value.children : [];
      for (const child of children) {
        if (isNode(child) && child.type === 'JSXExpressionContainer') look(shown(child), child.start);
      }
    }
    if (value.type === 'JSXAttribute') {
      const attribute = z.looseObject({ name: z.looseObject({ name: z.unknown() }) }).parse(value);
      if (SPOKEN.has(String(attribute.name.name))) look(shown(value.value), value.start);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(program);
  return found;
}

const src = new URL('../../', import.meta.url);
/** The page of all parts of the kit is for who builds with them. */
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^(speak|watch|review|kit)\/.*\.tsx$/.test(path))
  .filter((path) => !path.startsWith('kit/page/') && !path.endsWith('.test.tsx'))
  .sort();

test('every part of the pages is looked at', () => {
  const areas = new Set(files.map((path) => path.split('/')[0]));
  expect([...areas]).toEqual(['kit', 'review', 'speak', 'watch']);
  expect(files.length).toBeGreaterThan(80);
});

test.each(files)('%s says nothing but by its catalogue', (path) => {
  expect(hardCoded(readFileSync(new URL(path, src), 'utf8'), path)).toEqual([]);
});

test('what is hard-coded is found', () => {
  const source = `const A = () => (
    <p aria-label="Bad" className="fine" data-x={"fine"} title={ok ? 'Worse' : t('fine')}>
      Some text {'more'} {count && 'and'} {\`\${n} pieces\`} {t('fine')} · 12 Rostrum {'\u2066'}
      <span dir="ltr">Rostrum</span>
    </p>
  );`;
  expect(hardCoded(source).map((one) => one.replace(/^a\.tsx:\d+ /, ''))).toEqual([
    'more',
    'and',
    'pieces',
    'Bad',
    'Worse',
    'Some text',
    '· 12 Rostrum',
  ]);
});
