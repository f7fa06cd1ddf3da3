/**
 * Colour, decided once. Every colour is a step on a scale in OKLCH; a role picks one step for the light
 * scheme and one for the dark. `tokens.css` is written from this file by `tools/write-tokens.ts`.
 */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

type Steps = Readonly<Record<number, Oklch>>;

const hue = (h: number, steps: Readonly<Record<number, readonly [l: number, c: number]>>): Steps =>
  Object.fromEntries(Object.entries(steps).map(([step, [l, c]]) => [step, { l, c, h }]));

const ink = hue(235, {
  0: [1, 0],
  50: [0.985, 0.003],
  100: [0.965, 0.004],
  150: [0.94, 0.005],
  200: [0.9, 0.006],
  300: [0.83, 0.008],
  400: [0.72, 0.01],
  500: [0.6, 0.012],
  600: [0.48, 0.014],
  700: [0.38, 0.014],
  750: [0.315, 0.014],
  800: [0.27, 0.014],
  850: [0.235, 0.013],
  900: [0.2, 0.012],
  950: [0.165, 0.01],
});
const petrol = hue(222, {
  50: [0.965, 0.012],
  100: [0.93, 0.025],
  300: [0.83, 0.065],
  400: [0.76, 0.08],
  600: [0.47, 0.083],
  700: [0.4, 0.071],
  800: [0.33, 0.058],
  900: [0.285, 0.045],
});
const amber = hue(75, {
  50: [0.965, 0.026],
  300: [0.84, 0.12],
  400: [0.78, 0.13],
  700: [0.46, 0.095],
  900: [0.29, 0.045],
});
const green = hue(155, {
  50: [0.965, 0.025],
  300: [0.82, 0.11],
  400: [0.76, 0.12],
  700: [0.43, 0.09],
  900: [0.28, 0.045],
});
const red = hue(25, {
  50: [0.965, 0.016],
  300: [0.81, 0.095],
  400: [0.74, 0.12],
  600: [0.5, 0.175],
  700: [0.44, 0.15],
  900: [0.29, 0.06],
});
const scales = { ink, petrol, amber, green, red };

export type Scheme = 'light' | 'dark';
type Step = `${keyof typeof scales}.${number}`;

/** role → [step in the light scheme, step in the dark scheme] */
export const roles = {
  /** The page. */
  paper: ['ink.50', 'ink.900'],
  /** What lies on the page: cards, dialogs, fields. */
  surface: ['ink.0', 'ink.850'],
  /** What lies a little below it: table heads, tracks, skeletons. */
  sunken: ['ink.150', 'ink.800'],
  ink: ['ink.900', 'ink.100'],
  'ink-soft': ['ink.600', 'ink.400'],
  /** Hairlines; decoration only. */
  rule: ['ink.200', 'ink.750'],
  /** The outline of what can be operated. */
  edge: ['ink.500', 'ink.500'],
  accent: ['petrol.700', 'petrol.300'],
  'accent-strong': ['petrol.800', 'petrol.100'],
  'on-accent': ['ink.0', 'ink.950'],
  'accent-wash': ['petrol.50', 'petrol.900'],
  'accent-ink': ['petrol.700', 'petrol.300'],
  focus: ['petrol.600', 'petrol.400'],
  amber: ['amber.700', 'amber.300'],
  'amber-wash': ['amber.50', 'amber.900'],
  green: ['green.700', 'green.300'],
  'green-wash': ['green.50', 'green.900'],
  red: ['red.700', 'red.300'],
  'red-wash': ['red.50', 'red.900'],
  danger: ['red.600', 'red.400'],
  'danger-strong': ['red.700', 'red.300'],
  'on-danger': ['ink.0', 'ink.950'],
  /** Around the picture: dark in both schemes. */
  stage: ['ink.900', 'ink.950'],
  'stage-raised': ['ink.800', 'ink.850'],
  'stage-ink': ['ink.100', 'ink.100'],
  'stage-soft': ['ink.400', 'ink.400'],
  'stage-edge': ['ink.600', 'ink.600'],
  'stage-accent': ['petrol.300', 'petrol.300'],
  'stage-amber': ['amber.300', 'amber.300'],
  'stage-green': ['green.300', 'green.300'],
  'stage-red': ['red.300', 'red.300'],
} as const satisfies Record<string, readonly [Step, Step]>;

export type Role = keyof typeof roles;

/** [foreground, background, least contrast]: WCAG 2.2, 1.4.3 for text (4.5) and 1.4.11 for parts (3). */
export const pairs: readonly (readonly [Role, Role, 3 | 4.5])[] = [
  ['ink', 'paper', 4.5],
  ['ink', 'surface', 4.5],
  ['ink', 'sunken', 4.5],
  ['ink', 'accent-wash', 4.5],
  ['ink', 'amber-wash', 4.5],
  ['ink', 'green-wash', 4.5],
  ['ink', 'red-wash', 4.5],
  ['ink-soft', 'paper', 4.5],
  ['ink-soft', 'surface', 4.5],
  ['ink-soft', 'sunken', 4.5],
  ['ink-soft', 'accent-wash', 4.5],
  ['edge', 'paper', 3],
  ['edge', 'surface', 3],
  ['accent', 'paper', 4.5],
  ['accent', 'surface', 4.5],
  ['accent', 'sunken', 3],
  ['accent-strong', 'paper', 4.5],
  ['accent-strong', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['accent-ink', 'accent-wash', 4.5],
  ['accent-ink', 'sunken', 4.5],
  ['focus', 'paper', 3],
  ['focus', 'surface', 3],
  ['focus', 'sunken', 3],
  ['amber', 'paper', 4.5],
  ['amber', 'surface', 4.5],
  ['amber', 'sunken', 3],
  ['amber', 'amber-wash', 4.5],
  ['green', 'paper', 4.5],
  ['green', 'surface', 4.5],
  ['green', 'sunken', 3],
  ['green', 'green-wash', 4.5],
  ['red', 'paper', 4.5],
  ['red', 'surface', 4.5],
  ['red', 'sunken', 3],
  ['red', 'red-wash', 4.5],
  ['on-danger', 'danger', 4.5],
  ['on-danger', 'danger-strong', 4.5],
  ['stage-ink', 'stage', 4.5],
  ['stage-ink', 'stage-raised', 4.5],
  ['stage-soft', 'stage', 4.5],
  ['stage-soft', 'stage-raised', 4.5],
  ['stage-accent', 'stage', 4.5],
  ['stage-accent', 'stage-edge', 3],
  ['stage-amber', 'stage', 4.5],
  ['stage-green', 'stage', 4.5],
  ['stage-red', 'stage', 4.5],
];

export function colourOf(role: Role, scheme: Scheme): Oklch {
  const step = roles[role][scheme === 'light' ? 0 : 1];
  const [name, number] = step.split('.') as [keyof typeof scales, string];
  const colour = scales[name][Number(number)];
  if (!colour) throw new Error(`no such step: ${step}`);
  return colour;
}

/** OKLCH to linear sRGB, not clipped (Ottosson, "A perceptual color space for image processing", 2020). */
export function toLinearRgb({ l, c, h }: Oklch): readonly [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const clip = (value: number) => Math.min(1, Math.max(0, value));

/** WCAG 2.2, "relative luminance". */
export function luminance(colour: Oklch): number {
  const [r, g, b] = toLinearRgb(colour);
  return 0.2126 * clip(r) + 0.7152 * clip(g) + 0.0722 * clip(b);
}

export function contrast(one: Oklch, other: Oklch): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function toHex(colour: Oklch): string {
  const channel = (linear: number) => {
    const value = clip(linear);
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${toLinearRgb(colour).map(channel).join('')}`;
}

const toCss = ({ l, c, h }: Oklch) => `oklch(${l} ${c} ${h})`;

function block(selector: string, scheme: Scheme, write: (colour: Oklch) => string, indent: string): string {
  const names = Object.keys(roles) as Role[];
  const lines = names.map((role) => `${indent}  --${role}: ${write(colourOf(role, scheme))};`);
  return [`${indent}${selector} {`, `${indent}  color-scheme: ${scheme};`, ...lines, `${indent}}`].join('\n');
}

/** The text of `tokens.css`: hexadecimal for browsers before OKLCH (Chrome 111, Safari 15.4), then OKLCH. */
export function tokensCss(): string {
  const schemes = (write: (colour: Oklch) => string, indent: string) => [
    block(
      `:root,
${indent}[data-scheme="light"]`,
      'light',
      write,
      indent,
    ),
    `${indent}@media (prefers-color-scheme: dark) {`,
    block(':root:not([data-scheme="light"])', 'dark', write, `${indent}  `),
    `${indent}}`,
    block('[data-scheme="dark"]', 'dark', write, indent),
  ];
  return [
    '/* Written from tokens.ts by tools/write-tokens.ts. */',
    ...schemes(toHex, ''),
    '@supports (color: oklch(0.5 0.1 200)) {',
    ...schemes(toCss, '  '),
    '}',
    '',
  ].join('\n');
}
