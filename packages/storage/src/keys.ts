/** Keys are built in one file, which the use cases share: none of it needs a store. */
export {
  assertCopy,
  assertKey,
  assertPrefix,
  cutSetRoot,
  keyIn,
  originalKey,
  statementPrefix,
  takePrefix,
  takeSetRoot,
} from '@rostrum/core';
