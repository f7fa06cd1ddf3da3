import { REFUSALS } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { type MailRecipient, SPEAKER_MAIL_KINDS, type SpeakerMailKind } from '../ports/store/mail.ts';
import type { MailText } from './render-mail.ts';
import { renderMail } from './render-mail.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
type Language = (typeof LANGUAGES)[number];
const LINK = 'https://pages.example/speak/#a-token';
const NOW = new Date('2020-11-18T23:00:00Z');

const speaker = (language: string): MailRecipient => ({
  email: 'one@example.org',
  language,
  sessionNumber: null,
  missionName: null,
  deadlineAt: new Date('2020-11-20T22:59:00Z'),
  timeZone: 'Europe/Zurich',
  floorTimeMs: 330_000,
  heldBackBy: null,
  refusal: { code: 'too_long', figures: { measuredMs: 462_000, maximumMs: 330_000 } },
  receipt: {
    takeId: 'take',
    issuedAt: NOW,
    keyId: 'key-1',
    signature: 'c2lnbmF0dXJl',
    payload: {
      version: 1,
      takeId: 'take',
      statementId: 'statement',
      sha256: 'ab'.repeat(32),
      bytes: 12_345,
      receivedAt: '2020-11-18T22:58:00.000Z',
      session: 37,
      state: 'NRU',
    },
  },
});

function written(kind: SpeakerMailKind, to: MailRecipient): MailText {
  const mail = {
    kind,
    secret: { link: LINK, code: '123456' },
    invitationId: '01234567-89ab-7def-8123-456789abcdef',
  };
  const text = renderMail(mail, to, { settings: { publicUrl: 'https://pages.example' }, now: NOW });
  if (text === null) throw new Error(`${kind} was not written`);
  return text;
}

/** What a glance at a locked screen must not tell: the occasion, who is spoken of, who speaks. */
const TELLING: Readonly<Record<Language, RegExp>> = {
  en: /\bupr\b|rights|statement|\bstate|session|organi[sz]ation|\bngo|\bcso|nhri|mission|nations|government|council|rostrum|withdraw/i,
  fr: /\bupr\b|\bepu\b|droits|déclaration|\bétats?\b|session|organisation|\bong|mission|nations|gouvernement|conseil|rostrum|retrait/i,
  es: /\bupr\b|\bepu\b|derechos|declaración|estado|sesión|organización|\bong|misión|naciones|gobierno|consejo|rostrum/i,
  ar: /حقوق|بيان|دولة|دول|دورة|منظمة|بعثة|الأمم|حكومة|مجلس|استعراض|upr/i,
};
const BIDI = /[\u200E\u200F\u2066-\u2069]/;

describe.each(LANGUAGES)('what is mailed to a speaker in %s', (language) => {
  const held = (['consent', 'ended', 'appearance'] as const).map((by) => ['approved', by] as const);
  const all = SPEAKER_MAIL_KINDS.map((kind) => [kind, null] as const);
  describe.each([...all, ...held])('%s, held back by %s', (kind, heldBackBy) => {
    const { subject, text } = written(kind, { ...speaker(language), heldBackBy });
    const lines = text.split('\n');

    it('says everything, with every figure in its place', () => {
      expect(subject).not.toBe('');
      // A key that the catalogue lacks is given back as itself; a value that is missing leaves its braces.
      expect(`${subject}\n${text}`).not.toMatch(/mail\.[a-z]+\.|problem\.|undefined|NaN|\{\w+\}/);
      if (language !== 'en') expect(subject).not.toBe(written(kind, speaker('en')).subject);
    });

    it('tells a locked screen nothing', () => {
      expect(subject).not.toMatch(TELLING[language]);
      // The receipt is what was signed, at the end and because it was asked for.
      const [before = ''] = text.split('\n{\n');
      expect(before).not.toMatch(TELLING[language]);
      expect(subject).not.toMatch(/\d{3,}|NRU|37/);
      expect(lines[0]).not.toMatch(/Genev|Genèv|Ginebra|جنيف|\d{3,}|https?:/);
    });

    it('keeps addresses and codes free of marks, each on a line of its own', () => {
      const bare = lines.filter((line) => /https:|123456/.test(line));
      for (const line of bare)
        expect(line).toMatch(/^(https:\/\/pages\.example\/speak\/(#a-token)?|123456)$/);
    });

    it('closes every isolate in the line that opens it', () => {
      for (const line of lines) {
        let open = 0;
        for (const sign of line) {
          if (/[\u2066-\u2068]/.test(sign)) open += 1;
          if (sign === '\u2069') open -= 1;
          expect(open).toBeGreaterThanOrEqual(0);
        }
        expect(open).toBe(0);
        if (language !== 'ar') expect(line).not.toMatch(BIDI);
        else if (/\p{Script=Arabic}/u.test(line)) expect(line).toMatch(/^\u200F\u2067.*\u2069$/);
      }
    });
  });

  it('promises nobody that something is seen which cannot be', () => {
    const told = ([null, 'consent', 'ended', 'appearance'] as const).map((heldBackBy) =>
      written('approved', { ...speaker(language), heldBackBy })
        .text.split('\n\n')
        .slice(0, 2),
    );
    expect(new Set(told.flat()).size).toBe(8);
  });

  it('says every refusal in words of its own', () => {
    const say = (code: string) =>
      written('refused', { ...speaker(language), refusal: { code, figures: {} } }).text.split('\n\n')[1];
    const said = REFUSALS.map(say);
    expect(new Set(said).size).toBe(REFUSALS.length);
    const unknown = say('a_code_from_the_future');
    expect(unknown).toBeTruthy();
    expect(said).not.toContain(unknown);
  });

  it('counts the days in the plural of the language', () => {
    const told = [1, 2, 3, 11].map((days) => {
      const deadlineAt = new Date(NOW.getTime() + days * 86_400_000);
      return written('reminder', { ...speaker(language), deadlineAt }).subject.replace(/\d+/g, '#');
    });
    const kinds = new Set([1, 2, 3, 11].map((days) => new Intl.PluralRules(language).select(days)));
    expect(new Set(told).size).toBe(kinds.size);
  });
});

describe('figures', () => {
  it.each([
    ['en', '20 November 2020 at 23:59, Geneva time', '20 November 2020 at 22:59 (UTC)'],
    ['fr', '20 novembre 2020 à 23:59, heure de Genève', '20 novembre 2020 à 22:59 (UTC)'],
    ['es', '20 de noviembre de 2020, 23:59, hora de Ginebra', '22:59 (UTC)'],
    ['ar', 'بتوقيت جنيف', '22:59'],
  ])("the deadline in %s is told in Geneva's time and in UTC", (language, ...told) => {
    const { text } = written('speaker_link', speaker(language));
    for (const one of told) expect(text).toContain(one);
    expect(text).toContain('5:30');
  });

  it('tells the length and the limit of what was too long', () => {
    const { text } = written('refused', speaker('fr'));
    expect(text).toContain('7:42');
    expect(text).toContain('5:30');
  });

  it('gives the whole of what was signed, so that it can be verified from the mail alone', () => {
    const { text } = written('received', speaker('ar'));
    const block = text.slice(text.indexOf('\n{\n'), text.lastIndexOf('\n}\n') + 3);
    const { payload, keyId, signature } = speaker('ar').receipt ?? {};
    expect(JSON.parse(block)).toEqual({ payload, keyId, signature });
  });

  it('speaks English where it has no other words', () => {
    expect(written('approved', speaker('my'))).toEqual(written('approved', speaker('en')));
  });

  it('writes nothing without what the mail is about', () => {
    const to = { ...speaker('en'), refusal: null, receipt: null, deadlineAt: null };
    const options = { settings: { publicUrl: 'https://pages.example' }, now: NOW };
    for (const kind of ['speaker_link', 'speaker_code', 'refused', 'received', 'reminder'] as const)
      expect(renderMail({ kind, secret: null, invitationId: null }, to, options), kind).toBeNull();
  });
});

it('that questions wait is told with the way to them, and of whom or by whom with nothing', () => {
  const options = { settings: { publicUrl: 'https://pages.example' }, now: NOW };
  const to = { ...speaker('en'), sessionNumber: 37, missionName: 'Permanent Mission of Uruguay' };
  const mail = renderMail({ kind: 'questions_waiting', secret: null, invitationId: null }, to, options);
  expect(mail?.text).toContain('https://pages.example/review/questions\n');
  expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Uruguay|37|NRU/);
});
