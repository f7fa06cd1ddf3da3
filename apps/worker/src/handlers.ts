import {
  checkTake,
  drawCard,
  drawProgrammeCards,
  eraseStatement,
  type JobHandlers,
  makeChosenPoster,
  makeCut,
  type Parts,
  prepareTake,
  sendMail,
  sweep,
  transcribeTake,
  verifyTake,
} from '@rostrum/core';

/** Every job is one use case. A job without its handler does not compile. */
export function jobHandlers(parts: Parts): JobHandlers {
  return {
    'take.verify': (payload, job) => verifyTake(parts, payload, job),
    'take.check': (payload, job) => checkTake(parts, payload, job),
    'take.prepare': (payload, job) => prepareTake(parts, payload, job),
    'cut.make': (payload, job) => makeCut(parts, payload, job),
    'poster.make': (payload, job) => makeChosenPoster(parts, payload, job),
    'captions.transcribe': (payload, job) => transcribeTake(parts, payload, job),
    'card.draw': (payload, job) => drawCard(parts, payload, job),
    'programme.cards': (payload, job) => drawProgrammeCards(parts, payload, job),
    'statement.erase': (payload) => eraseStatement(parts, payload),
    'mail.send': (payload, job) => sendMail(parts, payload, job),
    sweep: async () => {
      await sweep(parts);
    },
  };
}
