import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openapiDocument } from './document.ts';

const PUBLIC_URL = 'https://rostrum.example';

describe('the OpenAPI document', () => {
  it.each(['demonstration', 'production'] as const)('is valid OpenAPI 3.1 in %s', async (mode) => {
    const document = openapiDocument({ mode, publicUrl: PUBLIC_URL });
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('leaves the demonstration out of production', () => {
    const paths = (mode: 'demonstration' | 'production') =>
      Object.keys(openapiDocument({ mode, publicUrl: PUBLIC_URL }).paths as object);
    expect(paths('demonstration')).toContain('/api/v1/demonstration/sign-in');
    expect(paths('production').filter((path) => path.includes('demonstration'))).toEqual([]);
  });

  it('gives each operation an id of its own', () => {
    const document = openapiDocument({ mode: 'demonstration', publicUrl: PUBLIC_URL });
    const ids = JSON.stringify(document).match(/"operationId":"[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
