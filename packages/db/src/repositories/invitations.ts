import type { InvitationRecord, Invitations, OrganisationRecord } from '@rostrum/core';
import { AUDIENCES } from '@rostrum/domain';
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
    consentAudience: oneOf(AUDIENCES, row.consentAudience),
    consentEndsAt: row.consentEndsAt,
    consentGivenAt: row.consentGivenAt,
    masterAllowed: row.masterAllowed,
    invitedAt: row.invitedAt,
  };
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
    async add(invitation, organisation, email) {
      await client.organisation.create({ data: organisation });
      await client.invitation.create({ data: invitation });
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
        },
      });
    },
    async email(id) {
      const row = await client.contact.findUnique({ where: { invitationId: id } });
      return row?.email ?? null;
    },
    async setEmail(id, email) {
      const where = { invitationId: id };
      await client.contact.upsert({ where, create: { invitationId: id, email }, update: { email } });
    },
  };
}
