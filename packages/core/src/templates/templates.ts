import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { TemplateRecord } from '../ports/store/templates.ts';
import type { Tx } from '../ports/store.ts';
import { requireStaff } from '../sessions/who-may.ts';
import { productTemplates } from './product-templates.ts';

type Needs = Pick<Parts, 'store'>;
type Written = Pick<TemplateRecord, 'kind' | 'title' | 'texts'>;

/** As the staff keep them; the product's own where they keep none. @throws Problem not_allowed */
export async function templatesOf(
  { store }: Needs,
  { actor }: { actor: Actor },
): Promise<readonly TemplateRecord[]> {
  requireStaff(actor);
  const kept = await store.templates.all();
  return kept.length > 0 ? kept : productTemplates;
}

/** Sent twice, it is added once. @throws Problem not_allowed */
export async function addTemplate(
  parts: Needs,
  { actor, id, ...template }: Written & { actor: Actor; id: string },
): Promise<readonly TemplateRecord[]> {
  return await edit(parts, actor, { action: 'settings.template_added', id }, async (tx, kept) => {
    const position = Math.max(-1, ...kept.map((one) => one.position)) + 1;
    await tx.templates.addMissing([{ ...template, id, position }]);
  });
}

/** @throws Problem not_allowed | stale */
export async function changeTemplate(
  parts: Needs,
  { actor, id, version, ...template }: Written & { actor: Actor; id: string; version: number },
): Promise<readonly TemplateRecord[]> {
  return await edit(parts, actor, { action: 'settings.template_changed', id }, async (tx) => {
    if (!(await tx.templates.change(id, version, template))) throw new Problem('stale');
  });
}

/** @throws Problem not_allowed | stale */
export async function removeTemplate(
  parts: Needs,
  { actor, id, version }: { actor: Actor; id: string; version: number },
): Promise<readonly TemplateRecord[]> {
  return await edit(parts, actor, { action: 'settings.template_removed', id }, async (tx) => {
    if (!(await tx.templates.remove(id, version))) throw new Problem('stale');
  });
}

/** The first change keeps the product's own, so that they can be changed one at a time. */
async function edit(
  { store }: Needs,
  actor: Actor,
  { action, id }: { action: string; id: string },
  work: (tx: Tx, kept: readonly TemplateRecord[]) => Promise<void>,
): Promise<readonly TemplateRecord[]> {
  const { userId } = requireStaff(actor);
  return await store.transaction(async (tx) => {
    if ((await tx.templates.all()).length === 0) await tx.templates.addMissing(productTemplates);
    await work(tx, await tx.templates.all());
    await tx.audit({ action, actor, subject: { kind: 'staff', id: userId }, payload: { templateId: id } });
    const kept = await tx.templates.all();
    return kept.length > 0 ? kept : productTemplates;
  });
}
