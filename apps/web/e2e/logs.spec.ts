import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { TYPED_NAMES } from './typed.ts';

/** Runs when all other browser tests have: whatever they typed, sent and opened must not have been written down. */
test('the logs know no name, file name, address or token', async () => {
  const { url, dataDir, demo } = browserProduct();
  const folder = path.join(dataDir, 'logs');
  const files = (await readdir(folder)).filter((name) => /^(api|worker)/.test(name));
  const text = (await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')))).join('\n');
  expect(text).toContain('"event":"request"');

  const staff = roleClient(url);
  await staff.call('POST /api/v1/demonstration/sign-in', { body: { token: tokenOf(demo.administrator) } });
  const { sessions } = await staff.call('GET /api/v1/sessions');
  const secrets = new Set(['HeadlessChrome', 'Mozilla', ...TYPED_NAMES, ...Object.values(demo).map(tokenOf)]);
  for (const { id } of sessions) {
    const { reviews } = await staff.call('GET /api/v1/sessions/{id}/board', { params: { id } });
    for (const row of reviews.flatMap(({ rows }) => rows)) {
      secrets.add(row.organisation.name);
      if (row.take === null) continue;
      const params = { id: row.statementId };
      const { takes, consent } = await staff.call('GET /api/v1/statements/{id}', { params });
      for (const name of [consent.acceptedBy, consent.speakerName]) if (name !== null) secrets.add(name);
      for (const { fileName } of takes) if (fileName !== null) secrets.add(fileName);
    }
  }
  const { mails } = await staff.call('GET /api/v1/demonstration/mailbox');
  for (const mail of mails) {
    secrets.add(mail.to);
    for (const [, token] of mail.text.matchAll(/#([\w-]{20,})/g)) secrets.add(token ?? '');
  }
  expect(secrets.size).toBeGreaterThan(10);
  // The paths of packages in stack traces hold the sign as well, with nothing before it.
  expect(text).not.toMatch(/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i);
  for (const secret of secrets) expect(text).not.toContain(secret);
});
