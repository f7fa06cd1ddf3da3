import type { Board, BoardRow, DecisionView, SpeakerView, StatementDetail } from '@rostrum/contract';
import type {
  BoardRowState,
  BoardState,
  DecisionRecord,
  InvitationRecord,
  SpeakerNames,
  SpeakerStatementState,
  StatementDetailState,
} from '@rostrum/core';
import { unmetNow } from '@rostrum/core';
import { consentHolds, isSoundOnly, mustAccept, PART_BYTES, type Unmet, unmetBy } from '@rostrum/domain';
import { stateNameIn, stateNamesOf } from '@rostrum/domain/state-names';
import type { z } from 'zod';
import type { MediaAddresses } from '../media/media-addresses.ts';
import {
  cutView,
  instant,
  organisationView,
  reviewSummary,
  sessionView,
  statementHead,
  takeReason,
  takeView,
} from './common.ts';

function consentView(
  {
    invitation,
    names: { speakerName },
    serverNow,
  }: { invitation: InvitationRecord; names: SpeakerNames; serverNow: Date },
  unmet: Unmet[],
) {
  return {
    audience: invitation.consentAudience,
    endsAt: instant(invitation.consentEndsAt),
    givenAt: instant(invitation.consentGivenAt),
    masterAllowed: invitation.masterAllowed,
    appearance: invitation.appearance,
    ended: !consentHolds(invitation.consentEndsAt, serverNow),
    unmet,
    speakerName: invitation.appearance.named === 'name' ? speakerName : null,
    accepted: !mustAccept({ textVersion: invitation.consentTextVersion }),
  };
}

/** What both sides may read: never the internal reason, nor who decided. */
function decisionView(decision: DecisionRecord): z.output<typeof DecisionView> {
  return {
    id: decision.id,
    kind: decision.kind,
    takeId: decision.takeId,
    cutId: decision.cutId,
    messageToSpeaker: decision.messageToSpeaker,
    needsYes: decision.needsYes,
    answer: decision.answer,
    answerNote: decision.answerNote,
    decidedAt: instant(decision.decidedAt),
    answeredAt: instant(decision.answeredAt),
    undoneAt: instant(decision.undoneAt),
  };
}

export function speakerView(
  state: SpeakerStatementState,
  media: MediaAddresses,
): z.output<typeof SpeakerView> {
  const { question } = state;
  return {
    invitationId: state.invitation.id,
    statement: statementHead(state.statement),
    session: sessionView(state.session),
    review: { ...reviewSummary(state), stateNames: stateNamesOf(state.review) },
    organisation: organisationView(state.organisation),
    language: state.invitation.language,
    floor: state.floor,
    deadline: { ...state.deadline, at: instant(state.deadline.at) },
    attempts: state.attempts,
    sizeLimitBytes: state.session.sizeLimitBytes,
    partBytes: PART_BYTES,
    mayBegin: state.mayBegin,
    mayNotBeginBecause: state.mayNotBeginBecause,
    consent: consentView(state, unmetNow(state)),
    // What the staff tried with a take and could not do is among them.
    takes: state.takes.map((take) => ({ ...takeView(take, media), turnFailed: null })),
    decision: state.decision && decisionView(state.decision),
    comments: state.comments.map(({ id, body, takeId, startMs, endMs }) => ({
      id,
      body,
      takeId,
      startMs,
      endMs,
    })),
    question: question && { decisionId: question.decisionId, cut: cutView(question.cut, media) },
    published: state.published,
    hasEmail: state.hasEmail,
    devices: state.devices.map(({ openedAt, current }) => ({ openedAt: instant(openedAt), current })),
    serverNow: instant(state.serverNow),
  };
}

export function statementDetail(
  state: StatementDetailState,
  media: MediaAddresses,
): z.output<typeof StatementDetail> {
  const { inProgramme } = state;
  const decision = state.decisions.find(({ undoneAt }) => undoneAt === null) ?? null;
  return {
    statement: statementHead(state.statement),
    session: sessionView(state.session),
    review: reviewSummary(state),
    organisation: organisationView(state.organisation),
    floor: state.floor,
    consent: {
      ...consentView(state, unmetNow({ ...state, decision })),
      acceptedBy: state.names.consentName,
      textVersion: state.invitation.consentTextVersion,
      textLanguage: state.invitation.consentTextLanguage,
    },
    takes: state.takes.map((take) => takeView(take, media)),
    decisions: state.decisions.map((decision) => ({
      ...decisionView(decision),
      reason: decision.reason,
      decidedBy: decision.decidedBy,
    })),
    history: state.history.map(({ at, machine, from, to, actorKind, reason }) => ({
      at: instant(at),
      machine,
      from,
      to,
      actor: actorKind,
      reason,
    })),
    inProgramme: inProgramme && { revision: inProgramme.revision, position: inProgramme.position },
    devices: state.devices.map(({ openedAt, byCode }) => ({ openedAt: instant(openedAt), byCode })),
    email: state.email,
    language: state.invitation.language,
    serverNow: instant(state.serverNow),
  };
}

export function boardView(state: BoardState): z.output<typeof Board> {
  return {
    session: sessionView(state.session),
    serverNow: instant(state.serverNow),
    reviews: state.reviews.map((one) => ({
      review: {
        ...reviewSummary(one),
        stateNames: { en: stateNameIn(one.review, 'en'), fr: stateNameIn(one.review, 'fr') },
      },
      published: one.published && {
        number: one.published.number,
        publishedAt: instant(one.published.publishedAt),
      },
      rows: one.rows.map(boardRowView),
    })),
  };
}

export function boardRowView(row: BoardRowState): z.output<typeof BoardRow> {
  return {
    statementId: row.statement.id,
    invitationId: row.invitation.id,
    organisation: organisationView(row.organisation),
    state: row.statement.state,
    stage: row.stage,
    deadlineAt: instant(row.deadlineAt),
    assignedToId: row.statement.assignedToId,
    version: row.statement.version,
    floorTimeMs: row.floor.maximumMs,
    take: row.take && {
      id: row.take.id,
      number: row.take.number,
      state: row.take.state,
      progress: row.take.progress,
      remainingMs: row.take.remainingMs,
      waiting: row.take.waiting,
      measuredMs: row.take.measuredMs,
      fit: row.fit,
      reason: takeReason(row.take),
      stateSince: instant(row.take.stateSince),
    },
    stuck: row.stuck,
    consentEnded: row.consentEnded,
    unmet: unmetBy(row.invitation.appearance, { soundOnly: row.take !== null && isSoundOnly(row.take) }),
    open: row.open,
    words: row.words,
  };
}
