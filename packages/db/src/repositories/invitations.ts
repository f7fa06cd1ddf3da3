import type { InvitationRecord, Invitations, OrganisationRecord } from '@rostrum/core';
import { AUDIENCES, FACES, NAMED, VOICES } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { Invitation, Organisation } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

export function toInvitation(row: Invitation): InvitationRecord {
  return {
    id: row.id,
    reviewId: row.reviewId,
    organisationId: row.organisationId,
    floorTimeMs: row.floorTimeMs,
    deadlineAt: row.deadlineAt,
    language: row.language,
    languageChosen: row.languageChosen,
    consentAudience: oneOf(AUDIENCES, row.consentAudience),
    consentEndsAt: row.consentEndsAt,
    consentGivenAt: row.consentGivenAt,
    masterAllowed: row.masterAllowed,
    appearance: {
      named: oneOf(NAMED, row.appearsNamed),
      face: oneOf(FACES, row.appearsFace),
      voice: oneOf(VOICES, row.appearsVoice),
    },
    consentTextVersion: row.consentTextVersion,
    consentTextLanguage: row.consentTextLanguage,
    invitedAt: row.invitedAt,
  };
}

export function appearanceColumns({ named, face, voice }: InvitationRecord['appearance']) {
  return { appearsNamed: named, appearsFace: face, appearsVoice: voice };
}

export function toOrganisation(row: Organisation): OrganisationRecord {
  return {
    id: row.id,
    name: row.name,
    kind: oneOf(['state', 'nhri', 'cso'], row.kind),
    nhriStatus: row.nhriStatus === null ? null : oneOf(['A', 'B'], row.nhriStatus),
  };
}

export function invitationsRepository(client: PrismaExecutor): Invitations {
  return {
    async byId(id) {
      const row = await client.invitation.findUnique({ where: { id } });
      return row && toInvitation(row);
    },
    async ofReview(reviewId) {
      const rows = await client.invitation.findMany({ where: { reviewId }, orderBy: { createdAt: 'asc' } });
      return rows.map(toInvitation);
    },
    async organisation(id) {
      const row = await client.organisation.findUnique({ where: { id } });
      return row && toOrganisation(row);
    },
    async add({ appearance, ...invitation }, organisation, email) {
      await client.organisation.create({ data: organisation });
      await client.invitation.create({ data: { ...invitation, ...appearanceColumns(appearance) } });
      await client.contact.create({ data: { invitationId: invitation.id, email } });
    },
    async countSpeakers(reviewId) {
      return await client.invitation.count({ where: { reviewId, organisation: { kind: { not: 'state' } } } });
    },
    async hasOrganisationNamed(reviewId, name) {
      return (await client.invitation.count({ where: { reviewId, organisation: { name } } })) > 0;
    },
    async setConsent(id, consent) {
      await client.invitation.update({
        where: { id },
        data: {
          consentAudience: consent.audience,
          consentEndsAt: consent.endsAt,
          consentGivenAt: consent.givenAt,
          masterAllowed: consent.masterAllowed,
          ...appearanceColumns(consent.appearance),
          ...(consent.accepted && {
            consentTextVersion: consent.accepted.textVersion,
            consentTextLanguage: consent.accepted.textLanguage,
          }),
        },
      });
      const names = {
        speakerName: consent.appearance.named === 'name' ? consent.speakerName : null,
        ...(consent.accepted && { consentName: consent.accepted.name }),
      };
      const where = { invitationId: id };
      await client.contact.upsert({ where, create: { invitationId: id, ...names }, update: names });
    },
    async email(id) {
      const row = await client.contact.findUnique({ where: { invitationId: id } });
      return row?.email ?? null;
    },
    async names(id) {
      const row = await client.contact.findUnique({ where: { invitationId: id } });
      return { speakerName: row?.speakerName ?? null, consentName: row?.consentName ?? null };
    },
    async shownNames(reviewId) {
      const rows = await client.contact.findMany({
        where: {
          speakerName: { not: null },
          invitation: { reviewId, appearsNamed: 'name', statement: { state: { not: 'withdrawn' } } },
        },
        select: { speakerName: true, invitation: { select: { statement: { select: { id: true } } } } },
      });
      return new Map(
        rows.flatMap(({ speakerName, invitation: { statement } }): [string, string][] =>
          speakerName === null || statement === null ? [] : [[statement.id, speakerName]],
        ),
      );
    },
    async setEmail(id, email) {
      const where = { invitationId: id };
      await client.contact.upsert({ where, create: { invitationId: id, email }, update: { email } });
    },
    async setLanguage(id, language) {
      await client.invitation.update({ where: { id }, data: { language, languageChosen: true } });
    },
    async takeLanguage(id, language) {
      const data = { language, languageChosen: true };
      await client.invitation.updateMany({ where: { id, languageChosen: false }, data });
    },
  };
}
