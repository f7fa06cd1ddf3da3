export { createDocumentReader, type DocumentReaderParts, type RunConfined } from './read-document.ts';
