import { writeFileSync } from 'node:fs';
import { tokensCss } from '../src/kit/tokens.ts';

writeFileSync(new URL('../src/kit/tokens.css', import.meta.url), tokensCss());
