import { Id } from '@rostrum/domain';
import { StorageError } from './ports/storage.ts';

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MAX_KEY_CHARACTERS = 512;

/** @throws StorageError bad_key */
export function assertKey(key: string): void {
  if (key.length > MAX_KEY_CHARACTERS || !key.split('/').every((segment) => SEGMENT.test(segment))) {
    throw badKey('key', key);
  }
}

/** Whole segments only, so that `statements/1/` can never reach `statements/12/`. @throws StorageError bad_key */
export function assertPrefix(prefix: string): void {
  if (!prefix.endsWith('/')) throw badKey('prefix', prefix);
  assertKey(prefix.slice(0, -1));
}

/** A copy stays with its statement: what is erased by one prefix is all there is. @throws StorageError bad_key */
export function assertCopy(from: string, to: string): void {
  assertKey(from);
  assertKey(to);
  const home = from.split('/', 2).join('/');
  if (from === to || !from.startsWith(`${home}/`) || !to.startsWith(`${home}/`))
    throw badKey('copy', `${from} → ${to}`);
}

function badKey(kind: string, text: string): StorageError {
  return new StorageError('bad_key', `not a ${kind}: ${JSON.stringify(text.slice(0, 80))}`);
}

/** Lower case only: two spellings of one UUID would be two places. */
function id(value: string): string {
  if (!Id.safeParse(value).success || value !== value.toLowerCase()) throw badKey('id', value);
  return value;
}

/** Everything of a statement is below this, uploads in progress included: erasing it is one prefix. */
export function statementPrefix(statementId: string): string {
  return `statements/${id(statementId)}/`;
}

export function takePrefix(statementId: string, takeId: string): string {
  return `${statementPrefix(statementId)}takes/${id(takeId)}/`;
}

/**
 * The bytes as they were received. An upload in progress grows under the same key (a multipart upload
 * in S3), and what a protocol keeps beside it (`original.info`, `original.part`) lies next to it.
 */
export function originalKey(statementId: string, takeId: string): string {
  return `${takePrefix(statementId, takeId)}original`;
}

/** As it was sent, until it is made into what is shown. */
export function portraitSentKey(statementId: string): string {
  return `${statementPrefix(statementId)}portrait/sent`;
}

/** What is shown, made anew from what was sent. */
export function portraitKey(statementId: string): string {
  return `${statementPrefix(statementId)}portrait/shown.jpg`;
}

/** Of every attempt. */
export function takeSetsPrefix(statementId: string, takeId: string): string {
  return `${takePrefix(statementId, takeId)}sets/`;
}

/** What one attempt at preparing a take writes; one write in the database makes it the take's. */
export function takeSetRoot(statementId: string, takeId: string, attemptId: string): string {
  return `${takeSetsPrefix(statementId, takeId)}${id(attemptId)}/`;
}

/** Of every attempt. */
export function cutSetsPrefix(statementId: string, cutId: string): string {
  return `${statementPrefix(statementId)}cuts/${id(cutId)}/sets/`;
}

export function cutSetRoot(statementId: string, cutId: string, attemptId: string): string {
  return `${cutSetsPrefix(statementId, cutId)}${id(attemptId)}/`;
}

/** Of the cards that name its speaker. */
export function statementCardRoot(statementId: string, attemptId: string): string {
  return `${statementPrefix(statementId)}cards/${id(attemptId)}/`;
}

/** Of a card that names nobody, and stays whoever takes what back. */
export const SHARED_CARDS_PREFIX = 'cards/';

export function sharedCardRoot(attemptId: string): string {
  return `${SHARED_CARDS_PREFIX}${id(attemptId)}/`;
}

/** @param path of a file in a set, such as `v720/00001.m4s` */
export function keyIn(root: string, path: string): string {
  assertPrefix(root);
  const key = `${root}${path}`;
  assertKey(key);
  return key;
}
